import { setImmediate as turn } from 'node:timers/promises';

import type { CheckContext, CheckEvent } from '../checks/check.js';
import { followRun } from '../report/follow.js';
import type { Run } from '../report/follow.js';
import type { Report } from '../report/report.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** Told of everything as it happens; `report` is what the events come to so far. */
export type Watch = (event: CheckEvent, report: () => Report) => void;

export interface Following extends Pick<Run, 'checks' | 'again' | 'known'> {
  args: Args;
  io: Io;
  watch?: Watch;
}

/** Runs the checks in a place, and tells the watcher. The report it returns is what they came to. */
export async function followChecks(place: Place, context: CheckContext, { args, watch, known, ...run }: Following): Promise<Report> {
  const frame = { settings: place.reports, strict: args.flags.has('--strict'), known: { ...known, envFile: namedFile(place, args) } };
  const following = followRun(context, { ...run, ...frame });
  for (;;) {
    const { done, value } = await following.next();
    if (done) return value;
    if (!watch) continue;
    // Drawing takes longer than anything else here, so what can begin now begins first.
    await turn();
    watch(value.event, value.report);
  }
}

/** In a sandbox the values are not read from the file. */
function namedFile({ sandbox }: Place, { envFile }: Args): string | null {
  return sandbox !== null || envFile === null ? null : hideSecretsIn(envFile);
}
