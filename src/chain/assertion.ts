import { compactVerify, createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, errors } from 'jose';

import type { Secret } from '../settings/secret.js';
import type { Answer } from './answer.js';
import { readAuth0Refusal } from './auth0.js';
import { isRecord, strangeLetterIn } from './exchange.js';
import { noAnswer, traceOf } from './network-failure.js';
import type { Transport } from './transport.js';

/** A token's header and claims, readable; the token itself stays in its `Secret`. Absent or ill-typed claims are null. */
export interface DecodedAssertion {
  header: Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
  issuer: string | null;
  subject: string | null;
  /** `aud` as a list, whether the token has a string or an array. */
  audiences: string[];
  /** Seconds since 1970. */
  issuedAt: number | null;
  notBefore: number | null;
  expires: number | null;
}

export type Decoding =
  | { ok: true; value: DecodedAssertion }
  | { ok: false; kind: 'opaque'; length: number }
  | { ok: false; kind: 'encrypted' }
  | { ok: false; kind: 'malformed'; problem: string };

/** The published keys: their ids, and jose's way to find the one a token names. */
export interface PublishedKeys {
  keyIds: string[];
  find: ReturnType<typeof createRemoteJWKSet>;
}

export type Verification = 'verified' | 'key-not-published' | 'signature-invalid' | 'key-unusable' | 'not-verifiable';

/** Reads a token without judging it. Three parts are a JWS, five a JWE (RFC 7515, 7516); anything else is opaque to us and to Entra ID. */
export function decodeAssertion(token: Secret): Decoding {
  const raw = token.reveal();
  const parts = raw.split('.').length;
  if (parts === 5) return { ok: false, kind: 'encrypted' };
  if (parts !== 3) return { ok: false, kind: 'opaque', length: raw.length };
  // jose passes over white space; whoever gets the token may not.
  const strange = strangeLetterIn(raw);
  if (strange) return { ok: false, kind: 'malformed', problem: `it holds the character ${strange}` };
  const header = orNull(() => decodeProtectedHeader(raw));
  if (header === null) return { ok: false, kind: 'malformed', problem: 'its first part, the header, is no JSON in base64url' };
  const claims = orNull(() => decodeJwt(raw));
  if (claims === null) return { ok: false, kind: 'malformed', problem: 'its second part, the claims, is no JSON in base64url' };
  return { ok: true, value: readable({ ...header }, claims) };
}

/** How many bytes the third part of a token holds. */
export function signatureBytesOf(token: Secret): number {
  return Buffer.from(token.reveal().split('.')[2] ?? '', 'base64url').length;
}

/** jose throws only on text that is no base64url of a JSON object. */
function orNull<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

/** Fetches the published keys through jose, which verifies with the same set afterwards. */
export async function fetchKeys(jwksUri: string, transport: Transport): Promise<Answer<PublishedKeys>> {
  const wire = transport.open('auth0');
  const fetchSet = async (url: string, init: RequestInit): Promise<Response> => withoutNonKeys(await wire.fetch(url, init));
  const find = createRemoteJWKSet(new URL(jwksUri), { [customFetch]: fetchSet, timeoutDuration: 120_000 });
  const isLoaded = await find.reload().then(() => true, unreadable);
  const keys = find.jwks()?.keys;
  if (!isLoaded || !keys) return { ok: false, refusal: readAuth0Refusal(traceOf(wire)) };
  return {
    ok: true,
    value: { keyIds: keys.flatMap((key) => (typeof key.kid === 'string' ? transport.redactor.redact(key.kid) : [])), find },
  };
}

/** jose refuses a whole set for one entry that is no key; who has to verify passes over it, and over what no key consists of (RFC 7517, 4). */
async function withoutNonKeys(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const keys = isRecord(body) && Array.isArray(body['keys']) ? body['keys'].filter(isRecord).map(withoutStructures) : [];
  return keys.length > 0 ? Response.json({ keys }, { status: response.status }) : response;
}

/** What is nested without an end cannot be written again. */
function withoutStructures(key: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => typeof value !== 'object' || isTexts(value)));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Verifies the signature alone: times and claims are judged elsewhere, each with its own finding. */
export async function verifyAssertion(token: Secret, keys: PublishedKeys): Promise<Verification> {
  try {
    await compactVerify(token.reveal(), keys.find);
    return 'verified';
  } catch (error) {
    // The key may be there, and not for this algorithm: jose looks for both at once.
    if (error instanceof errors.JWKSNoMatchingKey) return isPublished(token, keys) ? 'not-verifiable' : 'key-not-published';
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature-invalid';
    // An algorithm without a public key, or several keys without an id: `token.header` says so.
    if (error instanceof errors.JOSEError) return 'not-verifiable';
    // A published key that is none, or too short for its algorithm, is refused by the Web Cryptography API in its own words.
    if (error instanceof TypeError || error instanceof DOMException) return 'key-unusable';
    throw error;
  }
}

function isPublished(token: Secret, { keyIds }: PublishedKeys): boolean {
  const { kid } = decodeProtectedHeader(token.reveal());
  return typeof kid === 'string' && keyIds.includes(kid);
}

function readable(header: Record<string, unknown>, claims: Record<string, unknown>): DecodedAssertion {
  const aud = claims['aud'];
  return {
    header,
    claims,
    issuer: text(claims['iss']),
    subject: text(claims['sub']),
    audiences: (Array.isArray(aud) ? aud : [aud]).filter((one): one is string => typeof one === 'string'),
    issuedAt: seconds(claims['iat']),
    notBefore: beginning(claims['nbf']),
    expires: seconds(claims['exp']),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The last second that a Date can hold; the first one lies as far before 1970. */
const lastSecond = 8_640_000_000_000;

function seconds(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= lastSecond ? value : null;
}

/** A token that begins after all time is never valid, while one whose end is no time has none. */
function beginning(value: unknown): number | null {
  return typeof value === 'number' && value > lastSecond ? lastSecond : seconds(value);
}

/** What jose could not read is read again, as a refusal, from the wire. */
function unreadable(error: unknown): false {
  if (error instanceof errors.JOSEError) return false;
  noAnswer(error);
  return false;
}
