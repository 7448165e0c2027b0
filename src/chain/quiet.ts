import type { Party } from './answer.js';

/** Knows when nothing is held up by work that keeps the process busy for a while. */
export interface Quiet {
  /** Something goes out or is being opened, until what comes back is called. */
  busy(): () => void;
  /** A request that hands something over to this party is on its way. */
  sent(party: Party): void;
  /** Resolves when such a request is on its way, and nothing else is still going out. */
  after(party: Party): Promise<void>;
}

/** One for each transport. */
export function createQuiet(): Quiet {
  // One promise a party, so that waiting for what never comes piles up nothing.
  const awaited = new Map<Party, PromiseWithResolvers<void> & { isSent: boolean }>();
  let underway = 0;

  function tell(): void {
    if (underway > 0) return;
    for (const [party, { isSent, resolve }] of awaited) {
      if (isSent && awaited.delete(party)) resolve();
    }
  }

  return {
    busy() {
      let isOver = false;
      underway += 1;
      return () => {
        if (isOver) return;
        isOver = true;
        underway -= 1;
        tell();
      };
    },
    sent(party) {
      const one = awaited.get(party);
      if (one) one.isSent = true;
    },
    after(party) {
      const one = awaited.get(party) ?? { ...Promise.withResolvers<void>(), isSent: false };
      awaited.set(party, one);
      return one.promise;
    },
  };
}
