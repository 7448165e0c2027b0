import type { Difference } from '../difference.js';
import type { Reading, Side } from './reading.js';
import { isBlank } from './unseen.js';

/** What stands around values that were copied out of code, a JSON file, a table of ids or a text. */
export const pairs: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '«': '»',
  '{': '}',
  '[': ']',
  '<': '>',
  '(': ')',
};

/** A value that holds nothing, or nothing that can be seen; null where both hold something. */
export function readEmptiness(token: string, azure: string): Reading | null {
  const [isTokenBlank, isAzureBlank] = [isBlank(token), isBlank(azure)];
  if (isTokenBlank === isAzureBlank) return null;
  const side = isAzureBlank ? 'azure' : 'token';
  return { kind: 'empty', side, isBlank: (isAzureBlank ? azure : token) !== '' };
}

/** Quotes, braces or brackets that only one side has around its value or a part of it, and nothing else; else null. */
export function readEnclosure(token: string, azure: string, differences: Difference[]): Reading | null {
  const [first, last] = differences;
  if (!first || !last || differences.length !== 2) return null;
  const side: Side = first.kind === 'extra' ? 'azure' : 'token';
  const other: Side = side === 'azure' ? 'token' : 'azure';
  if (first[other] !== '' || last[other] !== '' || pairs[first[side]] !== last[side]) return null;
  const value = Array.from(side === 'azure' ? azure : token);
  const part = value.slice(first.position, last.position - 1).join('');
  return { kind: 'enclosed', side, open: first[side], part: first.position === 1 && last.position === value.length ? null : part };
}

/** The whole value twice, as two pastes leave it; null where it is not that. */
export function readTwice(token: string, azure: string): Reading | null {
  if (isTwice(token, azure)) return { kind: 'twice', side: 'azure' };
  return isTwice(azure, token) ? { kind: 'twice', side: 'token' } : null;
}

/** Of a letter or two it would be chance. */
function isTwice(value: string, other: string): boolean {
  if (value.length < 4 || !other.startsWith(value) || !other.endsWith(value)) return false;
  return other.length >= 2 * value.length && other.slice(value.length, other.length - value.length).trim() === '';
}
