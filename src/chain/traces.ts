import { isRandom } from '../settings/kinds.js';
import { createPieces } from './pieces.js';
import type { Pieces } from './pieces.js';
import { readingsOf } from './readings.js';
import type { Reading } from './readings.js';

/** A shorter one may be a part of any word, or come about by chance where bytes are read that are none. */
export const shortest = 8;

/** Takes out what is left of secrets in a text: cut, in other letter case, spelled in another way, or with something between the letters. */
export interface Traces {
  /** A whole secret. */
  add(value: string): void;
  /** A part of one, of which pieces are enough. */
  addPart(part: string): void;
  strip(text: string): string;
}

/** A part of a text, by where it begins and ends. */
type Cut = readonly [from: number, to: number];

export function createTraces(): Traces {
  const pieces = createPieces();
  const wholes = new Set<string>();
  return {
    add(value) {
      if (value.length < shortest) return;
      wholes.add(value);
      // As it reads where bytes are taken one by one.
      for (const set of ['utf8', 'utf16le'] as const) wholes.add(Buffer.from(value, set).toString('latin1').replaceAll('\0', ''));
    },
    addPart(part) {
      // What a person made up may well occur in ordinary words.
      if (isRandom(part)) pieces.add(lettersOf(part));
    },
    strip(text) {
      if (wholes.size === 0) return text;
      const cuts = readingsOf(text).flatMap((reading) => [...cutsOfWholes(reading, wholes), ...cutsOfPieces(reading, pieces)]);
      return cuts.length === 0 ? text : without(text, cuts);
    },
  };
}

function without(text: string, cuts: readonly Cut[]): string {
  let clean = '';
  let done = 0;
  let isOpen = false;
  for (const [from, to] of cuts.toSorted(([one], [other]) => one - other)) {
    if (to <= done) continue;
    if (from > done || !isOpen) clean += `${text.slice(done, from)}[secret]`;
    done = to;
    isOpen = true;
  }
  return clean + text.slice(done);
}

function cutsOfWholes({ text, places }: Reading, wholes: ReadonlySet<string>): Cut[] {
  const cuts: Cut[] = [];
  for (const whole of wholes)
    for (let at = text.indexOf(whole); at !== -1; at = text.indexOf(whole, at + whole.length))
      cuts.push([places().from[at] ?? 0, places().to[at + whole.length - 1] ?? 0]);
  return cuts;
}

/** One look at every place of the text, whatever is in it. */
function cutsOfPieces({ text, places }: Reading, pieces: Pieces): Cut[] {
  const found = pieces.find(lettersOf(text));
  if (found.length === 0) return [];
  const { from, to } = places();
  const letters = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  return found.map(([first, behind]) => [from[letters[first] ?? 0] ?? 0, to[letters[behind - 1] ?? 0] ?? 0]);
}

/** The letters and digits of a text in lower case. */
function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}
