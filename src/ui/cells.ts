import stringWidth from 'string-width';

import { isOrdinary } from '../settings/ordinary.js';
import { segmenter } from './segmenter.js';

/** How many cells a text takes on the screen. Escape sequences take none. */
export function widthOf(text: string): number {
  return isOrdinary(text) ? text.length : stringWidth(text);
}

/** The text as the reader sees it, character by character: what a cursor steps over and what a deletion takes. */
export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text, with `…` where it was cut. */
export function cutEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return columns < 1 ? '' : `${head(graphemesOf(text), columns - 1)}…`;
}

/** Beginning and end of a text, with `…` between them: the ends are what tells two addresses apart. */
export function cutMiddle(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 5) return cutEnd(text, columns);
  const characters = graphemesOf(text);
  const atEnd = Math.floor((columns - 1) / 2);
  const end = head(characters.toReversed(), atEnd, true);
  return `${head(characters, columns - 1 - widthOf(end))}…${end}`;
}

/** The text and as many spaces as the column needs. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** Prose folded at spaces; a word that is wider than the column is broken. */
export function fold(text: string, columns: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '' || widthOf(line) + 1 + widthOf(word) <= columns) lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    else lines.push(word);
    for (const row of broken(lines.pop() ?? '', columns)) lines.push(row);
  }
  return lines;
}

function broken(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word];
  const rows: string[] = [''];
  let width = 0;
  for (const character of graphemesOf(word)) {
    const own = widthOf(character);
    if (width > 0 && width + own > columns) {
      rows.push('');
      width = 0;
    }
    rows[rows.length - 1] += character;
    width += own;
  }
  return rows;
}

function head(characters: readonly string[], columns: number, isBackwards = false): string {
  let taken = '';
  let width = 0;
  for (const character of characters) {
    width += widthOf(character);
    if (width > columns) break;
    taken = isBackwards ? character + taken : taken + character;
  }
  return taken;
}
