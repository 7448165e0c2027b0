import { judgeIssuer } from './entra-issuer.js';
import type { SignedAssertion } from './entra-issuer.js';
import { refuse } from './entra-refusal.js';
import type { Refusal } from './entra-refusal.js';
import { isRefusal } from './entra-tenant.js';
import { clockOf, epoch, objectIn } from './place.js';
import type { Place } from './place.js';
import type { Entra, EntraTenant, FederatedCredential, Identity } from './world.js';

/** The assertion as far as Entra ID reads it before it trusts it. */
interface Assertion extends SignedAssertion {
  subject: string;
  audience: string;
  notBefore: number;
  expires: number;
}

/** Judges the assertion: shape, header, claims, credential, tenant policy, the issuer's keys, time. Null means accepted. */
export async function judgeAssertion(
  text: string,
  { identity, tenant }: { identity: Identity; tenant: EntraTenant },
  place: Place,
): Promise<Refusal | null> {
  const assertion = readAssertion(text);
  if (isRefusal(assertion)) return assertion;
  if (identity.assertsBy === 'certificate') return judgeOwnAssertion(assertion, identity);
  const mismatch = matchCredential(assertion, identity, place.world.entra);
  if (mismatch) return mismatch;
  if (tenant.allowedIssuers && !tenant.allowedIssuers.includes(assertion.issuer)) {
    // Microsoft only describes this number; the printed sentence was not found: neutral words.
    return refuse(700238, `The policy of this tenant does not allow federated identity credentials of the issuer '${assertion.issuer}'.`);
  }
  return (await judgeIssuer(assertion, place)) ?? judgeTime(assertion, clockOf(place, place.world.entra));
}

function readAssertion(text: string): Assertion | Refusal {
  const parts = text.split('.');
  const [header, claims] = parts.slice(0, 2).map((part) => objectIn(Buffer.from(part, 'base64url').toString('utf8')));
  if (parts.length !== 3 || !header || !claims || !/^[\w.-]+$/.test(text)) return refuse(50027, 'JWT token is invalid or malformed.');
  return judgeHeader(header) ?? readClaims(text, String(header['kid'] ?? header['x5t'] ?? header['x5t#S256']), claims);
}

/** What Entra ID refuses in a header, by recorded answers: algorithm, key id, type, parameters it does not know. */
function judgeHeader(header: Record<string, unknown>): Refusal | null {
  if (!header['kid'] && !header['x5t'] && !header['x5t#S256']) {
    const what = 'No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in token header.';
    return refuse(5002723, `Invalid JWT token. ${what}`);
  }
  const algorithm = String(header['alg']);
  if (!['RS256', 'RS384', 'RS512'].includes(algorithm)) {
    const supported = "Supported signing algorithms are: 'RS256,RS384,RS512'";
    return refuse(5002738, `Invalid JWT token. '${algorithm}' is not a supported signature algorithm. ${supported}`);
  }
  if (!knownTypes.has(header['typ'])) {
    return refuse(5002727, "Invalid JWT header type specified. Allowed types: 'JWT','http://openid.net/specs/jwt/1.0'");
  }
  if (Object.keys(header).every((name) => knownHeaders.has(name))) return null;
  return refuse(5002726, 'Invalid JWT token. Found unsupported token header. Supported headers are runtime specific based on keys.');
}

const knownTypes: ReadonlySet<unknown> = new Set([undefined, 'JWT', 'http://openid.net/specs/jwt/1.0']);
const knownHeaders: ReadonlySet<string> = new Set(['alg', 'kid', 'typ', 'x5t', 'x5t#S256', 'x5c']);

function readClaims(text: string, keyId: string, claims: Record<string, unknown>): Assertion | Refusal {
  const missing = ['iss', 'sub', 'aud'].find((name) => !claims[name]);
  if (missing) {
    const hint = 'Ensure that you have all the necessary parameters for the login request.';
    return refuse(90014, `The required field '${missing}' is missing from the credential. ${hint}`);
  }
  const audiences = [claims['aud']].flat();
  if (audiences.length > 1) return refuse(5002741, `${audiences.length} audience values provided, maximum allowed is 1`);
  return {
    text,
    keyId,
    issuer: String(claims['iss']),
    subject: String(claims['sub']),
    audience: String(audiences[0]),
    notBefore: timeIn(claims['nbf']),
    expires: timeIn(claims['exp']),
  };
}

