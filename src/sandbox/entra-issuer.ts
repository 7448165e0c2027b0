import { createPublicKey } from 'node:crypto';

import { compactVerify } from 'jose';

import { refuse } from './entra-refusal.js';
import type { Refusal } from './entra-refusal.js';
import { isRefusal } from './entra-tenant.js';
import { objectIn } from './place.js';
import type { Place } from './place.js';

/** What the signature is verified with: the compact token, its `kid` and its `iss`. */
export interface SignedAssertion {
  text: string;
  keyId: string;
  issuer: string;
}

/** Fetches the issuer's discovery document and keys over the network, and verifies the signature with them. */
export async function judgeIssuer(assertion: SignedAssertion, place: Place): Promise<Refusal | null> {
  const url = `${assertion.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const metadata = objectIn((await fetchText(url, place)) ?? '');
  // Entra ID says only that the request failed; that it says so of a page that is no JSON, too, is an inference.
  if (!metadata) return refuse(501661, 'Request to External OIDC endpoint failed.');
  const missing = requiredFields.find((field) => !metadata[field]);
  if (missing) return refuse(70024, `OIDC Provider Metadata missing required field '${missing}'.`);
  const keys = await fetchKeys(String(metadata['jwks_uri']), place);
  return isRefusal(keys) ? keys : verify(assertion, keys);
}

const requiredFields: readonly string[] = ['issuer', 'jwks_uri', 'authorization_endpoint', 'subject_types_supported'];

async function fetchText(address: string, place: Place): Promise<string | null> {
  const url = URL.parse(address);
  const document = url && (await place.fetchDocument(url).catch(() => null));
  return document?.status === 200 ? document.body : null;
}

interface PublishedKey {
  kid?: string;
  x5t?: string;
  kty: string;
  n?: string;
  e?: string;
}

async function fetchKeys(address: string, place: Place): Promise<PublishedKey[] | Refusal> {
  const text = await fetchText(address, place);
  if (text === null) return refuse(501661, 'Request to External OIDC endpoint failed.');
  const keys = objectIn(text)?.['keys'];
  // Entra ID keeps the first hundred keys of an issuer.
  return Array.isArray(keys) ? (keys.slice(0, 100) as PublishedKey[]) : refuse(900612, 'Failed to parse provider signing keys.');
}

async function verify({ text, keyId, issuer }: SignedAssertion, keys: readonly PublishedKey[]): Promise<Refusal | null> {
  const found = keys.find((key) => key.kid === keyId || key.x5t === keyId);
  if (!found) {
    const where = `used to sign the federated credential could not be found in the metadata of identity provider ${issuer}.`;
    const advice = "Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.";
    return refuse(7000272, `The certificate with identifier ${keyId} ${where} ${advice}`);
  }
  const isGenuine = await verifies(text, found);
  // The sentence of this number was not found: neutral words.
  return isGenuine ? null : refuse(7000274, 'The signature of the federated credential could not be verified.');
}

async function verifies(text: string, { kty, n = '', e = '' }: PublishedKey): Promise<boolean> {
  try {
    await compactVerify(text, createPublicKey({ key: { kty, n, e }, format: 'jwk' }), { algorithms: ['RS256', 'RS384', 'RS512'] });
    return true;
  } catch {
    return false;
  }
}
