import type { Secret } from '../settings/secret.js';

/** Takes secrets and tokens out of a text. Made once for a run, with the secrets that run holds. */
export type Redact = (text: string) => string;

/**
 * What is taken out: the secrets themselves in the encodings in which a service may echo them, anything shaped like a JWT or JWE,
 * and the values of the fields that carry credentials in OAuth 2.0 bodies and headers (RFC 6749, RFC 7523, RFC 6750).
 */
export function createRedact(secrets: readonly Secret[]): Redact {
  const literals = secrets.filter((secret) => secret.length > 0).flatMap(encodings);
  return (text) => {
    let clean = text;
    for (const literal of literals) clean = clean.replaceAll(literal, '[secret]');
    return clean.replace(jwtShaped, '[token]').replace(credentialField, '$1[secret]').replace(bearer, '$1 [token]');
  };
}

const jwtShaped = /eyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g;
const credentialField =
  /((?:client_secret|client_assertion|access_token|id_token|refresh_token|api[-_]key|set-cookie|authorization)["']?\s*[:=]\s*["']?)(?!\[)[^"'&\s,}]+/gi;
const bearer = /\b(Bearer|Basic) (?!\[)[\w+/=.~-]{8,}/g;

function encodings(secret: Secret): string[] {
  const value = secret.reveal();
  const encoded = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  encoded.push(Buffer.from(value).toString('base64'), Buffer.from(value).toString('base64url'), Buffer.from(value).toString('hex'));
  // Longest first, so that an encoding that contains another is replaced whole.
  return [...new Set(encoded)].toSorted((a, b) => b.length - a.length);
}
