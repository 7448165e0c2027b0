import { checkOrder } from '../checks/pipeline.js';
import { annotations } from '../report/github.js';
import { paintNothing } from '../report/marks.js';
import { reportJson } from '../report/json.js';
import type { Next } from '../report/json.js';
import type { ExitCode, Report } from '../report/report.js';
import { printable } from '../report/printable.js';
import { reportText, settingLines } from '../report/text.js';
import { waterfallLines, waterfallSentences } from '../report/waterfall.js';
import { reportSentences, settingSentences } from '../report/accessible.js';
import { createLiveSentences } from '../report/live-sentences.js';
import { createLiveText } from '../report/live-text.js';
import type { LiveText } from '../report/live-text.js';
import { keylessCommand } from '../findings/keyless-command.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { decideAccessible, sayOn } from './accessible.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import type { Watch } from './follow.js';
import { checkQuestion } from './question.js';
import type { Io } from './io.js';
import { waitFor } from './wait.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { refuse } from './stop.js';
import { openSummary } from './summary.js';
import { paintFor } from './terminal.js';

/** Every check, from the settings to a real completion, as text or as one JSON document, and with `--summary` as a page in a file, too. */
export async function check(args: Args, io: Io, place: Place): Promise<ExitCode> {
  if (args.summaryFile === null) return (await checked(args, io, place)).exitCode;
  const opened = await openSummary(args.summaryFile, place.envPath);
  if (!opened.ok) return refuse(opened.problem, opened.hint, args.flags.has('--json'), io);
  try {
    const report = await checked(args, io, place);
    const problem = await opened.summary.add(report, io);
    if (problem === null) return report.exitCode;
    io.stderr.write(`✗ ${printable(problem)}\n`);
    return 4;
  } finally {
    await opened.summary.close();
  }
}

async function checked(args: Args, io: Io, place: Place): Promise<Report> {
  const report = args.flags.has('--json') ? await asJson(args, io, place) : await asText(args, io, place);
  if (args.flags.has('--verbose') && !args.flags.has('--json')) {
    const isHeard = decideAccessible(args.flags, io.env);
    const lines = isHeard ? waterfallSentences(report) : waterfallLines(report, { columns: 80, paint: paintFor(args, io, io.stderr) });
    io.stderr.write(`${['', ...lines].join('\n')}\n`);
  }
  // The runner reads both streams, and a document has the first one for itself.
  if (io.env['GITHUB_ACTIONS'] === 'true') (args.flags.has('--json') ? io.stderr : io.stdout).write(annotations(report));
  return report;
}

/** One run, in the place as it is at that moment. */
function runIn(args: Args, io: Io): (place: Place, watch?: Watch) => Promise<Report> {
  const asked = { messages: [checkQuestion], complete: !args.flags.has('--no-completion') };
  return (place, watch) => followChecks(place, contextOf(place, io, asked), { args, io, ...(watch && { watch }) });
}

async function asJson(args: Args, io: Io, place: Place): Promise<Report> {
  const run = runIn(args, io);
  const waiting = { args, io, paint: paintNothing, run: (now: Place) => run(now) };
  const report = args.flags.has('--wait') ? await waitFor(place, waiting) : await run(place);
  if (io.signal.aborted) throw io.signal.reason;
  io.stdout.write(reportJson(report, io.tool, nextAfter(report, args)));
  return report;
}

async function asText(args: Args, io: Io, place: Place): Promise<Report> {
  if (decideAccessible(args.flags, io.env)) return asSentences(args, io, place);
  const paint = paintFor(args, io, io.stdout);
  const run = runIn(args, io);
  const settings = settingLines(place.reports, paint);
  if (settings.length > 0) io.stdout.write(`${settings.join('\n')}\n\n`);
  if (args.flags.has('--wait')) {
    const report = await waitFor(place, { args, io, paint: paintFor(args, io, io.stderr), run: (now) => run(now) });
    io.stdout.write(reportText(report, paint));
    return report;
  }
  // A line that is written over needs a terminal that can, and is heard again and again, also by who typed --plain.
  const isHeard = decideAccessible(new Set(), io.env) !== null;
  const status = io.stderr.isTTY && io.env['TERM'] !== 'dumb' && !isHeard ? io.stderr : null;
  return followLive(createLiveText({ out: io.stdout, status, paint, order: checkOrder }), place, { args, io });
}

/** The same, to be heard. */
async function asSentences(args: Args, io: Io, place: Place): Promise<Report> {
  const say = sayOn(io.stdout);
  say([...settingSentences(place.reports), `Checking ${checkOrder.length} things. This takes a few seconds.`]);
  if (!args.flags.has('--wait')) return followLive(createLiveSentences({ say, order: checkOrder }), place, { args, io });
  const run = runIn(args, io);
  const report = await waitFor(place, { args, io, paint: paintNothing, run: (now) => run(now) });
  say(reportSentences(report, checkOrder));
  return report;
}

async function followLive(live: LiveText, place: Place, { args, io }: { args: Args; io: Io }): Promise<Report> {
  // What ends after Ctrl-C ended because of it.
  const report = await runIn(args, io)(place, (event, soFar) => (io.signal.aborted ? undefined : live.take(event, soFar)));
  if (io.signal.aborted) {
    live.cancel(report);
    throw io.signal.reason;
  }
  live.end(report);
  return report;
}

/** What makes sense next, as exact commands. */
export function nextAfter(report: Report, { envFile }: Pick<Args, 'envFile'>): Next[] {
  const known = { envFile: envFile === null ? null : hideSecretsIn(envFile) };
  if (report.ok) return [{ command: keylessCommand(known, 'prompt "…"'), when: 'to ask the model something' }];
  const [first] = report.diagnoses;
  const read = first ? [{ command: `keyless explain ${first.code}`, when: 'to read why' }] : [];
  return [...read, { command: keylessCommand(known, 'check'), when: 'after the change, to check again' }];
}
