import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  jwk: JsonWebKey;
}

export type Claims = Record<string, unknown>;

export interface ReadToken {
  header: Claims;
  claims: Claims;
}

const made: SigningKey[] = [];

/** RSA keys are slow to make, and which server holds which is all that matters: they are kept for the whole file. */
export function keyNumber(at: number): SigningKey {
  while (made.length <= at) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    made.push({ kid: randomBytes(16).toString('base64url'), privateKey, jwk: publicKey.export({ format: 'jwk' }) });
  }
  return made[at] as SigningKey;
}

/** A signed token (RFC 7515, 7.1): RS256, or what the header says. */
export function signToken(header: Claims, claims: Claims, key: SigningKey): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign(`sha${String(header['alg']).slice(2)}`, Buffer.from(input), key.privateKey).toString('base64url')}`;
}

export function readToken(token: string): ReadToken | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims);
    return header && claims ? { header, claims } : null;
  } catch {
    return null;
  }
}

export function isSignedBy(token: string, key: JsonWebKey): boolean {
  const at = token.lastIndexOf('.');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  return verify('sha256', Buffer.from(token.slice(0, at)), publicKey, Buffer.from(token.slice(at + 1), 'base64url'));
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
