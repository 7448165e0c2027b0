import type { CheckId } from '../checks/check.js';
import type { Memory } from '../checks/kept.js';
import { checkOrder } from '../checks/pipeline.js';
import type { Again } from '../checks/run.js';
import { severityOf } from '../findings/severity.js';
import type { Place } from './open.js';

/** Where a run begins that needs another token: its issuer and its keys are looked at with it. */
const firstOfAuth0: CheckId = 'auth0.discovery';

/**
 * What a check takes over from the one before it. Entra ID is always asked anew, and one token of Auth0 serves all of them, unless the
 * token itself was at fault: to judge the same one again would say the same again.
 */
export function createMemory(): (place: Place, from: CheckId | null) => Again {
  const memory: Memory = new Map();
  let last: Place | null = null;
  return (place, from) => {
    const { session } = place;
    // Other values are another place.
    const isSame = last === place;
    last = place;
    session?.forgetEntra();
    if (isTokenAtFault(memory)) session?.forget();
    if (!isSame || from === null) return { memory, from: null };
    const isCurrent = learnedToken(memory) === session?.knownAssertion();
    return { memory, from: isCurrent ? from : earlier(from, firstOfAuth0) };
  };
}

function isTokenAtFault(memory: Memory): boolean {
  return [...memory.values()].some(
    ({ result }) =>
      result.kind === 'ran' && result.findings.some((found) => found.code.startsWith('token/') && severityOf(found) !== 'warning'),
  );
}

function learnedToken(memory: Memory) {
  return memory.get('auth0.token')?.learned.assertion ?? null;
}

function earlier(one: CheckId, other: CheckId): CheckId {
  return checkOrder.indexOf(one) < checkOrder.indexOf(other) ? one : other;
}
