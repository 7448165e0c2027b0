import { settingsChecks } from '../checks/settings.js';
import { exportOf, obstaclesTo, settingsFor } from '../export/export-of.js';
import { kindNamed } from '../export/kind-names.js';
import type { CodeKind, Exported, ExportKind } from '../export/kind.js';
import { causeSentences } from '../report/accessible.js';
import { causeLines } from '../report/cause-text.js';
import { documentText, reportJson } from '../report/json.js';
import { pretended } from '../export/pretend.js';
import { trialOf } from '../export/trial.js';
import { printable, printableLines } from '../report/printable.js';
import { reportMarkdown } from '../report/markdown.js';
import type { ExitCode, Report } from '../report/report.js';
import { decideAccessible } from './accessible.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import type { Io } from './io.js';
import { openNewFile } from './new-file.js';
import type { NewFile } from './new-file.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { checkQuestion } from './question.js';
import { refuse } from './stop.js';
import { paintFor } from './terminal.js';

interface World {
  args: Args;
  io: Io;
  place: Place;
  /** Null where the text goes to standard output. */
  file: NewFile | null;
}

/** The connection as code, as infrastructure, or as a report: on standard output, or into a new file. */
export async function exportConnection(args: Args, io: Io, place: Place): Promise<ExitCode> {
  const kind = kindNamed(args.words[0] ?? '');
  if (kind === null) throw new TypeError('the command line has no kind');
  const opened = args.outputFile === null ? null : await openNewFile(args.outputFile, 0o644);
  if (opened && !opened.ok) return refuse(opened.sentence, null, args.flags.has('--json'), io);
  const file = opened?.file ?? null;
  try {
    return await exportKind(kind, { args, io, place, file });
  } finally {
    await file?.close();
  }
}

async function exportKind(kind: ExportKind, world: World): Promise<ExitCode> {
  if (kind === 'report') return handOver(await reportOf(world), world);
  const report = await obstaclesIn(kind, world);
  // A profile is enough in which the settings of this kind are good.
  const look = world.place.lookWith(settingsFor(kind));
  if (look && report.exitCode === 0) {
    const exported = exportOf(kind, look.profile);
    return handOver(world.place.sandbox === null ? exported : pretended(exported), world);
  }
  return explainObstacles(kind, report, world);
}

/** A run of everything, as a page. That it could be made is all that the exit code says; what the check came to stands in it. */
async function reportOf({ args, io, place }: World): Promise<Exported> {
  const asked = { messages: [checkQuestion], complete: !args.flags.has('--no-completion') };
  const report = await followChecks(place, contextOf(place, io, asked), { args, io });
  if (io.signal.aborted) throw io.signal.reason;
  return { kind: 'report', fileName: 'keyless-report.md', text: reportMarkdown(report, io.tool, io.runtime), tryIt: 'keyless check' };
}

/** The checks of the settings, of those alone that the kind is made of. */
function obstaclesIn(kind: CodeKind, { args, io, place }: World): Promise<Report> {
  const { settings } = place;
  const context = contextOf(place, io, { messages: [], complete: false });
  // Without a profile, what is missing is missing: a check could do without a deployment.
  const own = { ...settings, profile: null, problems: obstaclesTo(kind, settings.problems), secretFile: null };
  return followChecks(place, { ...context, settings: own }, { args, io, checks: settingsChecks });
}

/** What is wrong, in the words of a check, and what can be had in the meantime. */
function explainObstacles(kind: CodeKind, report: Report, { args, io }: World): ExitCode {
  const sample = `keyless export ${kind} --sandbox shows one with made-up values.`;
  if (args.flags.has('--json')) {
    io.stdout.write(reportJson(report, io.tool, [{ command: `keyless export ${kind} --sandbox`, when: 'to see one with made-up values' }]));
    return report.exitCode;
  }
  const isHeard = decideAccessible(args.flags, io.env) !== null;
  const causes = isHeard ? causeSentences(report.diagnoses, false) : causeLines(report.diagnoses, paintFor(args, io, io.stderr));
  io.stderr.write(`${causes.join('\n')}\nNothing was exported. ${sample}\n`);
  return report.exitCode;
}

/** The text, to wherever it was to go. */
async function handOver(exported: Exported, { args, io, file }: World): Promise<ExitCode> {
  const isJson = args.flags.has('--json');
  const problem = await file?.write(exported.text);
  if (problem) return refuse(problem.sentence, null, isJson, io);
  if (isJson) io.stdout.write(documentText({ schemaVersion: 1, ...exported, error: null }));
  else if (file === null) io.stdout.write(exported.text);
  const isSeen = file === null && io.stdout.isTTY;
  if (!isJson && io.stderr.isTTY) io.stderr.write(`${isSeen ? saveHint(exported) : tryHint(exported, args.outputFile)}\n`);
  return 0;
}

/** The text went past on the screen. */
function saveHint({ kind, fileName }: Exported): string {
  return `\nkeyless export ${kind} --output ${fileName} writes it to a file.`;
}

/** It is in a file now; null where the shell wrote that, and knows its name. */
function tryHint(exported: Exported, file: string | null): string {
  const { kind, fileName, tryIt } = exported;
  const written = file === null ? [] : [`${printable(file)} is written.`];
  if (kind === 'report') return [...written, 'Read it before you send it.'].join(' ');
  const { before, heading, command } = trialOf(exported, file ?? fileName);
  const trial = file === null ? `Named ${fileName}, it is tried with: ${tryIt}` : `${heading}: ${command}`;
  return printableLines([...written, ...before, trial].join('\n'));
}
