import type { Paint } from '../../report/marks.js';
import { printableLines } from '../../report/printable.js';
import { graphemesOf, widthOf } from '../cells.js';
import type { Span, Style } from './inline.js';

/** One row, painted, and where the source could be cut behind it: only between two words that are in no style. */
export interface FoldedRow {
  line: string;
  cutAt: number | null;
}

export interface Folding {
  columns: number;
  /** What stands before the first row and before the others. */
  first: string;
  next: string;
  paint: Paint;
  /** Whether an address that is wider than the column is broken too: in a frame it must be, above it the terminal does it. */
  breaksAddresses: boolean;
}

interface Part {
  text: string;
  styles: readonly Style[];
}

interface Word {
  parts: Part[];
  width: number;
  /** The source behind the space that follows. */
  cutAt: number | null;
  isOpen: boolean;
}

/** Styled text folded at spaces, with a hanging indent. */
export function foldSpans(spans: readonly Span[], folding: Folding): FoldedRow[] {
  const { columns, first, next } = folding;
  const rows: Word[][] = [[]];
  let width = widthOf(first);
  const indent = widthOf(next);
  const words = wordsIn(spans).flatMap((word) => (word.width + indent > columns ? pieces(word, columns - indent, folding) : [word]));
  for (const word of words) {
    const row = rows.at(-1);
    const isFull = row !== undefined && row.length > 0 && width + 1 + word.width > columns;
    if (isFull || !row) rows.push([word]);
    else row.push(word);
    width = isFull ? indent + word.width : width + word.width + (row && row.length > 1 ? 1 : 0);
  }
  return rows.map((row, index) => ({
    line: (index === 0 ? first : next) + painted(row, folding.paint),
    // Once it is clear what the next word is, it may be narrower and fit.
    cutAt: rows[index + 1]?.[0]?.isOpen ? null : (row.at(-1)?.cutAt ?? null),
  }));
}

function wordsIn(spans: readonly Span[]): Word[] {
  const words: Word[] = [{ parts: [], width: 0, cutAt: null, isOpen: false }];
  for (const { text, styles, from, isOpen } of spans) {
    let at = 0;
    for (const [index, piece] of text.split(' ').entries()) {
      const last = words.at(-1);
      if (index > 0 && last) {
        last.cutAt = from === null || styles.length > 0 || isOpen ? null : from + at;
        words.push({ parts: [], width: 0, cutAt: null, isOpen: false });
      }
      const word = words.at(-1);
      const shown = printableLines(piece).replaceAll('\t', ' ').replaceAll('\n', '⟨U+000D⟩');
      if (piece !== '' && word)
        Object.assign(word, {
          width: word.width + widthOf(shown),
          parts: [...word.parts, { text: shown, styles }],
          isOpen: word.isOpen || isOpen,
        });
      at += piece.length + 1;
    }
  }
  return words;
}

/** A word that is wider than a row, broken; an address stays whole, so that it can be copied. */
function pieces(word: Word, columns: number, { breaksAddresses }: Folding): Word[] {
  if (!breaksAddresses && word.parts.some(({ text }) => text.includes('://'))) return [word];
  const broken: Word[] = [{ parts: [], width: 0, cutAt: null, isOpen: false }];
  // Measuring is what takes long in a text without spaces, and few characters differ.
  const known = new Map<string, number>();
  for (const { text, styles } of word.parts) {
    for (const character of graphemesOf(text)) {
      const width = known.get(character) ?? widthOf(character);
      known.set(character, width);
      const last = broken.at(-1);
      const part = last?.parts.at(-1);
      if (!last || (last.width > 0 && last.width + width > columns))
        broken.push({ parts: [{ text: character, styles }], width, cutAt: null, isOpen: word.isOpen });
      else {
        last.width += width;
        if (part?.styles === styles) part.text += character;
        else last.parts.push({ text: character, styles });
      }
    }
  }
  return broken.map((one, index) => (index === broken.length - 1 ? { ...one, cutAt: word.cutAt } : one));
}

/** Neighbours in the same style are painted in one go. */
function painted(row: readonly Word[], paint: Paint): string {
  const parts = row.flatMap(({ parts: own }, index): Part[] => {
    if (index === 0) return own;
    const before = row[index - 1]?.parts.at(-1)?.styles ?? [];
    const isInside = isSame(before, own[0]?.styles ?? []);
    return [{ text: ' ', styles: isInside ? before : [] }, ...own];
  });
  return joined(parts)
    .map(({ text, styles }) => styles.reduce((one, style) => paint(style, one), text))
    .join('');
}

function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && isSame(last.styles, part.styles)) all[all.length - 1] = { ...last, text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

function isSame(one: readonly Style[], other: readonly Style[]): boolean {
  return one.length === other.length && one.every((style) => other.includes(style));
}
