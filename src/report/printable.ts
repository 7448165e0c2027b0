import { codePoint, shownSpaces, withShownEnds } from '../findings/quote.js';
import { isOrdinary } from '../settings/ordinary.js';
import { late } from '../settings/late.js';

/**
 * Text as a terminal may show it: what draws nothing, moves the cursor or changes direction becomes a visible `⟨U+200B⟩`, and of what
 * nobody reads to its end the middle is left out. Everything that came from outside goes through here on its way to a text face, or
 * through `escaped` in JSON.
 */
export function printable(text: string): string {
  const short = shortened(text);
  return isOrdinary(short) ? short : unpiled(short).replace(unseen(), number);
}

/** The same for a value that stands alone in its line, where a space at its beginning or end would not be seen. */
export function printableValue(value: string): string {
  return withShownEnds(printable(value));
}

/** What a value begins with, in as many columns as it takes there. */
export function printableBeginning(text: string): string {
  return printable(text).replace(/^ +/, shownSpaces);
}

/**
 * The same for prose, such as a model's answer: line breaks and tabs stay, and so do the joiners and variation selectors without
 * which emoji and many scripts fall apart, and the spaces of typography. What turns the direction of text does not.
 */
export function printableLines(text: string): string {
  if (isOrdinary(text.replaceAll('\n', ''))) return text;
  const lines = unpiled(text.replace(/\r\n?/g, '\n'));
  return lines.replace(unseen(), (character) => (proseOnly.has(character) ? character : number(character)));
}

/** Prose that comes in pieces, which may be cut anywhere: between the two halves of a line break or of a letter, or within a pile of marks. */
export interface PrintableStream {
  push(piece: string): string;
  /** What was held back. */
  flush(): string;
}

export function createPrintableStream(): PrintableStream {
  let [held, marks] = ['', 0];
  return {
    push(piece) {
      const text = held + piece;
      held = /[\r\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
      const whole = text.slice(0, text.length - held.length);
      if (marks === 0 && isOrdinary(whole)) return whole;
      const first = Array.from(marks === 0 ? '' : (/^\p{M}{1,1000000}/u.exec(whole)?.[0] ?? ''));
      const room = Math.max(0, mostMarks - marks);
      const last = Array.from(/\p{M}+$/u.exec(whole.slice(-4 * mostMarks))?.[0] ?? '').length;
      marks = whole === '' || first.join('').length === whole.length ? marks + first.length : last;
      const rest = printableLines(whole.slice(first.join('').length));
      return printableLines(first.slice(0, room).join('')) + countedMarks(first.slice(room)) + rest;
    },
    flush: () => printableLines(held),
  };
}

/** JSON in which what draws nothing or drives a terminal is escaped too: by itself it escapes only what stands before the space. */
export function escaped(json: string): string {
  if (isOrdinary(json.replaceAll('\n', ''))) return json;
  return json.replace(pile(), inUnits).replace(unseen(), (character) => (character === '\n' ? character : inUnits(character)));
}

function inUnits(text: string): string {
  return text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function number(character: string): string {
  return `⟨${codePoint(character)}⟩`;
}

/** Far more than any value of the three parties has, and any command that is to be copied. */
const mostLetters = 10_000;
const [atBeginning, atEnd] = [2000, 1000];

function shortened(text: string): string {
  if (text.length <= mostLetters) return text;
  return `${text.slice(0, atBeginning)}⟨${text.length - atBeginning - atEnd} characters⟩${text.slice(-atEnd)}`;
}

/** Marks above and below one letter lie over the lines around it, and joiners make one letter of any number. No language has so many. */
function unpiled(text: string): string {
  const low = text.replace(pile(), (marks) => {
    const all = Array.from(marks);
    return all.slice(0, mostMarks).join('') + countedMarks(all.slice(mostMarks));
  });
  return low.includes('\u200D') ? low.replace(chain(), (joined) => joined.replaceAll('\u200D', number)) : low;
}

function countedMarks(marks: readonly string[]): string {
  return marks.length > 1 ? `⟨${marks.length} marks⟩` : marks.map(number).join('');
}

const mostMarks = 8;

/** Line break, tab, the two joiners, the variation selectors of text and emoji, and four spaces. */
const proseOnly: ReadonlySet<string> = new Set(Array.from('\n\t\u200C\u200D\uFE0E\uFE0F\u00A0\u2009\u202F\u3000'));

/** They read Unicode's tables, which takes long. */
const unseen = late(
  () => /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFFFD]/gu,
);
/** Without an upper bound a text of millions of them is more than the engine's stack holds. Behind the bound the next one begins. */
const pile = late(() => /\p{M}{9,1000000}/gu);
/** Letters that are joined each to the next; an emoji of two or three in a row with others is none. */
const chain = late(() => /(?:[^\u200D\s][\p{M}\u{1F3FB}-\u{1F3FF}]{0,9}\u200D){9,100000}/gu);
