import { setTimeout as sleep } from 'node:timers/promises';

import { inWords } from '../checks/duration.js';
import { capital } from '../findings/first-letter.js';
import { keylessCommand } from '../findings/keyless-command.js';
import { causeSentences } from '../report/accessible.js';
import { causeLines } from '../report/cause-text.js';
import type { Paint } from '../report/marks.js';
import type { Report } from '../report/report.js';
import type { Tried } from '../report/tried.js';
import { causeOf, insteadWords, progressWords, triedWords, waitingWords } from '../report/waiting-text.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { decideAccessible } from './accessible.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { breakIn } from './stop.js';
import { reread } from './reread.js';
import { tryAgain, usualLimit } from './tries.js';

interface Asked {
  args: Args;
  io: Io;
  paint: Paint;
  run: (place: Place) => Promise<Report>;
}

/** `check --wait`: the last report of a wait. On standard error what is waited for, once, and then a line a try. */
export async function waitFor(place: Place, { args, io, paint, run }: Asked): Promise<Report> {
  const write = (lines: readonly string[]): void => void (lines.length > 0 && io.stderr.write(`${lines.join('\n')}\n`));
  const { signal } = io;
  const isSpoken = decideAccessible(args.flags, io.env) !== null;
  const causes = ({ diagnoses }: Report): string[] => (isSpoken ? causeSentences(diagnoses, false) : causeLines(diagnoses, paint));
  const tries = tryAgain({
    place,
    io,
    signal,
    run,
    limit: args.wait ?? usualLimit,
    reread: (now) => reread(now, args, io),
    rest: (seconds) => sleep(seconds * 1000, undefined, { signal }),
  });
  let last: Tried | null = null;
  try {
    for await (const tried of tries) {
      const isOther = causeOf(tried)?.code !== (last && causeOf(last)?.code);
      if (isOther && tried.pause !== null) write([...causes(tried.report), ...waitingWords(tried)]);
      write(linesOf(tried, isSpoken));
      last = tried;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (signal.aborted) {
    if (!breakIn(signal)) write(leftLines(last, args));
    throw signal.reason;
  }
  if (!last) throw new TypeError('a wait without a try');
  return last.report;
}

/** What one try came to; the seconds that pass are not read aloud. The first one that ends at once has its report, and nothing to say before it but that waiting is of no use. */
function linesOf(tried: Tried, spoken: boolean): string[] {
  const { tries, standing, pause } = tried;
  if (tries === 1 && (standing === 'green' || standing === 'other')) return [];
  const words = triedWords(tried);
  const instead = insteadWords(tried);
  if (pause === null) {
    const end = standing === 'differs' ? capital(words) : spoken ? `Try ${tries}. ${capital(words)}` : `${progressWords(tried)}: ${words}`;
    return [end, ...(instead === null ? [] : [instead])];
  }
  if (spoken) return [`Try ${tries}. ${capital(words)} The next try follows by itself; Ctrl-C stops.`];
  const asked = causeOf(tried)?.upstream?.retryAfterSeconds === pause ? ', as was asked for' : '';
  return [`${progressWords(tried)}: ${words} Next try in ${inWords(pause)}${asked}, Ctrl-C stops.`];
}

/** Ctrl-C stops asking, and nothing else: Azure goes on without us. */
function leftLines(last: Tried | null, { envFile }: Args): string[] {
  const known = { envFile: envFile === null ? null : hideSecretsIn(envFile) };
  const so = last ? `Stopped waiting after ${progressWords(last)}: ${triedWords(last)}` : 'Stopped waiting.';
  return [`${so} Azure goes on by itself; ${keylessCommand(known, 'check --wait')} waits again.`];
}
