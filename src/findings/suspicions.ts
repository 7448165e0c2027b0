import { kindOf } from '../settings/kinds.js';
import type { FederatedCredential } from '../settings/profile.js';
import { claimNames } from './finding.js';
import type { ClaimName } from './finding.js';
import { quote } from './quote.js';

/** Something odd about one value of a credential. */
export interface Suspicion {
  field: ClaimName;
  sentence: string;
  azure: string;
  /** What was likely meant; null where that does not show. */
  meant: string | null;
}

/** What is odd about a credential by itself. Without the token nothing of it is certain, so none of this has a code. */
export function suspicionsOf({ issuer, subject, audience }: FederatedCredential): Suspicion[] {
  const values = { issuer, subject, audience };
  const hidden = claimNames.flatMap((field): Suspicion[] => {
    const azure = values[field];
    const sentence = `The ${field} holds what no token has there, or what cannot be seen: ${quote(azure ?? '')}.`;
    return azure !== null && strange.test(azure) ? [{ field, sentence, azure, meant: null }] : [];
  });
  return [...hidden, ...ofIssuer(issuer), ...ofSubject(subject, issuer)];
}

function ofIssuer(issuer: string | null): Suspicion[] {
  if (issuer === null) return [];
  const meant = meantIssuer(issuer);
  const odd = (sentence: string): Suspicion => ({ field: 'issuer', sentence, azure: issuer, meant });
  const isWrittenOtherwise = meant !== null && issuer !== meant;
  const sentences = [
    ...(/^http:/i.test(issuer) ? ['The issuer begins with http, and issuers begin with https.'] : []),
    ...(/^https?:/i.test(issuer) ? [] : ['The issuer does not begin with https.']),
    ...(isOfAuth0(issuer) && !issuer.endsWith('/') ? ['The issuer has no slash at its end, and Auth0 always writes one.'] : []),
  ];
  if (sentences.length === 0 && isWrittenOtherwise) sentences.push(`Auth0 writes an issuer as ${quote(meant)}.`);
  return sentences.map(odd);
}

/** The one way in which Auth0 writes the issuer of a domain of its own; of another issuer only the scheme is sure. */
function meantIssuer(issuer: string): string | null {
  const host = /^(?:https?:\/\/)?([a-z\d.-]+\.auth0\.com)(?:[/%?#]|$)/i.exec(issuer.trim())?.[1]?.toLowerCase();
  if (host) return `https://${host}/`;
  return /^http:\/\//i.test(issuer) ? issuer.replace(/^http:/i, 'https:') : null;
}

function ofSubject(subject: string | null, issuer: string | null): Suspicion[] {
  if (subject === null || !isBareClient(subject, isOfAuth0(issuer))) return [];
  const written = subject.replace(/%40clients$/i, '@clients');
  if (written !== subject)
    return [{ field: 'subject', sentence: 'The subject ends in %40clients, and Auth0 writes @clients.', azure: subject, meant: written }];
  const sentence = 'The subject does not end in @clients, and for an application Auth0 makes it so.';
  return [{ field: 'subject', sentence, azure: subject, meant: `${subject}@clients` }];
}

function isOfAuth0(issuer: string | null): boolean {
  return issuer !== null && kindOf(issuer) === 'auth0-domain';
}

/** White space at an edge, and whatever is no printable ASCII: other issuers have spaces inside of a subject. */
const strange = /^\s|\s$|[^\x20-\x7e]/;

/** A subject with a bar is that of a user, one with colons that of another issuer. */
function isBareClient(subject: string, isAuth0s: boolean): boolean {
  if (subject.replace(/[^\x21-\x7e]/g, '').endsWith('@clients') || /[|:]/.test(subject)) return false;
  return isAuth0s || kindOf(subject) === 'auth0-client-id';
}
