import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';

import type { Io } from './io.js';

/** A file that was named on the command line, or standard input for `-`. What cannot be read is a value, with a sentence. */
export async function readInput(path: string, io: Io): Promise<{ ok: true; text: string } | { ok: false; problem: string }> {
  try {
    return { ok: true, text: path === '-' ? await readAll(io) : await readFile(path, 'utf8') };
  } catch (error) {
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

/** Everything on standard input, or until Ctrl-C. The largest thing anybody pipes here is a log; 16 MB of it is enough. */
export async function readAll({ stdin, signal }: Io): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of addAbortSignal(signal, stdin)) {
    text += String(chunk);
    if (text.length > 16_000_000) break;
  }
  return text;
}
