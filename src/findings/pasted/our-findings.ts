import type { Party, Refusal } from '../../chain/answer.js';
import type { FieldName } from '../../settings/field-name.js';
import { fields } from '../../settings/fields.js';
import { evidenceOf, readEvidence } from '../evidence-shape.js';
import type { Known } from '../explanation.js';
import type { Code, Finding } from '../finding.js';
import { severityOf } from '../severity.js';
import { partyNames } from '../party-names.js';
import { readRefusal, refusalIn } from './our-answers.js';
import { claimsIn, comparedIn } from './our-comparison.js';
import type { Claims } from './our-comparison.js';
import { isCode, isListOfCodes } from './our-lines.js';
import type { OurCause, Ours } from './ours.js';
import type { Read } from './read.js';

/** The words of a text of ours beside a finding; `isWhole` where the finding has its evidence, too. */
export interface Told extends Pick<OurCause, 'title' | 'why' | 'severity'> {
  isWhole: boolean;
}

/** What a text of ours comes to: its causes alone, in its order, and not what its other words look like. */
export interface FromOurs {
  findings: Finding[];
  /** One for each finding. */
  told: Told[];
  known: Partial<Known>;
  read: Partial<Read>;
  /** A sentence about what is not explained of it. */
  about: string | null;
  /** Whether it names anything worse than a warning. */
  isWrong: boolean;
  /** Whether it is an example or a list, in which the words of the parties stand for no case. */
  isAboutCodes: boolean;
}

/** Makes findings of the causes. `usual` is what the words of the parties in it come to, which have values that a text of ours repeats. */
export function findingsOfOurs(ours: Ours, usual: readonly Finding[], read: Read): FromOurs {
  const values = claimsIn(ours.lines);
  const known = knownIn(ours.settings, values);
  const material = { ...ours, usual, values, facts: factsOf(known, { ...read, ...values }) };
  const strangers = ours.causes.map(({ code }) => code).filter((code) => !isCode(code));
  const all = ours.causes.flatMap((cause, at) => (isCode(cause.code) ? eachOf(cause, cause.code, at, material) : []));
  return {
    findings: all.map(({ found }) => found),
    told: all.map(({ told }) => told),
    known,
    read: values,
    about: aboutOurs(ours, strangers),
    isWrong:
      all.some(({ found, told }) => (told.severity ?? severityOf(found)) !== 'warning') ||
      (all.length > 0 && ours.causes.some((one) => one.isThrown)),
    isAboutCodes: ours.causes.length === 0 && (isExample(ours) || isListOfCodes(ours.lines)),
  };
}

interface Material extends Ours {
  usual: readonly Finding[];
  values: Claims;
  facts: Readonly<Record<string, unknown>>;
}

function aboutOurs({ causes, lines }: Ours, strangers: readonly string[]): string | null {
  const [first] = strangers;
  if (first !== undefined)
    return `It names ${[...new Set(strangers)].join(', ')}, which this version of keyless does not know: another one wrote it.`;
  if (causes.length > 0) return null;
  if (isExample({ lines })) return 'It explains a code with an example, and is about no case.';
  return isListOfCodes(lines)
    ? 'It is about the codes of keyless, and about no case.'
    : 'It is of keyless itself, and tells of nothing that is wrong.';
}

function isExample({ lines }: Pick<Ours, 'lines'>): boolean {
  return lines.some((line) => /An example\. Its values are made up|"isExample": ?true/.test(line));
}

function eachOf(cause: OurCause, code: Code, at: number, material: Material): { found: Finding; told: Told }[] {
  if (cause.missing.length > 0)
    return cause.missing.map((field) => ({
      found: made(code, evidenceOf(code, { field }), null),
      told: { title: '', why: null, severity: cause.severity, isWhole: true },
    }));
  const segment = material.lines.slice(cause.at, material.causes[at + 1]?.at ?? material.lines.length);
  const whole = readEvidence(code, cause.evidence) ?? comparedIn(code, cause, segment, material);
  const like = material.usual.find((one) => one.code === code && !('diff' in one.evidence));
  const field = fields.find(({ name }) => cause.title.includes(name))?.name;
  const named = {
    ...material.facts,
    ...partyIn(cause.title),
    failure: { kind: code.slice(code.indexOf('/') + 1), host: '', detail: '' },
    field,
  };
  const evidence = whole ?? like?.evidence ?? evidenceOf(code, named);
  const refusal = readRefusal(cause.upstream) ?? refusalIn(segment) ?? like?.refusal ?? null;
  const { title, why, severity } = cause;
  return [{ found: made(code, evidence, refusal), told: { title, why, severity, isWhole: whole !== null } }];
}

/** The evidence was made or checked by the table of shapes, which no type can follow. */
function made(code: Code, evidence: Finding['evidence'], refusal: Refusal | null): Finding {
  return { code, evidence, refusal } as Finding;
}

function partyIn(title: string): { party?: Party } {
  const found = Object.entries(partyNames).find(([, name]) => title.includes(name));
  return found ? { party: found[0] as Party } : {};
}

const knownBy: { readonly [F in FieldName]?: keyof Known } = {
  OIDC_ENDPOINT: 'domain',
  OIDC_CLIENT_ID: 'oidcClientId',
  OIDC_AUDIENCE: 'audience',
  AZURE_TENANT_ID: 'tenant',
  AZURE_CLIENT_ID: 'azureClientId',
  AZURE_AOAI_ENDPOINT: 'endpoint',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'deployment',
  AZURE_AOAI_API_VERSION: 'apiVersion',
  AZURE_AUTHORITY_HOST: 'authorityHost',
};

/** What it was asked with. The requests were ours. */
function knownIn(settings: Ours['settings'], values: Material['values']): Partial<Known> {
  const given = Object.entries(knownBy).flatMap(([name, key]) => {
    const value = settings.get(name);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...values, ...Object.fromEntries(given), isOwn: true };
}

/** The same by the names that evidence has for it. */
function factsOf(known: Partial<Known>, read: Partial<Read>): Readonly<Record<string, unknown>> {
  const told = Object.fromEntries(Object.entries({ ...read, ...known }).filter(([, value]) => typeof value === 'string'));
  const host = URL.parse(known.endpoint ?? '')?.host;
  return { ...told, clientId: read.clientId ?? undefined, host, tokenTenant: known.tenant };
}
