import type { FederatedCredential } from '../../settings/profile.js';
import { changedCharacters, difference, lengthOf } from '../difference.js';
import { claimNames } from '../finding.js';
import type { ClaimName, Wanted } from '../finding.js';
import { otherIssuerOf } from '../token-kind.js';

/** Why one of several credentials is the one that was meant. */
export interface Choice {
  credential: FederatedCredential;
  /** Among how many it was chosen. */
  of: number;
  /** How many characters of the three values would have to change; a value that is not known counts half. */
  distance: number;
  /** The same by value: none where it is identical, null where one of the two sides does not tell it. */
  changed: Record<ClaimName, number | null>;
  /** How many others are as close; of them the one that was given first is taken. */
  ties: number;
}

/**
 * An identity may hold 20 credentials: the one with the fewest differing characters is the one that was meant, of several that with more
 * identical values, of several the first. Null when there is none.
 */
export function closestCredential(wanted: Wanted, credentials: readonly FederatedCredential[]): Choice | null {
  const candidates = credentials.map((credential) => ({ credential, ...standing(wanted, credential) }));
  const isRefused = isOnlyRefused(wanted);
  const inOrder = candidates.toSorted(
    (one, other) => (isRefused ? nearMiss(one) - nearMiss(other) : 0) || compare(one, other) || foreign(one) - foreign(other),
  );
  const [first, ...others] = inOrder;
  if (!first) return null;
  return { ...first, of: credentials.length, ties: others.filter((one) => compare(one, first) === 0).length };
}

/** An error quotes one value, the one that was found nowhere: a credential that has it is not the one that fails. */
function isOnlyRefused(wanted: Wanted): boolean {
  return claimNames.filter((field) => wanted[field] !== null).length === 1;
}

/** Of several that are as close one for somebody else is the least likely. */
function foreign({ credential }: { credential: FederatedCredential }): 0 | 1 {
  return otherIssuerOf(credential.issuer, credential.subject) === null ? 0 : 1;
}

function nearMiss({ changed }: Standing): 0 | 1 {
  return claimNames.some((field) => (changed[field] ?? 0) > 0 && (changed[field] ?? 0) <= mostMistyped) ? 0 : 1;
}

const mostMistyped = 3;

type Standing = Pick<Choice, 'distance' | 'changed'>;

function standing(wanted: Wanted, credential: FederatedCredential): Standing {
  const changed = { issuer: null, subject: null, audience: null } as Standing['changed'];
  let distance = 0;
  for (const field of claimNames) {
    const [token, azure] = [wanted[field], credential[field]];
    // What the token does not tell speaks for no credential and against none.
    if (token === null) continue;
    if (azure !== null) changed[field] = changedCharacters(difference(token, azure));
    // Half of it: an unknown value is no better than an identical one and no worse than quite another one.
    distance += changed[field] ?? Math.ceil(lengthOf(token) / 2);
  }
  return { distance, changed };
}

function compare(one: Standing, other: Standing): number {
  return one.distance - other.distance || identical(other).length - identical(one).length;
}

function identical({ changed }: Standing): ClaimName[] {
  return claimNames.filter((field) => changed[field] === 0);
}
