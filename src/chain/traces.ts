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
      const { letters } = lettersOf(value);
      for (let at = 0; at + telling <= letters.length; at += 1) pieces.add(letters.slice(at, at + telling));
    },
    strip: (text) => (pieces.size === 0 ? text : withoutPieces(text, pieces)),
  };
}

/** One look at every place of the text, whatever is in it. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  const { letters, places } = lettersOf(text);
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

/** The letters and digits of a text in lower case, and where each of them stands. */
function lettersOf(text: string): { letters: string; places: number[] } {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (isLetter(text.charCodeAt(at))) places.push(at);
  return { letters: text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase(), places };
}

/** Of ASCII, or a digit: a match of a pattern for each would be the most that is made for an answer on the screen. */
function isLetter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
