import type { Transport } from './transport.js';

/** The same way out, for one run that can be stopped: what it asks then is broken off at once, also in the middle of an answer. */
export function stoppable(transport: Transport, signal: AbortSignal): Transport {
  return {
    ...transport,
    open(party, isPatient) {
      const { fetch, ask, exchanges } = transport.open(party, isPatient);
      const both = (own: AbortSignal | null | undefined): AbortSignal => (own ? AbortSignal.any([own, signal]) : signal);
      return {
        exchanges,
        fetch: (input, init) => fetch(input, { ...init, signal: both(init?.signal) }),
        ask: (url, init) => ask(url, { ...init, signal: both(init.signal) }),
      };
    },
  };
}
