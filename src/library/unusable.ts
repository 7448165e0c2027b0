import { createRedactor } from '../chain/redact.js';
import { findingOf } from '../checks/setting-finding.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { toDo } from '../findings/fix.js';
import { whatItIs } from '../findings/give-value.js';
import { severityOf } from '../findings/severity.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Diagnosis } from '../report/report.js';
import { diagnosisJson } from '../report/json.js';
import { withoutSecrets } from '../report/without-secrets.js';
import type { FieldName } from '../settings/field-name.js';
import { fieldOf } from '../settings/fields.js';
import type { Profile } from '../settings/profile.js';
import type { SettingProblem } from '../settings/problem.js';
import type { Secret } from '../settings/secret.js';
import { properties } from './connection.js';
import { KeylessError } from './keyless-error.js';

/** What is needed of the settings, and what no text of an error may show. */
interface Needed {
  names: readonly FieldName[];
  secrets: readonly Secret[];
}

/** The error of settings with which nobody can be asked, with the names that they have in code. */
export function unusable(problems: readonly SettingProblem[], { names, secrets }: Needed): KeylessError {
  const wrong = problems
    .filter((problem) => 'field' in problem)
    .filter(({ field, kind }) => names.includes(field) && kind !== 'normalised');
  const inCode = wrong.map(({ field }) => `${field} is ${nameInCode(field)} in code.`);
  const diagnoses = wrong.map((problem) => forCode(problem.field, diagnosisOf(findingOf(problem))));
  return errorOf(diagnoses, { secrets, inCode });
}

/** The error of an SDK that wants a token of another tenant: a federated credential lets into the one in which its identity lives. */
export function otherTenant(asked: string, { entra }: Profile): KeylessError {
  return errorOf([diagnosisOf(finding('entra/other-tenant', { asked, tenant: entra.tenant }))], { secrets: [], inCode: [] });
}

function diagnosisOf(found: Finding): Diagnosis {
  return diagnosisFor(found, severityOf(found), { ...nothingKnown, isOwn: true });
}

function nameInCode(field: FieldName): string {
  return properties[field].join('.');
}

/** What is said to whoever wrote the code: a program has no flags, and need not have an env file. */
function forCode(field: FieldName, diagnosis: Diagnosis): Diagnosis {
  const what = fieldOf(field).secret ? '' : `${whatItIs(field)} `;
  const elsewhere = diagnosis.fix.filter(({ kind }) => kind === 'portal' || kind === 'set');
  return {
    ...diagnosis,
    ...(diagnosis.code === 'settings/missing' && { why: `${what}The connection has no ${nameInCode(field)}.` }),
    fix: [toDo('local', 'certain', `Give the connection its ${nameInCode(field)}.`), ...elsewhere],
  };
}

function errorOf(diagnoses: Diagnosis[], { secrets, inCode }: { secrets: readonly Secret[]; inCode: string[] }): KeylessError {
  const [first, ...others] = withoutSecrets({ diagnoses }, createRedactor(secrets).redact).diagnoses.map(diagnosisJson);
  if (first === undefined) throw new TypeError('an error without a finding');
  return new KeylessError({ diagnoses: [first, ...others], more: [...inCode, ...others.map(({ title }) => `${title}.`)] });
}
