import type { FederatedCredential } from '../settings/profile.js';
import type { ClaimName, Finding, Wanted } from './finding.js';
import { finding } from './finding.js';
import { closestCredential, compareClaim } from './recognise/trust.js';

/** One of the three values on both sides; null where a side is not known. */
export interface ComparedValue {
  field: ClaimName;
  token: string | null;
  azure: string | null;
  outcome: 'identical' | 'differs' | 'unknown';
}

export interface Comparison {
  /** The credential that was meant, of several the closest; null when there is none. */
  credential: FederatedCredential | null;
  values: ComparedValue[];
  findings: Finding[];
}

/** The three values of a token, or of an error text, against credentials: what `check` does one by one in its group `trust`. */
export function compareValues(wanted: Wanted, credentials: readonly FederatedCredential[]): Comparison {
  const credential = closestAmong(wanted, credentials);
  if (credential === null) return { credential, values: [], findings: [finding('trust/credential-missing', wanted)] };
  const compared = (['issuer', 'subject', 'audience'] as const).map((field) => compareOne(field, wanted[field], credential));
  return { credential, values: compared.map(({ value }) => value), findings: compared.flatMap(({ found }) => found ?? []) };
}

/** Of a value that is not known here no credential is nearer than another. */
function closestAmong({ issuer, subject, audience }: Wanted, credentials: readonly FederatedCredential[]): FederatedCredential | null {
  const comparable = credentials.map((one) => ({
    ...one,
    ...(issuer === null && { issuer: null }),
    ...(subject === null && { subject: null }),
    ...(audience === null && { audience: null }),
  }));
  const closest = closestCredential({ issuer, subject, audience }, comparable);
  return credentials.find((_, at) => comparable[at] === closest) ?? null;
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
