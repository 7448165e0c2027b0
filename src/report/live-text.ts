import type { CheckEvent, CheckId } from '../checks/check.js';
import type { Paint } from './marks.js';
import { createPrintableStream } from './printable.js';
import type { CheckReport, Report } from './report.js';
import { settled } from './settled.js';
import { answerLines, checkLines, reportEnd } from './text.js';

export interface LiveTextOptions {
  out: NodeJS.WritableStream;
  /** A terminal on which to name what is being waited for, or null. */
  status: NodeJS.WritableStream | null;
  paint: Paint;
  /** Every check there is, in the order of the report. */
  order: readonly CheckId[];
}

/**
 * The plain face while it happens, in the order of the chain. What is well stays well; what else a check came to can change until
 * Entra ID has judged the token, and is said from then on. The answer streams as it comes, and what was learned from it follows.
 */
export interface LiveText {
  take(event: CheckEvent, report: () => Report): void;
  end(report: Report): void;
  /** For a run that was cancelled: what was found so far is not lost. */
  cancel(report: Report): void;
}

const answerId = 'azure-openai.completion';

export function createLiveText({ out, status, paint, order }: LiveTextOptions): LiveText {
  const running = new Map<CheckId, string>();
  const printed = new Set<CheckId>();
  const printing = createPrintableStream();
  let held = '';
  let isStreaming = false;
  let isStatusShown = false;

  function showStatus(): void {
    const title = [...running.values()].at(-1);
    clearStatus();
    if (!status || !title) return;
    status.write(paint('dim', `… ${title}`));
    isStatusShown = true;
  }

  /** Only what this wrote is taken away: standard output may be on the same line of the same terminal. */
  function clearStatus(): void {
    if (isStatusShown) status?.write('\r\u001B[2K');
    isStatusShown = false;
  }

  /** Prints each line once. */
  function print(checks: readonly CheckReport[]): void {
    const fresh = checks.filter(({ id }) => !printed.has(id));
    for (const { id } of fresh) printed.add(id);
    clearStatus();
    if (fresh.length > 0) out.write(`${checkLines(fresh, paint).join('\n')}\n`);
  }

  function startAnswer(checks: readonly CheckReport[]): void {
    print(checks);
    out.write(`\n${held}`);
    isStreaming = true;
  }

  return {
    take(event, report) {
      if (event.type === 'started') running.set(event.id, event.title);
      if (event.type === 'finished') running.delete(event.result.id);
      const said = event.type === 'said' ? printing.push(event.text) : '';
      if (isStreaming) out.write(said);
      else held += said;
      if (isStreaming) return;
      if (event.type === 'finished') print(settled(report().checks, order));
      const isOnlyAnswer = running.size === 1 && running.has(answerId);
      if (isOnlyAnswer && held) startAnswer(report().checks);
      else showStatus();
    },
    end(report) {
      if (isStreaming) out.write(`${printing.flush()}\n\n`);
      print(report.checks);
      out.write(['', ...(isStreaming ? [] : answerLines(report, paint)), reportEnd(report, paint)].join('\n'));
    },
    cancel(report) {
      if (isStreaming) out.write('\n\n');
      print(report.checks.filter((check) => check.status !== 'notRun'));
    },
  };
}
