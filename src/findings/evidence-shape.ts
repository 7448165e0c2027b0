import type { NetworkFailure, Party } from '../chain/answer.js';
import type { FieldName } from '../settings/field-name.js';
import { fields } from '../settings/fields.js';
import type { Difference } from './difference.js';
import { difference } from './difference.js';
import { claimNames } from './finding.js';
import type { AzureSource, Code, Evidence } from './finding.js';

/** What a value has to be, and what stands for one that is not known. */
interface Shape<T> {
  is: (value: unknown) => value is T;
  blank: T;
}

type Shapes<E> = { readonly [K in keyof E]-?: Shape<Exclude<E[K], undefined>> & { optional?: undefined extends E[K] ? true : never } };

const text: Shape<string> = { is: (value) => typeof value === 'string', blank: '' };
const number: Shape<number> = { is: (value): value is number => typeof value === 'number' && Number.isFinite(value), blank: 0 };
const flag: Shape<boolean> = { is: (value) => typeof value === 'boolean', blank: false };
const texts: Shape<string[]> = { is: (value): value is string[] => Array.isArray(value) && value.every(text.is), blank: [] };
const oneOf = <T extends string>(...words: readonly [T, ...T[]]): Shape<T> => ({
  is: (value): value is T => words.some((word) => word === value),
  blank: words[0],
});
const orNull = <T>({ is }: Shape<T>): Shape<T | null> => ({ is: (value) => value === null || is(value), blank: null });
/** What may be left out is taken where it is a text or a number alone; a part of a part is left out. */
const optional = <T>(one: Shape<T>): Shape<T> & { optional: true } => ({ ...one, optional: true });
const nothing: Shape<never> = { is: isNothing, blank: undefined as never };

const field = oneOf<FieldName>('OIDC_ENDPOINT', ...fields.map(({ name }) => name));
const maybe = orNull(text);
const moment = orNull<string>({ is: (value): value is string => text.is(value) && !Number.isNaN(Date.parse(value)), blank: '' });
const claim = oneOf(...claimNames);
const source = oneOf<AzureSource>('pasted', 'az', 'settings');
// It is computed from the two values, and never taken from anybody.
const diff: Shape<Difference[]> = { is: (value): value is Difference[] => Array.isArray(value), blank: [] };

const wanted = { issuer: maybe, subject: maybe, audience: maybe };
const mismatch = { field: claim, token: text, azure: maybe, azureSource: orNull(source), diff };
const client = { clientId: text };
const host = { host: text };
const unfit = { said: text, command: maybe, why: optional(oneOf('not-started', 'late', 'unreadable', 'not-found', 'ambiguous')) };

const kind = oneOf<NetworkFailure['kind']>('unreachable', 'name-not-found', 'timeout', 'tls-untrusted', 'proxy');
const failure: Shape<NetworkFailure> = { is: isNetworkFailure, blank: { kind: 'unreachable', host: '', detail: '' } };
const network = { party: oneOf<Party>('auth0', 'entra', 'azure-openai'), failure };

