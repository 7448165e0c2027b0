import type { Refusal } from '../../chain/answer.js';
import type { DecodedAssertion } from '../../chain/assertion.js';
import type { FederatedCredential } from '../../settings/profile.js';
import type { ClaimName, Finding, Wanted } from '../finding.js';
import { claimNames, finding } from '../finding.js';
import { presentedValue } from './entra-certainty.js';
import { compareClaim, mismatch, mismatchUnseen, wantedOf } from './trust.js';

/** Both sides of the comparison that Entra ID made, as far as they are known here. */
export interface Sides {
  decoded: DecodedAssertion | null;
  credential: FederatedCredential | null;
}

/** One of the three values was refused: both sides when both are known, the token's alone otherwise. Identical and refused is its own case. */
export function refusedValue(
  field: ClaimName,
  unseen: 'trust/issuer-mismatch' | 'trust/subject-mismatch' | 'trust/subject-case' | 'trust/audience-mismatch',
): (refusal: Refusal, sides: Sides) => Finding {
  return (refusal, { decoded, credential }) => {
    const token = wantedOf(decoded)[field] ?? presentedValue(refusal);
    const azure = credential?.[field] ?? null;
    if (token !== null && isHiddenAway(token)) return finding(unseen, mismatchUnseen(field, null), refusal);
    if (credential === null || azure === null || token === null) return finding(unseen, mismatchUnseen(field, token), refusal);
    // Of a pasted refusal the other two values are not known: one of them may be what differs.
    if (azure === token && decoded === null) return finding('trust/no-match', { ...wantedOf(null), [field]: token }, refusal);
    if (azure === token) return finding('trust/credential-stale', { ...wantedOf(decoded), field, azureSource: credential.source }, refusal);
    return { ...mismatch(field, token, azure, credential.source), refusal };
  };
}

/**
 * The number that names no value (70021). What differs here is what Entra ID means; where all three are known and identical, the
 * credential is so new that Entra ID does not find it: since 2023 only credentials that are minutes old are answered so.
 */
export function refusedWithoutValue(refusal: Refusal, { decoded, credential }: Sides): Finding {
  const wanted = decoded ? wantedOf(decoded) : presentedValues(refusal);
  const compared = claimNames.map((field) => {
    const [token, azure] = [wanted[field], credential?.[field] ?? null];
    const isKnown = credential !== null && token !== null && azure !== null;
    return isKnown ? { found: compareClaim(field, { token, azure, source: credential.source }) } : null;
  });
  const different = compared.find((one) => one?.found)?.found;
  if (different) return { ...different, refusal };
  return finding(compared.includes(null) ? 'trust/no-match' : 'trust/propagating', wanted, refusal);
}

/** The number that names no value shows all three, when it was given before 2023. */
function presentedValues({ said }: Refusal): Wanted {
  const valueOf = (name: string): string | null => new RegExp(`Assertion ${name}: '([^']*)'`).exec(said)?.[1] ?? null;
  return { issuer: valueOf('Issuer'), subject: valueOf('Subject'), audience: valueOf('Audience') };
}

/** Whether somebody made a part of the value unreadable before he showed it: then it cannot be compared. */
export function isHiddenAway(value: string): boolean {
  return value === '' || hiddenAway.test(value);
}

const hiddenAway = /\*{3}|x{4,}|…|\.{3}|\[(?:secret|token|redacted)\]|<[a-z][\w -]*>|\{[a-zA-Z]\w*\}|^YOUR_|redacted/i;

/** The first value between quotes in a sentence. */
export function quotedValue({ said }: Refusal): string | null {
  return /'([^']*)'/.exec(said)?.[1] ?? null;
}
