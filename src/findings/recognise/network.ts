import type { Refusal } from '../../chain/answer.js';
import type { Finding } from '../finding.js';
import { finding } from '../finding.js';

/** A request that no answer came to; null when one came. */
export function recogniseNetwork(refusal: Refusal): Finding | null {
  const failure = refusal.network;
  if (!failure) return null;
  return finding(`network/${failure.kind}`, { party: refusal.party, failure }, refusal);
}