/** The shape of the evidence of every code that has any: one that is missing or does not fit the type does not compile. */
const shapes: { readonly [C in Code as keyof Evidence[C] extends never ? never : C]: Shapes<Evidence[C]> } = {
  'settings/missing': {
    field,
    emptyIn: optional(text),
    hides: optional(texts),
    available: optional(texts),
    pasted: optional(text),
    line: optional(nothing),
    noFile: optional(nothing),
  },
  'settings/malformed': { field, value: maybe, problem: text },
  'settings/placeholder': { field, value: maybe },
  'settings/swapped': {
    field,
    value: maybe,
    looksLike: text,
    belongsTo: orNull(field),
    twin: optional(oneOf('this', 'either')),
    held: optional(nothing),
  },
  'settings/normalised': { field, value: maybe, removed: texts, besides: optional(nothing) },
  'settings/file-unreadable': {
    path: text,
    problem: oneOf('unreadable', 'missing', 'folder', 'denied', 'binary', 'too-large', 'unwritable'),
    detail: text,
    isUtf16: optional(flag),
  },
  'settings/secret-exposed': { path: text },
  'settings/retired-api-version': { version: text, answers: orNull(flag) },
  'network/name-not-found': network,
  'network/unreachable': network,
  'network/timeout': network,
  'network/tls-untrusted': network,
  'network/proxy': network,
  'auth0/domain-wrong': { domain: text },
  'auth0/metadata-invalid': { domain: text, document: oneOf('discovery', 'keys'), problem: text },
  'auth0/issuer-differs': { domain: text, expected: text, issuer: text },
  'auth0/client-refused': client,
  'auth0/api-missing': { audience: text, domain: text },
  'auth0/grant-missing': { audience: text, clientId: text },
  'auth0/grant-type-disabled': client,
  'auth0/quota-low': { left: number, of: number, period: text },
  'token/opaque': { length: number },
  'token/malformed': { problem: text },
  'token/algorithm-unsupported': { algorithm: maybe },
  'token/type-unsupported': { type: maybe },
  'token/header-unsupported': { parameters: texts },
  'token/key-not-published': { keyId: maybe, published: texts },
  'token/signature-invalid': { keyId: maybe },
  'token/outside-valid-time': { now: moment, notBefore: moment, expires: moment, clock: oneOf('entra', 'auth0', 'local') },
  'token/clock-skew': { seconds: number },
  'token/audience-multiple': { audiences: texts },
  'token/claim-missing': { claim: maybe },
  'token/claim-mismatch': { claim: text, expected: maybe, actual: maybe },
  'trust/no-match': wanted,
  'trust/issuer-slash': mismatch,
  'trust/issuer-mismatch': mismatch,
  'trust/subject-suffix': mismatch,
  'trust/subject-case': mismatch,
  'trust/subject-mismatch': mismatch,
  'trust/audience-mismatch': mismatch,
  'trust/hidden-character': mismatch,
  'trust/credential-missing': wanted,
  'trust/credential-stale': { ...wanted, field: claim, azureSource: source },
  'trust/propagating': wanted,
  'trust/issuer-blocked': { issuer: maybe },
  'trust/identity-missing': { clientId: maybe },
  'entra/unreachable': { status: optional(number) },
  'entra/tenant-not-found': { tenant: text },
  'entra/tenant-malformed': { tenant: text },
  'entra/client-not-found': { clientId: text, tenant: text },
  'entra/principal-missing': client,
  'entra/principal-disabled': client,
  'entra/issuer-unreachable': { issuer: maybe },
  'entra/issuer-metadata-invalid': { issuer: maybe },
  'entra/parameter-missing': { parameter: maybe },
  'entra/resource-not-found': { scope: text },
  'entra/resource-disabled': { scope: text },
  'entra/scope-invalid': { scope: text },
  'entra/wrong-cloud': { authorityHost: text },
  'entra/other-tenant': { asked: text, tenant: text },
  'entra/token-unexpected': { claim: text, expected: text, actual: maybe },
  'azure-openai/role-missing': { principal: maybe, action: maybe },
  'azure-openai/tenant-mismatch': { tokenTenant: maybe },
  'azure-openai/token-refused': { audienceWanted: maybe, audienceSent: maybe },
  'azure-openai/subdomain-required': host,
  'azure-openai/subdomain-unmapped': host,
  'azure-openai/public-access-disabled': host,
  'azure-openai/firewall-blocked': host,
  'azure-openai/private-endpoint-unapproved': host,
  'azure-openai/deployment-missing': { deployment: text, available: texts },
  'azure-openai/path-or-version-wrong': { apiVersion: maybe },
  'azure-openai/version-not-allowed': { apiVersion: maybe },
  'azure-openai/version-too-old': { apiVersion: maybe, needed: maybe },
  'azure-openai/operation-unsupported': { deployment: text },
  'azure-openai/parameter-unsupported': { parameter: maybe },
  'azure-openai/output-limit-too-small': { hasText: flag },
  'azure-openai/model-retired': { deployment: text },
  'azure-openai/model-retiring': { deployment: text, model: text, retiresAt: text },
  'azure-openai/rate-limited': { limit: orNull(oneOf('requests', 'tokens')) },
  'azure-openai/gateway-key-missing': host,
  'tool/az-signed-out': { tenant: maybe },
  'tool/az-login-expired': { number: maybe, tenant: maybe },
  'tool/az-forbidden': { action: maybe, scope: maybe },
  'tool/az-wrong-subscription': { subscription: maybe },
  'tool/az-resource-missing': { resource: maybe },
  'tool/az-role-exists': { role: maybe },
  'tool/az-refused': unfit,
  'tool/auth0-signed-out': { domain: maybe, lacks: optional(text) },
  'tool/auth0-refused': unfit,
  'tool/environment-conflict': { variables: texts, file: optional(text) },
  'check/crashed': { error: text },
};

function isNothing(value: unknown): value is never {
  return value === nothing;
}

/** Evidence that came from outside, part by part as the code has it; null where a part is missing or is none. */
export function readEvidence(code: Code, given: unknown): Evidence[Code] | null {
  if (!isRecord(given)) return null;
  const read: Record<string, unknown> = {};
  for (const [name, shape] of shapesOf(code)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (shape.is(value)) read[name] = value;
    else if (!shape.optional) return null;
  }
  // A secret is not shown by whoever is told of it, either.
  if (fields.some(({ name, secret }) => secret && name === read['field']) && 'value' in read) read['value'] = null;
  return withDifference(read);
}

/** The same of what is known by the names of its parts, with nothing where nothing is known. */
export function evidenceOf(code: Code, known: Readonly<Record<string, unknown>>): Evidence[Code] {
  const all = shapesOf(code).filter(([, { optional: isOptional }]) => !isOptional);
  return withDifference(Object.fromEntries(all.map(([name, { is, blank }]) => [name, is(known[name]) ? known[name] : blank])));
}

function shapesOf(code: Code): [name: string, shape: Shape<unknown> & { optional?: true }][] {
  const all: Readonly<Partial<Record<string, object>>> = shapes;
  return Object.entries(all[code] ?? {}) as [string, Shape<unknown>][];
}

/** A difference is what is computed of the two values, and never what somebody says it is. */
function withDifference(read: Readonly<Record<string, unknown>>): Evidence[Code] {
  const { token, azure } = read;
  const isCompared = text.is(token) && text.is(azure);
  return { ...read, ...('diff' in read && { diff: isCompared ? difference(token, azure) : [] }) };
}

/** Whether a value out of a document tells of a connection that failed. */
export function isNetworkFailure(value: unknown): value is NetworkFailure {
  if (!isRecord(value) || !kind.is(value['kind']) || !text.is(value['host']) || !text.is(value['detail'])) return false;
  const has = (names: readonly string[], is: (one: unknown) => boolean): boolean =>
    names.every((name) => value[name] === undefined || is(value[name]));
  // It becomes part of a command.
  const isVariable = (one: unknown): boolean => text.is(one) && /^[A-Za-z_]\w*$/.test(one);
  const isPlain = has(['afterMs'], number.is) && has(['proxy', 'said', 'issuer'], text.is) && has(['variable'], isVariable);
  return isPlain && has(['midAnswer', 'sent', 'signedIn'], (one) => one === true) && has(['offers'], texts.is);
}

/** Whether a value out of a document has names with values. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
