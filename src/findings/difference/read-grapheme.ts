import { lengthOf } from '../difference.js';
import type { Difference } from '../difference.js';
import { isPlain } from '../quote.js';
import type { Reading } from './reading.js';

/** So many code points of one drawn character are still worth showing. */
const most = 12;

/**
 * What differs begins or ends inside of what a reader sees as one character, such as an accent or the skin tone of an emoji: then the
 * whole characters are what to show. Null where no character is cut, or where there is more than one place.
 */
export function readGrapheme(token: string, azure: string, differences: Difference[]): Reading | null {
  const [only] = differences;
  if (!only || differences.length > 1 || !['missing', 'extra', 'replaced'].includes(only.kind)) return null;
  // Of plain characters each one is drawn alone, and nearly every value here is made of them.
  if (isPlain(token) && isPlain(azure)) return null;
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const isBoundary = (value: string, at: number): boolean => at <= 0 || at >= value.length || startsAt(segmenter, value, at);
  const before = unitsBefore(only.token ? token : azure, only.position - 1);
  const ends = { token: before + only.token.length, azure: before + only.azure.length };
  const starts = (at: number): boolean => isBoundary(token, at) && isBoundary(azure, at);
  const stops = (more: number): boolean => isBoundary(token, ends.token + more) && isBoundary(azure, ends.azure + more);
  let [start, more] = [before, 0];
  while (!starts(start)) start -= 1;
  while (!stops(more)) more += 1;
  if (start === before && more === 0) return null;
  const pieces = { token: token.slice(start, ends.token + more), azure: azure.slice(start, ends.azure + more) };
  if (Math.max(lengthOf(pieces.token), lengthOf(pieces.azure)) > most) return null;
  return { kind: 'grapheme', position: lengthOf(token.slice(0, start)) + 1, ...pieces };
}

/** The index in UTF-16, in which strings are cut, of a code point. */
function unitsBefore(value: string, characters: number): number {
  return Array.from(value).slice(0, characters).join('').length;
}

function startsAt(segmenter: Intl.Segmenter, value: string, at: number): boolean {
  // A few units around are enough to tell, and a long value is not read again for every place.
  const from = Math.max(0, at - 64);
  return segmenter.segment(value.slice(from, at + 64)).containing(at - from)?.index === at - from;
}
