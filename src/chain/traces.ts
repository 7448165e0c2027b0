import { isRandom } from '../settings/kinds.js';

/** So many letters and digits in a row of what a machine made up come about nowhere else, and are enough to take note of. */
const telling = 16;

/** Takes out what is left of secrets in a text: cut, in other letter case, or with something between the letters. */
export interface Traces {
  add(value: string): void;
  strip(text: string): string;
}

export function createTraces(): Traces {
  const pieces = new Set<string>();
  return {
    add(value) {
      // What a person made up may well occur in ordinary words.
      if (!isRandom(value)) return;
      const letters = lettersOf(value);
      for (let at = 0; at + telling <= letters.length; at += 1) pieces.add(letters.slice(at, at + telling));
    },
    strip: (text) => (pieces.size === 0 ? text : withoutPieces(text, pieces)),
  };
}

/** One look at every place of the text, whatever is in it. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  const letters = lettersOf(text);
  if (!hasPiece(letters, pieces)) return text;
  const places = placesOf(text);
  let clean = '';
  let done = 0;
  for (let at = 0; at + telling <= letters.length; at += 1) {
    if (!pieces.has(letters.slice(at, at + telling))) continue;
    let last = at + telling;
    while (pieces.has(letters.slice(last - telling + 1, last + 1))) last += 1;
    clean += `${text.slice(done, places[at])}[secret]`;
    done = (places[last - 1] ?? 0) + 1;
    at = last - 1;
  }
  return clean + text.slice(done);
}

function hasPiece(letters: string, pieces: ReadonlySet<string>): boolean {
  for (let at = 0; at + telling <= letters.length; at += 1) if (pieces.has(letters.slice(at, at + telling))) return true;
  return false;
}

/** The letters and digits of a text in lower case. */
function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

/** Where each of them stands. */
function placesOf(text: string): number[] {
  return [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
}
