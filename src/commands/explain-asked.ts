import { fstatSync, statSync } from 'node:fs';

import type { Code } from '../findings/finding.js';
import type { Origin } from '../report/explained.js';
import type { Args } from './args.js';
import { groupOfCheck, isLikePath, misspeltCode, readCodeWord } from './code-word.js';
import type { Refused } from './given.js';
import type { Io } from './io.js';

/** What a command line of `explain` asks for. */
export type Asked =
  /** Every code, or those of a group. */
  | { kind: 'list'; group: string | null }
  | { kind: 'code'; code: Code }
  /** Something to read; `text` is what stood on the command line, null where it has to be read. */
  | { kind: 'given'; origin: Origin; text: string | null }
  | { kind: 'refused'; refused: Refused };

/** A code before a file before a text; what looks like a code or a path and is none is said to be none, and not taken for a text. */
export function readAsked(args: Args, io: Io): Asked {
  const { words, flags } = args;
  if (flags.has('--list')) return { kind: 'list', group: null };
  const text = words.join(' ');
  if (words.length === 0) return withoutWords(args, io);
  if (text === '-') return { kind: 'given', origin: { kind: 'stdin' }, text: null };
  const word = readCodeWord(text);
  if (word?.kind === 'code') return word;
  if (word !== null) return { kind: 'given', origin: { kind: 'option' }, text: word.number };
  const found = lookUp(text);
  if (found === 'folder') return refused(`${text} is a folder.`, null);
  if (found === 'file') return { kind: 'given', origin: { kind: 'file', path: text }, text: null };
  if (words.length === 1) return readWord(text);
  const files = words.map(lookUp);
  if (files.every((one) => one === 'file'))
    return refused(
      `${words.length} files were named, and one is read.`,
      'A token is named with --token, what Azure holds with --federated-credential.',
    );
  return { kind: 'given', origin: { kind: 'text' }, text };
}

function readWord(word: string): Asked {
  const misspelt = misspeltCode(word);
  if (misspelt !== null) return refused(misspelt.problem, misspelt.hint);
  if (isLikePath(word))
    return refused(`There is no file ${word}.`, 'A text is taken in quotes, or from standard input with keyless explain -.');
  const group = groupOfCheck(word);
  return group === null ? { kind: 'given', origin: { kind: 'text' }, text: word } : { kind: 'list', group };
}

/** Something piped is meant to be read. With both sides named nothing else is needed, so nothing is waited for. */
function withoutWords({ tokenFile, credentialFile }: Args, io: Io): Asked {
  const isAsked = tokenFile !== null || credentialFile !== null;
  const isTaken = tokenFile === '-' || credentialFile === '-' || (tokenFile !== null && credentialFile !== null);
  if (!isTaken && isPiped(io)) return { kind: 'given', origin: { kind: 'stdin' }, text: null };
  return isAsked ? { kind: 'given', origin: { kind: 'option' }, text: '' } : { kind: 'list', group: null };
}

/** A pipe or a file. A terminal is a person, and the null device nobody. */
function isPiped({ stdin }: Io): boolean {
  if (stdin.isTTY) return false;
  if (!('fd' in stdin) || typeof stdin.fd !== 'number') return true;
  const stats = fstatSync(stdin.fd);
  return stats.isFIFO() || stats.isFile() || stats.isSocket();
}

/** What lies under this name. A text that can be no name, for its length or for a character in it, is none. */
function lookUp(name: string): 'file' | 'folder' | null {
  if (name === '' || name.length > 4096 || /[\n\0]/.test(name)) return null;
  try {
    return statSync(name).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

function refused(problem: string, hint: string | null): Asked {
  return { kind: 'refused', refused: { ok: false, problem, hint } };
}
