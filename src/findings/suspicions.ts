import { kindOf } from '../settings/kinds.js';
import type { FederatedCredential } from '../settings/profile.js';
import { quote } from './quote.js';

/** What is odd about a credential by itself. Without the token nothing of it is certain, so none of this has a code. */
export function suspicionsOf({ issuer, subject, audience }: FederatedCredential): string[] {
  const values = { issuer, subject, audience };
  const hidden = Object.entries(values).flatMap(([field, value]) =>
    value === null || !strange.test(value) ? [] : `The ${field} holds what no token has there, or what cannot be seen: ${quote(value)}.`,
  );
  const isOfAuth0 = issuer !== null && kindOf(issuer) === 'auth0-domain';
  return [
    ...hidden,
    ...(issuer !== null && /^http:/i.test(issuer) ? ['The issuer begins with http, and issuers begin with https.'] : []),
    ...(issuer !== null && !/^https?:/i.test(issuer) ? ['The issuer does not begin with https.'] : []),
    ...(isOfAuth0 && !issuer.endsWith('/') ? ['The issuer has no slash at its end, and Auth0 always writes one.'] : []),
    ...(subject !== null && isBareClient(subject, isOfAuth0)
      ? ['The subject does not end in @clients, and for an application Auth0 makes it so.']
      : []),
  ];
}

/** White space at an edge, and whatever is no printable ASCII: other issuers have spaces inside of a subject. */
const strange = /^\s|\s$|[^\x20-\x7e]/;

/** A subject with a bar is that of a user, one with colons that of another issuer. */
function isBareClient(subject: string, isOfAuth0: boolean): boolean {
  if (subject.replace(/[^\x21-\x7e]/g, '').endsWith('@clients') || /[|:]/.test(subject)) return false;
  return isOfAuth0 || kindOf(subject) === 'auth0-client-id';
}
