import type { Change } from './credential-change.js';
import { changeSteps } from './credential-change.js';
import { difference } from './difference.js';
import type { Fix, Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { inStep, inWay } from './fix.js';
import { readCredential } from './old-copy.js';

/** What looks wrong in the credential that was given here, as a difference from what was likely meant: one for each of its values. */
export function suspected({ suspicions }: Known): Mismatch[] {
  const one = new Map(suspicions.map((suspicion) => [suspicion.field, suspicion]));
  return [...one.values()].flatMap(({ field, azure, meant }) =>
    meant === null ? [] : [{ field, token: meant, azure, azureSource: 'pasted' as const, diff: difference(meant, azure) }],
  );
}

/** What Azure has is here, and not all of the token: what looks wrong is changed, and the rest of the token is asked for. */
export function besideCopy(known: Known): Fix[] {
  const compare = inStep(
    'Let me compare all three values',
    inWay('token.txt holds the token that was refused', [readCredential(known, 'likely')]),
  );
  const differing = suspected(known);
  if (differing.length === 0 || known.heldFor !== null) return compare;
  const change: Change = { differing, confidence: 'likely', isOfOthers: false };
  const steps = changeSteps(change, known);
  return [...steps.slice(0, -1), ...compare, ...steps.slice(-1)];
}
