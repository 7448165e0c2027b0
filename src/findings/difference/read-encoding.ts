import { lengthOf } from '../difference.js';
import type { Reading } from './reading.js';

/** One character of a value, and how it is written there. */
interface Written {
  raw: string;
  character: string;
}

/** Values that are the same once percent-encoding is undone, at least one of them written so; else null. */
export function readPercentEncoding(token: string, azure: string): Reading | null {
  if (!token.includes('%') && !azure.includes('%')) return null;
  const first = firstOfPlaces(decoded(token), decoded(azure));
  if (!first) return null;
  // Of %2f and %2F only the case differs, which is a smaller thing to say.
  return first.token.toLowerCase() === first.azure.toLowerCase() ? null : { kind: 'percent-encoding', ...first };
}

/** Values that are the same in one normal form and differ in the code points: `é` in one piece, or `e` and its accent; else null. */
export function readComposition(token: string, azure: string): Reading | null {
  if (token.normalize('NFC') !== azure.normalize('NFC')) return null;
  const first = firstOfPlaces(composed(token), composed(azure));
  return first && { kind: 'composition', ...first };
}

interface Place {
  position: number;
  token: string;
  azure: string;
  places: number;
}

function firstOfPlaces(token: Written[], azure: Written[]): Place | null {
  if (token.length !== azure.length || token.some(({ character }, at) => character !== azure[at]?.character)) return null;
  const differing = token.flatMap((one, at) => (one.raw === azure[at]?.raw ? [] : at));
  const [at] = differing;
  if (at === undefined) return null;
  const position = token.slice(0, at).reduce((sum, { raw }) => sum + lengthOf(raw), 1);
  return { position, token: token[at]?.raw ?? '', azure: azure[at]?.raw ?? '', places: differing.length };
}

/** Octets that make no character of UTF-8 stand for themselves. */
function decoded(value: string): Written[] {
  const octets = String.raw`%[0-7][\da-f]|%[c-d][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}`;
  return Array.from(value.matchAll(new RegExp(`${octets}|.`, 'gisu')), ([raw]) => ({ raw, character: decodedOne(raw) }));
}

function decodedOne(raw: string): string {
  try {
    return raw.length > 1 ? decodeURIComponent(raw) : raw;
  } catch {
    return raw;
  }
}

function composed(value: string): Written[] {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(value);
  return Array.from(graphemes, ({ segment }) => ({ raw: segment, character: segment.normalize('NFC') }));
}
