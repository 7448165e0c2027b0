import type { DecodedAssertion } from '../../chain/assertion.js';
import type { Known } from '../explanation.js';
import type { ClaimName } from '../finding.js';
import type { AskedAuth0 } from '../recognise/auth0.js';
import type { AskedAzureOpenAi } from '../recognise/azure-openai.js';
import type { AskedEntra } from '../recognise/entra.js';
import { isHiddenAway } from '../recognise/match.js';
import { closestCredential } from '../recognise/closest-credential.js';
import { wantedOf } from '../recognise/trust.js';
import type { Beside } from './pasted.js';
import { isOfEntra } from '../token-kind.js';
import type { Read } from './read.js';

/**
 * The token that a text is about: the one that was given beside it, unless Entra ID names another value than that one has; or one that
 * stands in it, where it has the very values that Entra ID names. Null where neither is, and where it is a token of Entra ID.
 */
export function refusedToken(text: string, { decoded, mentioned }: Pick<Beside, 'decoded' | 'mentioned'>): DecodedAssertion | null {
  const named = [...text.matchAll(/\b(?:presented assertion|Assertion) (issuer|subject|audience):? '([^']*)'/gi)].flatMap(
    ([, field = '', value = '']) => (value === '' || isHiddenAway(value) ? [] : [[field.toLowerCase() as ClaimName, value] as const]),
  );
  const has = (token: DecodedAssertion): boolean =>
    !isOfEntra(token.issuer) &&
    named.every(([field, value]) => (field === 'audience' ? token.audiences.includes(value) : token[field] === value));
  if (decoded !== null) return has(decoded) ? decoded : null;
  return mentioned !== null && named.length > 0 && has(mentioned) ? mentioned : null;
}

/** What was asked of each party, as far as the text and what was given beside it tell; empty where they do not. */
export interface Asked {
  auth0: AskedAuth0;
  entra: AskedEntra;
  azureOpenAi: AskedAzureOpenAi;
}

/** The questions behind the answers in a text about this token. */
export function askedFrom(
  text: string,
  read: Read,
  { decoded: given, credentials }: Pick<Beside, 'decoded' | 'credentials'>,
  decoded: DecodedAssertion | null,
): Asked {
  const wanted = { issuer: read.issuer, subject: read.subject, audience: read.audience };
  const sides = decoded ? wantedOf(decoded) : wanted;
  const credential = (credentials && closestCredential(sides, credentials))?.credential ?? null;
  return {
    auth0: { domain: auth0Domain(text) ?? '', clientId: shown(read.clientId), audience: shown(read.audience) },
    entra: {
      entra: {
        authorityHost: authorityIn(text) ?? 'https://login.microsoftonline.com',
        tenant: shown(read.tenant),
        clientId: shown(read.clientId),
      },
      scope: /\bresource principal named (\S+?)'? was|'(https?:\/\/\S+?)' is disabled/.exec(text)?.slice(1).find(Boolean) ?? '',
      decoded,
      credential,
    },
    azureOpenAi: {
      openai: {
        endpoint: endpointIn(text) ?? '',
        deployment: deploymentIn(text),
        apiVersion: /[?&]api-version=(\d{4}-\d\d-\d\d(?:-preview)?)/.exec(text)?.[1] ?? null,
      },
      audienceSent: given !== null && isOfEntra(given.issuer) ? (given.audiences[0] ?? null) : null,
      tokenTenant: shown(read.tenant) || null,
      principal: shown(read.principal) || null,
      available: [],
    },
  };
}

/** What the text tells for commands and messages. */
export function knownFrom(text: string, read: Read, decoded: DecodedAssertion | null): Partial<Known> {
  const isAuth0s = /auth0/i.test(read.issuer ?? '');
  return {
    domain: auth0Domain(text) ?? (isAuth0s ? (URL.parse(read.issuer ?? '')?.host ?? null) : null),
    tenant: shown(read.tenant) || null,
    azureClientId: isGuid(read.clientId) ? read.clientId : null,
    endpoint: endpointIn(text),
    deployment: deploymentIn(text),
    issuer: shown(decoded?.issuer ?? read.issuer) || null,
    subject: shown(decoded?.subject ?? read.subject) || null,
    audience: shown(decoded?.audiences[0] ?? read.audience) || null,
    token: decoded,
  };
}

/** Empty for what was made unreadable before it was pasted. */
function shown(value: string | null): string {
  return value === null || isHiddenAway(value) ? '' : value;
}

function isGuid(value: string | null): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value ?? '');
}

function auth0Domain(text: string): string | null {
  return /(?<![\w-])[a-z\d][a-z\d-]{0,62}(?:\.[a-z]{2})?\.auth0\.com\b/i.exec(text)?.[0] ?? null;
}

function authorityIn(text: string): string | null {
  return /https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|chinacloudapi\.cn)/.exec(text)?.[0] ?? null;
}

function endpointIn(text: string): string | null {
  const host =
    /https:\/\/([a-z\d][a-z\d-]{0,62}\.(?:openai\.azure\.(?:com|us|cn)|(?:cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)|azure-api\.net))/i.exec(
      text,
    )?.[1];
  return host ? `https://${host}` : null;
}

function deploymentIn(text: string): string | null {
  return /\/openai\/deployments\/([\w.-]+)\//.exec(text)?.[1] ?? null;
}
