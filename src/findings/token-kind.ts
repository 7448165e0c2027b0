import type { DecodedAssertion } from '../chain/assertion.js';
import { kindOf } from '../settings/kinds.js';
import { visible } from './quote.js';

/** Who issued a token, as far as its claims tell. Nothing of it is proved while the signature is not verified. */
export type TokenIssuer = 'auth0' | 'entra' | 'other';

export interface TokenKind {
  issuer: TokenIssuer;
  /** As it stands behind `This is`. */
  name: string;
}

/** What a token is by its claims (Auth0: access token profiles and ID token structure; Entra ID: access token claims reference). */
export function tokenKindOf(decoded: DecodedAssertion): TokenKind {
  const { issuer } = decoded;
  if (isOfEntra(issuer)) return { issuer: 'entra', name: ofEntra(decoded) };
  if (isOfAuth0(decoded)) return { issuer: 'auth0', name: ofAuth0(decoded) };
  return { issuer: 'other', name: ofOthers(decoded) };
}

/** `https://sts.windows.net/…` and `https://login.microsoftonline.com/…` are what Entra ID calls itself in the tokens it issues. */
export function isOfEntra(issuer: string | null): boolean {
  return kindOf(issuer ?? '') === 'authority';
}

/** On a custom domain only the claims of its own tell that it is Auth0's. */
function isOfAuth0({ issuer, subject, claims }: DecodedAssertion): boolean {
  if (kindOf(issuer ?? '') === 'auth0-domain' || 'gty' in claims) return true;
  return subject !== null && (subject.endsWith('@clients') || isPersons(subject));
}

/**
 * Whether a subject is that of a person who signed in at Auth0: the connection, a bar and an id (Auth0: "User profile structure", user_id).
 * A connection may have any name, and no other issuer that is known here writes a subject so.
 */
export function isPersons(subject: string): boolean {
  return /^\w[\w-]*\|\S/.test(subject);
}

function ofAuth0({ claims, subject, audiences }: DecodedAssertion): string {
  if (claims['gty'] === 'client-credentials' || subject?.endsWith('@clients')) return 'an access token of Auth0 for an application';
  // An ID token is for the application itself, whose id is no identifier of an API.
  const isForApplication = audiences.length === 1 && kindOf(audiences[0] ?? '') === 'auth0-client-id';
  if (isForApplication || 'nonce' in claims || 'at_hash' in claims)
    return 'an ID token of Auth0, which says who signed in and is for no service';
  if (isPersons(subject ?? '')) return 'an access token of Auth0 for a person who signed in';
  return 'a token of Auth0';
}

function ofEntra({ claims, audiences }: DecodedAssertion): string {
  const isAccess = ['appid', 'azp', 'scp', 'roles', 'idtyp'].some((name) => name in claims);
  if (!isAccess && ('nonce' in claims || 'preferred_username' in claims))
    return 'an ID token of Entra ID, which says who signed in and is for no service';
  return `an access token of Entra ID for ${audiences.map(visible).join(' and ') || 'nobody'}`;
}

const others: readonly [issuer: RegExp, name: string][] = [
  [/^https:\/\/token\.actions\.githubusercontent\.com\b/, 'GitHub Actions'],
  [/^https:\/\/vstoken\.dev\.azure\.com\//, 'Azure DevOps'],
  [/^https:\/\/gitlab\.com$/, 'GitLab'],
  [/^https:\/\/accounts\.google\.com$/, 'Google'],
  [/^https:\/\/app\.terraform\.io$/, 'HCP Terraform'],
];

/** How a subject begins that has a form of its own (OIDC pages of GitHub, Kubernetes, GitLab and HCP Terraform). */
const beginnings: readonly [subject: RegExp, name: string][] = [
  [/^repo:[^/:]+\/[^:]+:/, 'GitHub Actions'],
  [/^system:serviceaccount:/, 'Kubernetes'],
  [/^project_path:/, 'GitLab'],
  [/^organization:[^:]+:project:/, 'HCP Terraform'],
];

/** Who issues tokens with such an issuer or subject, where that is somebody known and not Auth0; else null. */
export function otherIssuerOf(issuer: string | null, subject: string | null): string | null {
  const byIssuer = others.find(([pattern]) => pattern.test(issuer ?? ''));
  return (byIssuer ?? beginnings.find(([pattern]) => pattern.test(subject ?? '')))?.[1] ?? null;
}

function ofOthers({ issuer, subject, claims }: DecodedAssertion): string {
  if ('kubernetes.io' in claims || subject?.startsWith('system:serviceaccount:')) return 'a token of Kubernetes for a service account';
  const name = others.find(([pattern]) => pattern.test(issuer ?? ''))?.[1];
  if (name) return `a token of ${name}`;
  return issuer === null ? 'a token that names no issuer' : `a token of ${visible(issuer)}, which I do not know`;
}
