import type { Report } from '../report/report.js';
import { standingOf } from '../report/tried.js';
import type { Copy, Standing, Tried } from '../report/tried.js';
import { causeOf } from '../report/waiting-text.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import type { Reread } from './reread.js';

export interface Waiting {
  place: Place;
  io: Io;
  /** Seconds after which there is no next try. */
  limit: number;
  /** Aborted when the person stops waiting. */
  signal: AbortSignal;
  reread: (place: Place) => Promise<Reread>;
  run: (place: Place) => Promise<Report>;
  /** Resolves after so many seconds, or sooner where somebody wants it; rejects at the signal. */
  rest: (seconds: number) => Promise<void>;
}

/** Seconds between tries. Microsoft speaks of several minutes for a credential and up to ten for a role. */
const usualPauses = [2, 5, 10, 15];

/** How long is waited where nothing else was said, in seconds. */
export const usualLimit = 600;

/**
 * Tries again while the cause is one that passes by itself, with a new credential each time: the SDK repeats a refusal from memory.
 * The token of Auth0 stays the same while it is valid. The last try has no pause behind it.
 */
export async function* tryAgain(waiting: Waiting): AsyncGenerator<Tried> {
  const { io, signal } = waiting;
  const since = performance.now();
  let { place } = waiting;
  // A copy that was renewed while this waits is from after the change.
  let isRenewed = false;
  for (let tries = 1; ; tries += 1) {
    const read = await waiting.reread(place);
    place = read.place;
    isRenewed ||= tries > 1 && (read.copy?.isNew ?? false);
    const copy = read.copy && { ...read.copy, isFresh: read.copy.isFresh || isRenewed };
    place.session?.forgetEntra();
    const report = await waiting.run(place);
    if (signal.aborted) return;
    const elapsed = (performance.now() - since) / 1000;
    const tried = judged({ tries, elapsed, report, copy }, waiting.limit, io.pauses ?? usualPauses);
    yield tried;
    if (tried.pause === null) return;
    await waiting.rest(tried.pause);
  }
}

type Run = { tries: number; elapsed: number; report: Report; copy: Copy | null };

function judged(run: Run, limit: number, pauses: readonly number[]): Tried {
  const standing = standingOf(run.report, run.copy, run.tries === 1);
  if (isEnd(standing)) return { ...run, standing, pause: null };
  const left = limit - run.elapsed;
  const asked = causeOf(run)?.upstream?.retryAfterSeconds ?? 0;
  if (left <= 0 || asked > left) return { ...run, standing: 'late', pause: null };
  const usual = pauses[Math.min(run.tries, pauses.length) - 1] ?? 0;
  return { ...run, standing, pause: Math.max(asked, Math.min(usual, left)) };
}

function isEnd(standing: Standing): boolean {
  return standing === 'green' || standing === 'differs' || standing === 'other' || standing === 'late';
}
