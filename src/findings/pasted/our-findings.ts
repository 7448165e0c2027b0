import type { NetworkFailure, Party, Refusal } from '../../chain/answer.js';
import type { FieldName } from '../../settings/field-name.js';
import { fields } from '../../settings/fields.js';
import { evidenceOf, isNetworkFailure, isRecord, readEvidence } from '../evidence-shape.js';
import type { Known } from '../explanation.js';
import { claimNames } from '../finding.js';
import type { ClaimName, Code, Finding } from '../finding.js';
import { meanings } from '../meanings.js';
import { partyNames } from '../party-names.js';
import { isListOfCodes } from './our-lines.js';
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
  };
}

interface Material extends Ours {
  usual: readonly Finding[];
  values: Partial<Record<ClaimName, string>>;
  facts: Readonly<Record<string, unknown>>;
}

function isCode(name: string): name is Code {
  return Object.hasOwn(meanings, name);
}

function aboutOurs({ causes, lines }: Ours, strangers: readonly string[]): string | null {
  const [first] = strangers;
  if (first !== undefined)
    return `It names ${[...new Set(strangers)].join(', ')}, which this version of keyless does not know: another one wrote it.`;
  if (causes.length > 0) return null;
  const isExample = lines.some((line) => /An example\. Its values are made up|"isExample": ?true/.test(line));
  return isExample
    ? 'It explains a code with an example, and is about no case.'
    : 'It is of keyless itself, and tells of nothing that is wrong.';
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

/** Both values, from where they are compared in the text: one above the other, each in its line, or in a sentence. */
function comparedIn(
  code: Code,
  { title, why }: OurCause,
  segment: readonly string[],
  { lines, values }: Material,
): Finding['evidence'] | null {
  if (!('diff' in evidenceOf(code, {}))) return null;
  const named = claimNames.find((name) => code.includes(`/${name}`)) ?? claimNames.find((name) => title.toLowerCase().includes(name));
  const pair = pairAbove(segment) ?? (named && pairSpoken(lines, named)) ?? pairSaid(why);
  if (!pair) return null;
  const field = named ?? claimNames.find((name) => values[name] === pair.token) ?? null;
  const [token, azure] = [unhidden(pair.token), unhidden(pair.azure)];
  return field === null || token === azure ? null : readEvidence(code, { field, token, azure, azureSource: 'pasted', diff: [] });
}

interface Pair {
  token: string;
  azure: string;
}

function pairAbove(lines: readonly string[]): Pair | null {
  const at = lines.findIndex((line) => /^\s*token {2}\S/.test(line));
  const token = /^\s*token {2,}(\S[^\n]*)$/.exec(lines[at] ?? '')?.[1];
  const azure = /^\s*(?:azure|copy) {2,}(\S[^\n]*)$/.exec(lines[at + 1] ?? '')?.[1];
  return token === undefined || azure === undefined ? null : { token, azure };
}

function pairSpoken(lines: readonly string[], field: ClaimName): Pair | null {
  const [token, azure] = [`Token ${field}: `, new RegExp(`^(?:Azure|Copied) ${field}: `)];
  const at = lines.findIndex((line) => line.startsWith(token));
  const other = lines[at + 1] ?? '';
  return at === -1 || !azure.test(other) ? null : { token: (lines[at] ?? '').slice(token.length), azure: other.replace(azure, '') };
}

function pairSaid(why: string | null): Pair | null {
  const [, token, azure] =
    /The token says "([^"\n]{0,1500})", and the federated credential (?:"[^"\n]{0,200}" )?in Azure says "([^"\n]{0,1500})"/.exec(
      why ?? '',
    ) ?? [];
  return token === undefined || azure === undefined ? null : { token, azure };
}

/** What we show by its number is that character. */
function unhidden(value: string): string {
  return value.trim().replace(/[⟨<]U\+([0-9A-F]{4,5})[⟩>]/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** The three values of the token, as a run shows them. */
function claimsIn(lines: readonly string[]): Partial<Record<ClaimName, string>> {
  const rows = claimNames.flatMap((name) => {
    const shown = new RegExp(`^(?: {8}${name} {2,}|${name.charAt(0).toUpperCase()}${name.slice(1)}: )(\\S+)$`);
    const value = lines.map((line) => shown.exec(line)?.[1]).find((one) => one !== undefined);
    return value === undefined ? [] : [[name, unhidden(value)] as const];
  });
  return Object.fromEntries(rows);
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

/** The answer of a document, as far as it has the form of one. */
function readRefusal(given: unknown): Refusal | null {
  if (!isRecord(given)) return null;
  const party = given['party'];
  if (party !== 'auth0' && party !== 'entra' && party !== 'azure-openai') return null;
  const textIn = (name: string): string | null => (typeof given[name] === 'string' ? given[name] : null);
  const numberIn = (name: string): number | null => (typeof given[name] === 'number' ? given[name] : null);
  const network: NetworkFailure | null = isNetworkFailure(given['network']) ? given['network'] : null;
  return {
    party,
    status: numberIn('status'),
    code: textIn('code'),
    said: textIn('said') ?? '',
    asked: textIn('asked') ?? '',
    correlationId: textIn('correlationId'),
    traceId: textIn('traceId'),
    timestamp: textIn('timestamp'),
    retryAfterSeconds: numberIn('retryAfterSeconds'),
    network,
  };
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const answered =
  /^\s*(?:What )?(Auth0|Entra ID|Azure OpenAI) said:\s?(.*)$|\b(Auth0|Entra ID|Azure OpenAI) answered ([45]\d\d [^\n]{0,200})/;

/** The answer as a text of ours repeats it, with the numbers that its support asks for. */
function refusalIn(segment: readonly string[]): Refusal | null {
  const at = segment.findIndex((line) => line.length < 20_000 && answered.test(line));
  const [, who, words, which, short = ''] = answered.exec(segment[at] ?? '') ?? [];
  const party = Object.entries(partyNames).find(([, name]) => name === (who ?? which))?.[0];
  if (party === undefined) return null;
  const behind = segment.slice(at, at + 8).join('\n');
  const said =
    (words ?? '') !== ''
      ? (words ?? '')
      : who === undefined
        ? ''
        : (segment.slice(at + 1).find((line) => !/^\s*(?:```\w*)?\s*$/.test(line)) ?? '');
  const [, status, rest = ''] = /^(?:([1-5]\d\d) )?(.*)$/.exec(said === '' ? short : said) ?? [];
  const idOf = (name: string): string | null => new RegExp(`\\b${name}(?: id)?:? (${guid})`, 'i').exec(behind)?.[1] ?? null;
  return {
    party: party as Party,
    status: status === undefined ? null : Number(status),
    code: /^AADSTS\d+|^[A-Za-z_]+(?=: )/.exec(rest)?.[0] ?? null,
    said: said === '' ? '' : rest,
    asked: '',
    correlationId: idOf('correlation'),
    traceId: idOf('trace'),
    timestamp: /\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z)/.exec(behind)?.[1] ?? null,
    retryAfterSeconds: null,
    network: null,
  };
}
