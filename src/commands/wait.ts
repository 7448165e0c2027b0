import { setTimeout as sleep } from 'node:timers/promises';

import { passes } from '../findings/passes.js';
import type { Paint } from '../report/marks.js';
import type { Report } from '../report/report.js';
import { reportEnd } from '../report/text.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** Seconds between tries. Microsoft speaks of several minutes for a credential and up to ten for a role. */
const pauses = [2, 5, 10, 15];
const mostSeconds = 15 * 60;

/** Runs again and again while the root cause is one that passes by itself. Auth0 is not asked for another token. */
export async function waitFor(run: () => Promise<Report>, place: Place, { io, paint }: { io: Io; paint: Paint }): Promise<Report> {
  const since = performance.now();
  for (let tries = 1; ; tries += 1) {
    const report = await run();
    const cause = report.diagnoses[0]?.code;
    const elapsed = (performance.now() - since) / 1000;
    if (report.exitCode === 0 || !cause || !passes.has(cause) || elapsed > mostSeconds || io.signal.aborted) return report;
    const pause = pauses[Math.min(tries, pauses.length) - 1] ?? 15;
    // Before the first pause, what is waited for; after it a line a try.
    if (tries === 1) io.stderr.write(reportEnd(report, paint));
    io.stderr.write(`try ${tries}, ${Math.round(elapsed)} s: still ${cause}. Next try in ${pause} s, Ctrl-C stops.\n`);
    await sleep(pause * 1000, undefined, { signal: io.signal });
    place.session?.forgetEntra();
  }
}
