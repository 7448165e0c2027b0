import type { FederatedCredential } from '../settings/profile.js';
import type { ClaimName, Finding, Wanted } from './finding.js';
import { claimNames, finding } from './finding.js';
import { closestCredential } from './recognise/closest-credential.js';
import type { Choice } from './recognise/closest-credential.js';
import { compareClaim } from './recognise/trust.js';

/** One of the three values on both sides; null where a side is not known. */
export interface ComparedValue {
  field: ClaimName;
  token: string | null;
  azure: string | null;
  outcome: 'identical' | 'differs' | 'unknown';
}

export interface Comparison {
  /** The credential that was meant, and of several why it is this one; null when there is none. */
  choice: Choice | null;
  values: ComparedValue[];
  findings: Finding[];
}

/** The three values of a token, or of an error text, against credentials: what `check` does one by one in its group `trust`. */
export function compareValues(wanted: Wanted, credentials: readonly FederatedCredential[]): Comparison {
  const choice = closestCredential(wanted, credentials);
  if (choice === null) return { choice, values: [], findings: [finding('trust/credential-missing', wanted)] };
  const { credential } = choice;
  const compared = claimNames.map((field) => compareOne(field, wanted[field], credential));
  return { choice, values: compared.map(({ value }) => value), findings: compared.flatMap(({ found }) => found ?? []) };
}

function compareOne(
  field: ClaimName,
  token: string | null,
  credential: FederatedCredential,
): { value: ComparedValue; found: Finding | null } {
  const azure = credential[field];
  if (token === null || azure === null) return { value: { field, token, azure, outcome: 'unknown' }, found: null };
  const found = compareClaim(field, { token, azure, source: credential.source });
  return { value: { field, token, azure, outcome: found === null ? 'identical' : 'differs' }, found };
}
