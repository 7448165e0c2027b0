import type { Refusal } from '../../chain/answer.js';
import type { DecodedAssertion } from '../../chain/assertion.js';
import type { FederatedCredential, Profile } from '../../settings/profile.js';
import type { Code, Evidence, Finding } from '../finding.js';
import { finding } from '../finding.js';
import { quotedValue, refusedValue, refusedWithoutValue } from './match.js';
import { certainOf } from './entra-certainty.js';
import { numberOfSentence } from './entra-sentences.js';
import { recogniseNetwork } from './network.js';
import { wantedOf } from './trust.js';

/** What was sent when Entra ID refused, and what is known of the other side. */
export interface AskedEntra {
  entra: Profile['entra'];
  scope: string;
  decoded: DecodedAssertion | null;
  credential: FederatedCredential | null;
}

/**
 * What a refusal of Entra ID means. The AADSTS number and the sentence suggest (Microsoft reserves the right to change both), our
 * evidence decides: for the three compared values both sides are held against each other when both are known.
 */
export function recogniseEntra(refusal: Refusal, asked: AskedEntra): Finding {
  const network = recogniseNetwork(refusal);
  if (network) return network;
  const found = certainOf(numbered(refusal)?.(refusal, asked), worded(refusal)?.(refusal, asked), asked);
  if (found) return found === 'contradiction' ? finding('entra/refused', {}, refusal) : found;
  if (refusal.status === 429) return finding('entra/throttled', {}, refusal);
  const make = byError.get(refusal.code ?? '');
  if (make) return make(refusal, asked);
  // An empty answer with 200 has been seen now and then; a second try cures it.
  const isEmpty = refusal.status === 200 && refusal.said === '';
  if (isEmpty || (refusal.status !== null && refusal.status >= 500)) return finding('entra/transient', {}, refusal);
  return isForeign(refusal)
    ? finding('entra/unreachable', { status: refusal.status ?? 0 }, refusal)
    : finding('entra/refused', {}, refusal);
}

/** A success that is no JSON object is none of Entra ID's answers: something on the way gave it, and the SDK shows a bare `network_error`. */
function isForeign({ status, code, said }: Refusal): boolean {
  return status !== null && status >= 200 && status < 300 && code === null && !said.startsWith('{');
}

/** Makes the finding of a refusal. */
export interface Make {
  (refusal: Refusal, asked: AskedEntra): Finding;
  /** The code of every finding that it makes while nothing else is known; absent where that is seen by making one. */
  suspect?: Code;
}

/** By its number, or by an earlier one of its text: an old answer wraps one sentence in another. */
function numbered({ code, said }: Refusal): Make | undefined {
  const numbers = [code ?? '', ...(said.match(/AADSTS\d+/g) ?? [])].map((text) => Number(/^AADSTS(\d+)$/.exec(text)?.[1]));
  return numbers.map((number) => byNumber[number]).find((make) => make !== undefined);
}

function worded({ said }: Refusal): Make | undefined {
  return byNumber[numberOfSentence(said) ?? 0];
}

function as<C extends Code>(code: C, evidence: (asked: AskedEntra, refusal: Refusal) => Evidence[C]): Make {
  const make: Make = (refusal, asked) => finding(code, evidence(asked, refusal), refusal);
  return Object.assign(make, { suspect: code });
}

function refused(...[field, unseen]: Parameters<typeof refusedValue>): Make {
  return Object.assign(refusedValue(field, unseen), { suspect: unseen });
}

const nothing = (): Record<never, never> => ({});
const tenant = ({ entra }: AskedEntra): { tenant: string } => ({ tenant: entra.tenant });
const client = ({ entra }: AskedEntra): { clientId: string; tenant: string } => ({ clientId: entra.clientId, tenant: entra.tenant });
const issuer = ({ decoded }: AskedEntra): { issuer: string | null } => ({ issuer: decoded?.issuer ?? null });
/** The scope as Entra ID read it: something on the way may have changed the one that was sent. */
const scope = (asked: AskedEntra, { said }: Refusal): { scope: string } => ({
  scope: /\bscope (\S+) is not valid/i.exec(said)?.[1] ?? asked.scope,
});
const wanted = ({ decoded }: AskedEntra): Evidence['trust/no-match'] => wantedOf(decoded);
const keyId = ({ decoded }: AskedEntra): string | null => headerText(decoded, 'kid');
const unsupported = ({ decoded }: AskedEntra): { algorithm: string | null } => ({ algorithm: headerText(decoded, 'alg') });
const disabled = as('entra/principal-disabled', client);
const unreachable = as('entra/issuer-unreachable', issuer);
const unreadable = as('entra/issuer-metadata-invalid', issuer);
const transient = as('entra/transient', nothing);
const notSent = as('entra/assertion-not-sent', nothing);
const ownToken = as('entra/entra-token-as-assertion', nothing);
const blocked = as('trust/issuer-blocked', issuer);
const scopeInvalid = as('entra/scope-invalid', scope);
const wrongCloud = as('entra/wrong-cloud', ({ entra }) => ({ authorityHost: entra.authorityHost }));
const throttled = as('entra/throttled', nothing);
const tenantNotFound = as('entra/tenant-not-found', tenant);
const tenantMalformed = as('entra/tenant-malformed', tenant);
const audience = refused('audience', 'trust/audience-mismatch');
const subject = refused('subject', 'trust/subject-mismatch');

