import { TextDecoder } from 'node:util';

import { utf16Order } from '../settings/utf16.js';
import { pumpInput } from './input.js';
import type { Io } from './io.js';

/** The beginning of a text that was read, by which it is decided what it is. */
export interface Beginning {
  text: string;
  /** Whether that is all of it. */
  isWhole: boolean;
  /** Whether there is anything in it, at its beginning or behind. */
  isEmpty: boolean;
  isUtf16: boolean;
}

/** Settings, credentials and tokens are shorter; a log may be as long as it is, and is passed on as it comes. */
const most = 256 * 1024;

/** What a terminal hands on of one line (Linux, n_tty.c: N_TTY_BUF_SIZE less one). */
const longestTyped = 4095;

/** Reads a file or standard input of any length, hands on its text in pieces, and keeps the beginning. */
export async function readText(
  path: string,
  io: Io,
  onText: (text: string) => void,
): Promise<{ ok: true; beginning: Beginning } | { ok: false; problem: string }> {
  let text = '';
  let size = 0;
  let isUtf16 = false;
  let isEmpty = true;
  let decoder: TextDecoder | undefined;
  const pass = (piece: string): void => {
    size += piece.length;
    isEmpty &&= piece.trim() === '';
    if (text.length < most) text += piece.slice(0, most - text.length);
    if (piece !== '') onText(piece);
  };
  const take = (part: Buffer): boolean => {
    if (decoder === undefined) isUtf16 = utf16Order(part) !== null;
    decoder ??= decoderFor(part);
    pass(decoder.decode(part, { stream: true }));
    return true;
  };
  // Who sits at a terminal is told at once what to do, and not a second time.
  const isAtTerminal = path === '-' && io.stdin.isTTY;
  if (isAtTerminal) io.stderr.write('Paste the text, then press Ctrl-D on a line of its own.\n');
  const ended = await (isAtTerminal ? pumpInput(path, io, take, () => undefined) : pumpInput(path, io, take));
  pass(decoder?.decode() ?? '');
  if (isAtTerminal && text.split('\n').some((line) => line.length >= longestTyped))
    io.stderr.write(
      'A line was as long as a terminal takes, so its end may be missing: put the text into a file, or paste it into the screen of keyless (x).\n',
    );
  return ended.ok ? { ok: true, beginning: { text, isWhole: size <= most, isEmpty, isUtf16 } } : ended;
}

/** The same beginning of a text that is at hand. */
export function beginningOf(text: string): Omit<Beginning, 'isUtf16'> {
  return { text: text.slice(0, most), isWhole: text.length <= most, isEmpty: text.trim() === '' };
}

/** What PowerShell's > writes is UTF-16; a byte order mark is taken off by the decoder. */
function decoderFor(part: Buffer): TextDecoder {
  const order = utf16Order(part);
  return new TextDecoder(order === null ? 'utf-8' : order === 'little' ? 'utf-16le' : 'utf-16be');
}
