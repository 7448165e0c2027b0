import { constants, createReadStream, fstatSync, open } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';
import { ReadStream, isatty } from 'node:tty';
import { promisify } from 'node:util';

import { printable } from '../report/printable.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { utf16Text } from '../settings/utf16.js';
import type { Io } from './io.js';

/** A file that was named on the command line, or standard input for `-`. What cannot be read is a value, with a sentence. */
export async function readInput(path: string, io: Io): Promise<{ ok: true; text: string } | { ok: false; problem: string }> {
  const parts: Buffer[] = [];
  let size = 0;
  const ended = await pumpInput(path, io, (part) => {
    parts.push(part);
    size += part.length;
    return size <= mostBytes;
  });
  if (!ended.ok) return ended;
  if (size > mostBytes) return { ok: false, problem: `${path} is larger than 16 MB, so it is likely another file than was meant.` };
  const bytes = Buffer.concat(parts);
  // What PowerShell's > writes. The texts given here begin with plain letters or a byte order mark, so nothing is guessed.
  return { ok: true, text: utf16Text(bytes) ?? bytes.toString('utf8') };
}

/** Hands on a file or standard input piece by piece, until its end, Ctrl-C, or a `false`: no more than that is wanted. */
export async function pumpInput(
  path: string,
  io: Io,
  take: (part: Buffer) => boolean,
  onSilence: () => void = () => tellOf(path, io),
): Promise<{ ok: true } | { ok: false; problem: string }> {
  const timer = setTimeout(onSilence, quietMs);
  try {
    for await (const chunk of addAbortSignal(io.signal, path === '-' ? io.stdin : await openInput(path))) {
      clearTimeout(timer);
      if (!take(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))) break;
    }
    return { ok: true };
  } catch (error) {
    if (io.signal.aborted) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    return { ok: false, problem: `${path} cannot be read: ${reasons[code] ?? code}.` };
  } finally {
    clearTimeout(timer);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  ELOOP: 'it is a link that leads to itself',
};

// Waiting for the writer of a pipe inside of open() would keep even Ctrl-C from ending the process. Windows has neither flag.
const openQuietly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** What waits for somebody waits in the event loop, where it can be left at any moment. */
async function openInput(path: string): Promise<Readable> {
  const fd = await promisify(open)(path, openQuietly);
  if (isatty(fd)) return new ReadStream(fd);
  return fstatSync(fd).isFIFO() ? new Socket({ fd, readable: true, writable: false }) : createReadStream(path, { fd });
}

/** Whoever sees nothing happen does not know that it is their turn, or another program's. */
function tellOf(path: string, { stdin, stderr }: Io): void {
  if (path !== '-') stderr.write(`Waiting for something to be written to ${hideSecretsIn(printable(path))}.\n`);
  else if (stdin.isTTY) stderr.write('Waiting for standard input: type or paste it, then end it with Ctrl-D on a line of its own.\n');
  else stderr.write('Waiting for standard input.\n');
}

/** So long nobody wonders. */
const quietMs = 2000;

/** The largest thing anybody gives here is a log. */
const mostBytes = 16_000_000;
