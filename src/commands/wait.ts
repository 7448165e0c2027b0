import { setTimeout as sleep } from 'node:timers/promises';

import type { Code } from '../findings/finding.js';
import { causeSentences } from '../report/accessible.js';
import type { Paint } from '../report/marks.js';
import type { Report } from '../report/report.js';
import { reportEnd } from '../report/text.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** Findings that a change just made in Azure can leave behind for minutes, until all of Azure has noticed it. */
const passes: ReadonlySet<Code> = new Set<Code>([
  'trust/no-match',
  'trust/issuer-slash',
  'trust/issuer-mismatch',
  'trust/subject-suffix',
  'trust/subject-case',
  'trust/subject-mismatch',
  'trust/audience-mismatch',
  'trust/hidden-character',
  'trust/credential-missing',
  'trust/credential-stale',
  'trust/propagating',
  'trust/identity-missing',
  'token/key-not-published',
  'entra/client-not-found',
  'entra/throttled',
  'entra/transient',
  'azure-openai/role-missing',
  'azure-openai/subdomain-unmapped',
  'azure-openai/deployment-missing',
]);

/** Seconds between tries. Microsoft speaks of several minutes for a credential and up to ten for a role. */
const pauses = [2, 5, 10, 15];
const mostSeconds = 15 * 60;

/** Runs again and again while the root cause is one that passes by itself. Auth0 is not asked for another token. */
export async function waitFor(
  run: () => Promise<Report>,
  place: Place,
  { io, paint, isSpoken = false }: { io: Io; paint: Paint; isSpoken?: boolean },
): Promise<Report> {
  const since = performance.now();
  for (let tries = 1; ; tries += 1) {
    const report = await run();
    const cause = report.diagnoses[0]?.code;
    const elapsed = (performance.now() - since) / 1000;
    if (report.exitCode === 0 || !cause || !passes.has(cause) || elapsed > mostSeconds || io.signal.aborted) return report;
    const pause = pauses[Math.min(tries, pauses.length) - 1] ?? 15;
    // Before the first pause, what is waited for; after it a line a try.
    if (tries === 1) io.stderr.write(isSpoken ? `${causeSentences(report.diagnoses, false).join('\n')}\n` : reportEnd(report, paint));
    if (isSpoken) io.stderr.write(`Try ${tries}. Still ${cause}. The next try is in ${pause} seconds. Ctrl-C stops.\n`);
    else io.stderr.write(`try ${tries}, ${Math.round(elapsed)} s: still ${cause}. Next try in ${pause} s, Ctrl-C stops.\n`);
    await sleep(pause * 1000, undefined, { signal: io.signal });
    place.session?.forgetEntra();
  }
}
