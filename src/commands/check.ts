import type { CheckEvent } from '../checks/check.js';
import { annotations } from '../report/github.js';
import { paintNothing } from '../report/marks.js';
import { reportJson } from '../report/json.js';
import type { Next } from '../report/json.js';
import type { ExitCode, Report } from '../report/report.js';
import { reportText, settingLines } from '../report/text.js';
import { createLiveText } from '../report/live-text.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import { checkQuestion } from './question.js';
import type { Io } from './io.js';
import { waitFor } from './wait.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { paintFor } from './terminal.js';

/** Every check, from the settings to a real completion, as text or as one JSON document. */
export async function check(args: Args, io: Io, place: Place): Promise<ExitCode> {
  const context = contextOf(place, io, { messages: [checkQuestion], complete: !args.flags.has('--no-completion') });
  if (args.flags.has('--json')) {
    const run = (): Promise<Report> => followChecks(place, context, { args, io });
    const report = args.flags.has('--wait') ? await waitFor(run, place, { io, paint: paintNothing }) : await run();
    if (io.signal.aborted) throw io.signal.reason;
    io.stdout.write(reportJson(report, io.tool, nextAfter(report)));
    return report.exitCode;
  }
  const settings = settingLines(place.reports, paintFor(args, io, io.stdout));
  if (settings.length > 0) io.stdout.write(`${settings.join('\n')}\n\n`);
  if (args.flags.has('--wait')) {
    const report = await waitFor(() => followChecks(place, context, { args, io }), place, { io, paint: paintFor(args, io, io.stderr) });
    io.stdout.write(reportText(report, paintFor(args, io, io.stdout)));
    return report.exitCode;
  }
  const live = createLiveText({ out: io.stdout, status: hasStatusLine(args, io) ? io.stderr : null, paint: paintFor(args, io, io.stdout) });
  const watch = (event: CheckEvent, report: () => Report): void => live.take(event, report);
  const report = await followChecks(place, context, { args, io, watch });
  if (io.signal.aborted) {
    live.clear();
    throw io.signal.reason;
  }
  live.end(report);
  if (io.env['GITHUB_ACTIONS'] === 'true') io.stdout.write(annotations(report));
  return report.exitCode;
}

/** A line that is written over needs a terminal that can, and nobody to whom it would be read aloud. */
function hasStatusLine(args: Args, io: Io): boolean {
  return io.stderr.isTTY && io.env['TERM'] !== 'dumb' && !args.flags.has('--accessible') && !io.env['ACCESSIBLE'];
}

/** What makes sense next, as exact commands. */
export function nextAfter(report: Report): Next[] {
  if (report.ok) return [{ command: 'keyless prompt "…"', when: 'to ask the model something' }];
  return [{ command: 'keyless check', when: 'after the change, to check again' }];
}
