import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { reportMarkdown } from '../report/markdown.js';
import type { Report } from '../report/report.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { Refused } from './given.js';
import type { Io } from './io.js';
import { whyUnwritten } from './new-file.js';

/** A file that a report is added to, as Markdown. */
export interface Summary {
  /** Null when it was written, else the sentence that says why it was not. */
  add(report: Report, io: Io): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens the file of `check --summary` before anything is asked: a name that leads nowhere costs no token. The env file is none. */
export async function openSummary(path: string, envPath: string): Promise<{ ok: true; summary: Summary } | Refused> {
  if (path === '')
    return { ok: false, problem: '--summary names no file.', hint: 'The variable that was to name it is empty, or was never set.' };
  try {
    const file = await open(path, openQuietly);
    if (!(await isSame(file, envPath))) return { ok: true, summary: summaryIn(file, path) };
    await file.close();
    return { ok: false, problem: `--summary ${path} is the env file, which holds settings and nothing else.`, hint: 'Name another file.' };
  } catch (error) {
    return { ok: false, problem: unwritten(path, error), hint: null };
  }
}

// Opening a pipe that nobody reads would wait in open() itself, where even Ctrl-C could not end it. Windows has neither flag.
const openQuietly = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

async function isSame(file: FileHandle, path: string): Promise<boolean> {
  const [here, there] = [await file.stat(), await stat(path).catch(() => null)];
  return there !== null && here.ino === there.ino && here.dev === there.dev;
}

function summaryIn(file: FileHandle, path: string): Summary {
  return {
    async add(report, { tool, runtime }) {
      try {
        await file.appendFile(reportMarkdown(report, tool, runtime));
        return null;
      } catch (error) {
        return unwritten(path, error);
      }
    },
    close: () => file.close(),
  };
}

/** What the system says of the file, in a sentence. Anything else is a bug. */
function unwritten(path: string, error: unknown): string {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return `The summary cannot be written to ${hideSecretsIn(path)}: ${whyUnwritten(error.code)}.`;
}
