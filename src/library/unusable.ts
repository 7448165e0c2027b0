import { createRedactor } from '../chain/redact.js';
import { findingOf } from '../checks/settings.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { severityOf } from '../findings/severity.js';
import { diagnosisFor } from '../report/diagnosis.js';
import { diagnosisJson } from '../report/json.js';
import { withoutSecrets } from '../report/without-secrets.js';
import type { FieldName } from '../settings/field-name.js';
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
  const inCode = wrong.map(({ field }) => `${field} is ${properties[field].join('.')} in code.`);
  return errorOf(wrong.map(findingOf), { secrets, inCode });
}

/** The error of an SDK that wants a token of another tenant: a federated credential lets into the one in which its identity lives. */
export function otherTenant(asked: string, { entra }: Profile): KeylessError {
  return errorOf([finding('entra/other-tenant', { asked, tenant: entra.tenant })], { secrets: [], inCode: [] });
}

function errorOf(findings: readonly Finding[], { secrets, inCode }: { secrets: readonly Secret[]; inCode: string[] }): KeylessError {
  const known = { ...nothingKnown, isOwn: true };
  const found = { diagnoses: findings.map((one) => diagnosisFor(one, severityOf(one), known)) };
  const [first, ...others] = withoutSecrets(found, createRedactor(secrets).redact).diagnoses.map(diagnosisJson);
  if (first === undefined) throw new TypeError('an error without a finding');
  return new KeylessError({ diagnoses: [first, ...others], more: [...inCode, ...others.map(({ title }) => `${title}.`)] });
}
