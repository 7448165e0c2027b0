import { hostOf } from '../settings/address.js';
import { kindOf } from '../settings/kinds.js';
import type { Known } from './explanation.js';
import type { Wanted } from './finding.js';
import { isPersons, otherIssuerOf, tokenKindOf } from './token-kind.js';

type Presented = Partial<Pick<Wanted, 'issuer' | 'subject'>>;

/**
 * Whether the token of a case is Auth0's, by what it presents: a run asks nobody else, and a pasted text may be about any issuer.
 * Null where the text shows neither issuer nor subject. An issuer on a domain of one's own may be Auth0's and does not show it.
 */
export function isAuth0s(presented: Presented, known: Known): boolean | null {
  if (known.isOwn || known.isAccepted) return true;
  if (known.token !== null && tokenKindOf(known.token).issuer === 'auth0') return true;
  const issuer = presented.issuer || known.issuer;
  const subject = presented.subject || known.subject;
  if (!issuer && !subject) return null;
  if (/@clients(?![\w-])/.test(subject ?? '') || isPersons(subject ?? '') || (issuer && kindOf(issuer) === 'auth0-domain')) return true;
  return known.domain !== null && !!issuer && hostOf(issuer) === known.domain;
}

/** Who decides what a token says, as the words call it. */
export function issuerName(presented: Presented, known: Known): string {
  return isAuth0s(presented, known) ? 'Auth0' : 'whoever issues the token';
}

/** What to know of a token that does not look like one of Auth0: a sentence, or nothing. */
export function notOfAuth0(presented: Presented, known: Known): string {
  if (isAuth0s(presented, known) !== false) return '';
  const name = otherIssuerOf(presented.issuer || known.issuer, presented.subject || known.subject);
  return name
    ? `This one looks like ${name}; keyless is about tokens of Auth0.`
    : 'keyless is about tokens of Auth0, and nothing here shows that this is one.';
}
