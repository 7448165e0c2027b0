import type { DecodedAssertion, Decoding } from '../chain/assertion.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import type { Idle } from './check.js';

/** By whose clock a token is judged, and what that says. */
export interface Clock {
  now: Date;
  clock: 'auth0' | 'entra' | 'local';
}

/**
 * Everything Entra ID would refuse about a token that can be read, but its signature, for which the keys are needed. The time comes
 * last: a copy expires while it lies around, and the rest stays so with the next token.
 */
export function judgeToken(decoded: DecodedAssertion, by: Clock): Finding[] {
  return [...judgeHeader(decoded.header), ...judgeAudience(decoded), ...judgeClaims(decoded, null), ...judgeTime(decoded, by)];
}

/** What keeps a token from being read at all. */
export function unreadable(decoding: Extract<Decoding, { ok: false }>): Finding {
  switch (decoding.kind) {
    case 'opaque':
      return finding('token/opaque', { length: decoding.length });
    case 'encrypted':
      return finding('token/encrypted', {});
    case 'malformed':
      return finding('token/malformed', { problem: decoding.problem });
  }
}

/**
 * The application the token was issued to: `azp` in Auth0's own profile, `client_id` in RFC 9068's, else the subject, which Auth0
 * makes of the client id and `@clients`. A subject of another form tells of no application.
 */
export function applicationOf({ claims, subject }: DecodedAssertion): { claim: string; clientId: string } | null {
  for (const claim of ['azp', 'client_id']) {
    const clientId = textOf(claims[claim]);
    if (clientId) return { claim, clientId };
  }
  const clientId = /^(.+)@clients$/.exec(subject ?? '')?.[1];
  return clientId ? { claim: 'sub', clientId } : null;
}

/** Clocks that differ by a minute or two are ordinary; Entra ID's own allowance is not documented. */
export const allowanceSeconds = 120;

/** Whether the token is valid at this moment, give or take the allowance. */
export function isValidAt({ notBefore, expires }: DecodedAssertion, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return (expires === null || expires > seconds - allowanceSeconds) && (notBefore === null || notBefore < seconds + allowanceSeconds);
}

/** Expired, or not valid yet, by that clock. */
export function judgeTime(decoded: DecodedAssertion, { now, clock }: Clock): Finding[] {
  if (isValidAt(decoded, now)) return [];
  const { notBefore, expires } = decoded;
  const evidence = { now: now.toISOString(), notBefore: iso(notBefore), expires: iso(expires), clock };
  return [finding('token/outside-valid-time', evidence)];
}

/** Entra ID takes exactly one audience (AADSTS5002741). */
export function judgeAudience({ audiences }: DecodedAssertion): Finding[] {
  if (audiences.length > 1) return [finding('token/audience-multiple', { audiences })];
  return audiences[0] ? [] : [finding('token/claim-missing', { claim: 'aud' })];
}

/** The claims it compares, and the application, where it is known whose token was asked for. The audience is judged by itself. */
export function judgeClaims(decoded: DecodedAssertion, clientId: string | null): Finding[] {
  // A claim of another type than it has to be is as good as none.
  const present = { iss: textOf(decoded.issuer), sub: textOf(decoded.subject), exp: decoded.expires };
  const missing = (['iss', 'sub', 'exp'] as const).filter((name) => present[name] === null);
  const findings: Finding[] = missing.map((claim) => finding('token/claim-missing', { claim }));
  const issuedTo = applicationOf(decoded);
  if (clientId === null || issuedTo === null || issuedTo.clientId === clientId) return findings;
  return [...findings, finding('token/claim-mismatch', { claim: issuedTo.claim, expected: clientId, actual: issuedTo.clientId })];
}

/** What Entra ID refuses in a header: AADSTS5002738, 5002730, 5002723, 5002727 and 5002726, in that order. */
export function judgeHeader(header: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  const algorithm = textOf(header['alg']);
  if (!algorithm || !/^RS(256|384|512)$/.test(algorithm)) findings.push(finding('token/algorithm-unsupported', { algorithm }));
  if (!textOf(header['kid']) && !header['x5t'] && !header['x5t#S256']) findings.push(finding('token/key-id-missing', {}));
  const type = textOf(header['typ']);
  if (type !== null && !acceptedTypes.has(type)) findings.push(finding('token/type-unsupported', { type }));
  const parameters = Object.keys(header).filter((name) => !registeredParameters.has(name));
  if (parameters.length > 0) findings.push(finding('token/header-unsupported', { parameters }));
  return findings;
}

const acceptedTypes: ReadonlySet<string> = new Set(['JWT', 'http://openid.net/specs/jwt/1.0']);
/** The header parameters RFC 7515, 4.1 registers. Entra ID's own list is not published. */
const registeredParameters: ReadonlySet<string> = new Set([
  'alg',
  'jku',
  'jwk',
  'kid',
  'x5u',
  'x5c',
  'x5t',
  'x5t#S256',
  'typ',
  'cty',
  'crit',
]);

/** Why a signature was not looked at; the header has said the rest. */
export function notVerified({ header }: DecodedAssertion): Idle {
  if (header['crit'] !== undefined) return { idle: 'not verified: its header demands an extension (crit) that is not known here' };
  const reason = textOf(header['kid'])
    ? `the issuer publishes no key for ${textOf(header['alg']) ?? 'its algorithm'}`
    : 'the token does not say which key signed it';
  return { idle: `not verified: ${reason}`, because: 'token.header' };
}

/** A claim or header parameter as text; null when it is none, or empty. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function iso(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
