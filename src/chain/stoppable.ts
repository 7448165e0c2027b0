import type { Transport } from './transport.js';

/** The same way out, for one run that can be stopped: what it asks then is broken off at once, also in the middle of an answer. */
export function stoppable(transport: Transport, signal: AbortSignal): Transport {
  return { ...transport, open: (party, isPatient) => transport.open(party, isPatient, signal) };
}