/** The first suspect of each number, after the catalogue of numbers in docs/codes.md. */
export const byNumber: Readonly<Record<number, Make>> = {
  70021: refusedWithoutValue,
  700211: refused('issuer', 'trust/issuer-mismatch'),
  700212: audience,
  7002121: audience,
  700213: subject,
  7002131: subject,
  7002137: subject,
  7002138: refused('subject', 'trust/subject-case'),
  70025: as('trust/credential-missing', wanted),
  700223: blocked,
  700238: blocked,
  7002381: blocked,
  700024: as('token/outside-valid-time', outsideTime),
  700027: as('token/signature-invalid', (asked) => ({ keyId: keyId(asked) })),
  50013: as('token/signature-invalid', (asked) => ({ keyId: keyId(asked) })),
  7000272: as('token/key-not-published', (asked) => ({ keyId: keyId(asked), published: [] })),
  7000274: as('token/key-not-published', (asked) => ({ keyId: keyId(asked), published: [] })),
  5002723: as('token/key-id-missing', nothing),
  5002738: as('token/algorithm-unsupported', unsupported),
  5002730: as('token/algorithm-unsupported', unsupported),
  5002727: as('token/type-unsupported', ({ decoded }) => ({ type: headerText(decoded, 'typ') })),
  5002726: as('token/header-unsupported', () => ({ parameters: [] })),
  50027: as('token/malformed', () => ({ problem: 'Entra ID cannot read it as a JWT' })),
  5002741: as('token/audience-multiple', ({ decoded }) => ({ audiences: decoded?.audiences ?? [] })),
  90014: missingField,
  900144: missingField,
  700021: as('entra/client-mismatch', nothing),
  700022: as('token/claim-missing', () => ({ claim: 'sub' })),
  50166: unreachable,
  501661: unreachable,
  90061: unreachable,
  900612: unreadable,
  70024: unreadable,
  90050: unreadable,
  700016: as('entra/client-not-found', client),
  700011: as('entra/client-not-found', client),
  7000229: principalMissing,
  7000217: principalMissing,
  7000112: disabled,
  7000116: disabled,
  90002: tenantNotFound,
  5000224: tenantNotFound,
  50059: tenantMalformed,
  50128: tenantMalformed,
  50194: tenantMalformed,
  90019: tenantMalformed,
  900021: tenantMalformed,
  900023: tenantMalformed,
  900382: wrongCloud,
  900432: wrongCloud,
  90038: wrongCloud,
  50049: wrongCloud,
  500011: as('entra/resource-not-found', scope),
  50001: as('entra/resource-not-found', scope),
  500014: as('entra/resource-disabled', scope),
  7000117: as('entra/resource-disabled', scope),
  70011: scopeInvalid,
  1002012: scopeInvalid,
  7000215: notSent,
  7000216: notSent,
  7000218: notSent,
  7000222: notSent,
  53003: as('entra/conditional-access', nothing),
  90033: transient,
  50033: transient,
  90025: transient,
  90012: transient,
  50196: as('entra/request-loop', nothing),
  90055: throttled,
  70052: as('entra/identity-kind-not-allowed', nothing),
  700222: ownToken,
  700226: ownToken,
  700227: ownToken,
  700229: ownToken,
  700231: ownToken,
  700236: ownToken,
  7000227: ownToken,
  7002206: ownToken,
  // Of the directory, and not to be tried again, whatever the status.
  90036: as('entra/refused', nothing),
};

/** What a number means whose sentence was found without it. */
export function findingOfNumber(number: number, refusal: Refusal, asked: AskedEntra): Finding {
  return byNumber[number]?.(refusal, asked) ?? finding('entra/refused', {}, refusal);
}

/** Whether the number has a code of its own here; one that has none may be about anything. */
export function knowsNumber(number: number): boolean {
  return number in byNumber;
}

/**
 * A managed identity has a service principal from its first minute on, so one without is not replicated yet, or was deleted; an app
 * registration can do without one for years. The number is the same.
 */
function principalMissing(refusal: Refusal, { entra: { clientId }, credential }: AskedEntra): Finding {
  const isManaged = credential?.holder?.kind === 'managed-identity';
  return finding(isManaged ? 'trust/identity-missing' : 'entra/principal-missing', { clientId }, refusal);
}

/** `error` where nothing else says more: those that stand for one cause. */
const byError: ReadonlyMap<string, Make> = new Map([
  ['temporarily_unavailable', transient],
  ['server_error', transient],
  ['slow_down', throttled],
  ['invalid_tenant', tenantNotFound],
  ['invalid_instance', wrongCloud],
  ['invalid_scope', scopeInvalid],
]);

function outsideTime({ decoded }: AskedEntra, { said }: Refusal): Evidence['token/outside-valid-time'] {
  const timeIn = (words: string): string | null => {
    const time = new RegExp(`${words} (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)`).exec(said)?.[1];
    return time ? `${time}Z` : null;
  };
  return {
    now: timeIn('Current time:'),
    notBefore: decoded ? isoOf(decoded.notBefore) : timeIn('assertion valid from'),
    expires: decoded ? isoOf(decoded.expires) : timeIn('expiry time of assertion'),
    clock: 'entra',
  };
}

/** A field named here belongs to the token (`aud`, `iss`, `sub`, `exp`) or to the request (`scope`, `client_id`, …). */
function missingField(refusal: Refusal, asked: AskedEntra): Finding {
  const name = quotedValue(refusal);
  if (name === 'client_assertion') return notSent(refusal, asked);
  if (name && /^(aud|iss|sub|exp)$/.test(name)) return finding('token/claim-missing', { claim: name }, refusal);
  return finding('entra/parameter-missing', { parameter: name }, refusal);
}

function headerText(decoded: DecodedAssertion | null, name: string): string | null {
  const value = decoded?.header[name];
  return typeof value === 'string' ? value : null;
}

function isoOf(seconds: number | null | undefined): string | null {
  return seconds ? new Date(seconds * 1000).toISOString() : null;
}
