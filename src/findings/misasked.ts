import { isManagementApi } from './audience.js';
import type { ClaimName, Finding, Mismatch, Wanted } from './finding.js';
import { isPersons } from './token-kind.js';

/**
 * Whether a value of a token shows that it was asked for in a wrong way: by a person who signed in, or for Auth0's own Management API.
 * Another token is asked for then, and nothing in Azure should have that value.
 */
export function isMisasked(field: ClaimName, token: string): boolean {
  return (field === 'subject' && isPersons(token)) || (field === 'audience' && isManagementApi(token));
}

/** The three values without such ones. */
export function withoutMisasked({ issuer, subject, audience }: Wanted): Wanted {
  return {
    issuer,
    subject: subject !== null && isMisasked('subject', subject) ? null : subject,
    audience: audience !== null && isMisasked('audience', audience) ? null : audience,
  };
}

/** Of the values that differ from a credential whose side is known, those that change there. */
export function differencesToChange(findings: readonly Finding[]): Mismatch[] {
  const differing = findings.flatMap(({ evidence }) => ('diff' in evidence && evidence.azure !== null ? [evidence] : []));
  return differing.filter(({ field, token }) => !isMisasked(field, token));
}
