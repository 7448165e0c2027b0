import type { CheckEvent } from '../checks/check.js';
import type { Paint } from './marks.js';
import { printableLines } from './printable.js';
import type { Report } from './report.js';
import { checkLines, reportEnd, reportText } from './text.js';

export interface LiveTextOptions {
  out: NodeJS.WritableStream;
  /** A terminal on which to name what is being waited for, or null. */
  status: NodeJS.WritableStream | null;
  paint: Paint;
}

/**
 * The plain face while it happens. What a check came to can change until the exchange is known, so its line is printed once all but
 * the answer are in; then the answer streams as it comes, and what was learned from it follows.
 */
export interface LiveText {
  take(event: CheckEvent, report: () => Report): void;
  end(report: Report): void;
  /** Takes away the status line, for a run that was cancelled. */
  clear(): void;
}

const answerId = 'azure-openai.completion';

export function createLiveText({ out, status, paint }: LiveTextOptions): LiveText {
  const running = new Map<string, string>();
  let printed = 0;
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

  function beginAnswer(report: () => Report): void {
    const lines = checkLines(report().checks, paint);
    clearStatus();
    out.write(`${lines.join('\n')}\n\n${held}`);
    printed = lines.length;
    isStreaming = true;
  }

  return {
    take(event, report) {
      if (event.type === 'started') running.set(event.id, event.title);
      if (event.type === 'finished') running.delete(event.result.id);
      if (event.type === 'said') {
        if (isStreaming) out.write(printableLines(event.text));
        else held += printableLines(event.text);
      }
      const isAnswering = running.size === 1 && running.has(answerId);
      if (!isStreaming && isAnswering && held) beginAnswer(report);
      else if (!isStreaming) showStatus();
    },
    end(report) {
      clearStatus();
      if (!isStreaming) out.write(reportText(report, paint));
      else out.write(`\n\n${checkLines(report.checks, paint).slice(printed).join('\n')}\n\n${reportEnd(report, paint)}`);
    },
    clear() {
      clearStatus();
      if (isStreaming) out.write('\n');
    },
  };
}