/** A time that is missing counts as 1970, and is printed so. */
const timeIn = (claim: unknown): number => (typeof claim === 'number' && Math.abs(claim) < 8e12 ? claim : 0);

/** The way of a client with a certificate. What makes Entra ID take it is not documented; the number is known. */
function judgeOwnAssertion({ subject }: Assertion, { clientId }: Identity): Refusal | null {
  const review = 'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';
  if (subject !== clientId) {
    return refuse(700021, `Client assertion application identifier doesn't match 'client_id' parameter. ${review}`);
  }
  const where = 'used to sign the client assertion is not registered on application.';
  return refuse(700027, `The certificate with identifier ${where} [Reason - The key was not found.]`);
}

/** Three strings, compared code unit by code unit: no trimming, no folding of slashes or case. */
function matchCredential({ issuer, subject, audience }: Assertion, identity: Identity, { namesWhatDiffers }: Entra): Refusal | null {
  if (/^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.com)\//.test(issuer)) {
    return refuse(700222, 'AAD-issued tokens may not be used for federated identity flows.');
  }
  const credentials = identity.staleCredentials ?? identity.credentials;
  if (credentials.length === 0) {
    return refuse(70025, `The client '${identity.clientId}'(${identity.name}) has no configured federated identity credentials.`);
  }
  const { arrivingCredential } = identity;
  const isOneOf = credentials.some(
    (one) => one.name !== arrivingCredential && one.issuer === issuer && one.subject === subject && one.audience === audience,
  );
  if (!isOneOf && (arrivingCredential !== null || !namesWhatDiffers)) return notFound({ issuer, subject, audience });
  const ofIssuer = credentials.filter((credential) => credential.issuer === issuer);
  if (ofIssuer.length === 0) return refuse(700211, `${noMatch} issuer '${issuer}'. ${compare}`);
  const ofAudience = ofIssuer.filter((credential) => credential.audience === audience);
  if (ofAudience.length === 0) return refuse(700212, `${noMatch} audience '${audience}'.`);
  return ofAudience.some((credential) => credential.subject === subject) ? null : subjectRefused(subject, ofAudience);
}

const noMatch = 'No matching federated identity record found for presented assertion';
const docs = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
const advice = 'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';
const compare = `${advice} ${docs}`;

/** The number that names no value: of the years before 2023, and of credentials that are minutes old (parts 2a and 2.9). */
function notFound({ issuer, subject, audience }: Record<'issuer' | 'subject' | 'audience', string>): Refusal {
  const presented = `Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'.`;
  return refuse(70021, `${noMatch}. ${presented} ${docs}`);
}

function subjectRefused(subject: string, credentials: readonly FederatedCredential[]): Refusal {
  const differsInCase = credentials.some((credential) => credential.subject.toLowerCase() === subject.toLowerCase());
  if (!differsInCase) return refuse(700213, `${noMatch} subject '${subject}'. ${compare}`);
  const first = 'The subject matches with case-insensitive comparison, but not with case-sensitive comparison.';
  const change = 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.';
  const links = `See documentation at: ${docs}. See breaking change notification and remediation at: ${change}`;
  return refuse(7002138, `${noMatch} subject '${subject}'. ${first} ${advice} ${links}`);
}

/** The allowed difference of clocks was not found: five minutes for tokens of the future, none for expired ones. */
function judgeTime({ notBefore, expires }: Assertion, at: Date): Refusal | null {
  if (epoch(at) < expires && epoch(at) + 300 >= notBefore) return null;
  const [now, from, until] = [at, new Date(notBefore * 1000), new Date(expires * 1000)].map((time) =>
    time.toISOString().replace(/(\.\d{3})Z$/, '$10000Z'),
  );
  const range = `Current time: ${now}, assertion valid from ${from}, expiry time of assertion ${until}.`;
  const review = 'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';
  return refuse(700024, `Client assertion is not within its valid time range. ${range} ${review}`);
}
