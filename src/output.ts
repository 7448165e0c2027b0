import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';

import { late } from './settings/late.js';

/** The streams of a process, each made when it is wanted: that takes Node milliseconds, most of what is left of a start. */
export interface Output {
  stdin: () => NodeJS.ReadStream;
  stdout: () => NodeJS.WriteStream;
  stderr: () => NodeJS.WriteStream;
  /** Writes a text to standard output, without a stream where none was made and the system takes the text at once. */
  say: (text: string) => void;
  /** Whether standard output is a terminal. */
  isTerminal: () => boolean;
  /** Resolves when all that was written is out. */
  flush: () => Promise<void>;
  /** Why output could not be written, as the system calls it. */
  failures: readonly string[];
}

type SystemError = Pick<NodeJS.ErrnoException, 'code' | 'message'>;

/**
 * The run ends when nobody takes its output any more. A reader that has gone away (`| head`) is no failure; a full disk is one.
 */
export function createOutput(process: NodeJS.Process, ending: () => AbortController): Output {
  const failures: string[] = [];
  let isMade = false;
  const failed = ({ code, message }: SystemError): void => {
    // A terminal that was closed is a reader that has gone, too.
    if (code !== 'EPIPE' && !(code === 'EIO' && process.stdout.isTTY)) failures.push(code ?? message);
    ending().abort(new DOMException('the output cannot be written any more', 'AbortError'));
  };
  const stdout = late(() => {
    isMade = true;
    return process.stdout.on('error', failed);
  });
  return {
    // Whoever reads from it listens by itself; a terminal that is closed later fails here, too.
    stdin: late(() => process.stdin.on('error', () => undefined)),
    stdout,
    stderr: late(() => process.stderr.on('error', () => undefined)),
    say(text) {
      const rest = isMade || process.platform === 'win32' ? text : written(text, failed);
      if (rest !== '') stdout().write(rest);
    },
    isTerminal: () => mayBeTerminal() && stdout().isTTY,
    flush: () => (isMade ? new Promise((resolve) => stdout().write('', () => resolve())) : Promise.resolve()),
    failures,
  };
}

/** A file, a pipe and the null device are none, and telling so takes no stream. */
function mayBeTerminal(): boolean {
  try {
    const stats = fstatSync(1);
    return stats.isCharacterDevice() && stats.rdev !== statSync(devNull, { throwIfNoEntry: false })?.rdev;
  } catch {
    return true;
  }
}

/** Writes as much as the system takes at once, and gives back the rest: of a pipe that is full, or a terminal that takes its time. */
function written(text: string, failed: (error: SystemError) => void): string | Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
      const { code, message } = error;
      if (code === 'EAGAIN') return rest;
      failed({ code, message });
      return '';
    }
  }
  return '';
}
