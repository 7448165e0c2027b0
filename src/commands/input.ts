import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';

import type { Io } from './io.js';

/** A file that was named on the command line, or standard input for `-`. What cannot be read is a value, with a sentence. */
export async function readInput(path: string, io: Io): Promise<{ ok: true; text: string } | { ok: false; problem: string }> {
  try {
    const text = await readBounded(path === '-' ? io.stdin : createReadStream(path), io.signal);
    return text === null
      ? { ok: false, problem: `${path} is larger than 16 MB, so it is likely another file than was meant.` }
      : { ok: true, text };
  } catch (error) {
    if (io.signal.aborted) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    return { ok: false, problem: `${path} cannot be read: ${reasons[code] ?? code}.` };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
};

/** The largest thing anybody gives here is a log. */
const mostCharacters = 16_000_000;

/** The whole text, until its end or Ctrl-C; null when it does not end in any sensible time. */
async function readBounded(stream: Readable, signal: AbortSignal): Promise<string | null> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of addAbortSignal(signal, stream)) {
    text += String(chunk);
    if (text.length > mostCharacters) return null;
  }
  return text;
}
