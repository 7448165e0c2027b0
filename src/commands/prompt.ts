import type { CheckEvent } from '../checks/check.js';
import type { Code } from '../findings/finding.js';
import { answerEnd, endSentences } from '../report/accessible.js';
import { causeLines } from '../report/cause-text.js';
import { reportJson } from '../report/json.js';
import { createPrintableStream } from '../report/printable.js';
import type { ExitCode } from '../report/report.js';
import { createSentenceStream } from '../report/sentence-stream.js';
import { reportEnd } from '../report/text.js';
import { decideAccessible, sayOn } from './accessible.js';
import type { Args } from './args.js';
import { nextAfter } from './check.js';
import { followChecks } from './follow.js';
import type { Io } from './io.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { paintFor } from './terminal.js';

const retiring: Code = 'azure-openai/model-retiring';

/** Sends one prompt through the same pipeline as `check`, so that what goes wrong is explained in the same words. */
export async function prompt(args: Args, io: Io, place: Place, text: string): Promise<ExitCode> {
  const context = contextOf(place, io, { messages: [{ role: 'user', content: text }], complete: true });
  const isJson = args.flags.has('--json');
  const isSpoken = decideAccessible(args.flags, io.env) !== null;
  const sentences = isSpoken ? createSentenceStream() : null;
  const printing = createPrintableStream();
  let isOnNewLine = true;
  const write = (piece: string): void => {
    if (piece === '') return;
    io.stdout.write(piece);
    isOnNewLine = piece.endsWith('\n');
  };
  const watch = (event: CheckEvent): void => {
    if (event.type !== 'said' || isJson) return;
    const said = printing.push(event.text);
    write(sentences ? sentences.push(said).join('') : said);
  };
  const report = await followChecks(place, context, { args, io, watch });
  const rest = printing.flush();
  write(sentences ? [...sentences.push(rest), ...sentences.flush()].join('') : rest);
  if (!isOnNewLine) io.stdout.write('\n');
  if (io.signal.aborted) throw io.signal.reason;
  if (isJson) io.stdout.write(reportJson(report, io.tool, nextAfter(report, args)));
  else if (isSpoken) sayOn(io.stderr)(report.exitCode === 0 && report.completion ? [answerEnd] : endSentences(report, false));
  else if (report.exitCode !== 0 || !report.completion) io.stderr.write(reportEnd(report, paintFor(args, io, io.stderr)));
  else {
    // An answer that is not whole says so; other warnings are for a check.
    const cut = report.diagnoses.filter((diagnosis) => diagnosis.check === 'azure-openai.completion' && diagnosis.code !== retiring);
    if (cut.length > 0) io.stderr.write(causeLines(cut, paintFor(args, io, io.stderr)).join('\n'));
  }
  return report.exitCode;
}
