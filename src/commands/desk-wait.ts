import { setTimeout as sleep } from 'node:timers/promises';

import { stoppable } from '../chain/stoppable.js';
import type { Report } from '../report/report.js';
import type { Tried } from '../report/tried.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import type { Io } from './io.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { checkQuestion } from './question.js';
import type { ReadAzure } from './reread.js';
import { reread } from './reread.js';
import { tryAgain, usualLimit } from './tries.js';

interface Asked {
  signal: AbortSignal;
  watch: (tried: Tried) => void;
  /** Told of the place with what was read again of Azure's side. */
  keep: (place: Place) => void;
}

/** Waits for Azure on behalf of the screen. */
export interface Waiter {
  /** Ends with the last report, also where it was stopped. */
  wait: (place: Place, asked: Asked) => Promise<Report>;
  hurry: () => void;
}

export function createWaiter(args: Args, io: Io, readAzure: ReadAzure): Waiter {
  let hurried = new AbortController();

  async function rest(seconds: number, signal: AbortSignal): Promise<void> {
    hurried = new AbortController();
    try {
      await sleep(seconds * 1000, undefined, { signal: AbortSignal.any([signal, hurried.signal]) });
    } catch (error) {
      if (signal.aborted || !hurried.signal.aborted) throw error;
    }
  }

  async function wait(first: Place, { signal, watch, keep }: Asked): Promise<Report> {
    let last: Report | null = null;
    const run = async (place: Place): Promise<Report> => {
      keep(place);
      const context = contextOf(place, io, { messages: [checkQuestion], complete: !args.flags.has('--no-completion') });
      const stopped = { ...context, transport: stoppable(place.transport, signal), signal };
      return (last = await followChecks(place, stopped, { args, io }));
    };
    const tries = tryAgain({
      place: first,
      io,
      signal,
      limit: args.wait ?? usualLimit,
      reread: (place) => reread(place, args, io, readAzure),
      run,
      rest: (seconds) => rest(seconds, signal),
    });
    try {
      for await (const tried of tries) watch(tried);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return last ?? run(first);
  }

  return { wait, hurry: () => hurried.abort() };
}
