import { stripVTControlCharacters } from 'node:util';

import { graphemesOf, widthOf } from './cells.js';

/**
 * What a terminal does with lines that are wider than its window has become: it breaks them, all of them or all but the one in which
 * the cursor stands, or it cuts them off.
 */
export type Rewrap = 'all' | 'butCursorLine' | 'none';

/** A frame as it stands on the screen, drawn for a window of so many columns. `at` is the line and column of the terminal's cursor. */
export interface Shown {
  lines: readonly string[];
  at: { x: number; y: number };
  columns: number;
}

export const nothingShown: Shown = { lines: [], at: { x: 0, y: 0 }, columns: 0 };

/**
 * How many rows above the cursor a frame begins, once the window has become narrower and the terminal has broken its lines anew.
 * `rowsLost` were taken away below the cursor before that when the window became lower as well; the frame is taken to end in the last
 * row, as it does but for the first few commands of a new window.
 */
export function rowsAbove({ lines, at, columns: drawn }: Shown, window: { columns: number; rowsLost: number }, rewrap: Rewrap): number {
  const { columns, rowsLost } = window;
  if (rewrap === 'none' || columns >= drawn) return at.y;
  const rows = lines.map((line) => rowsOf(stripVTControlCharacters(line).trimEnd(), columns));
  if (rewrap === 'all') return sum(rows.slice(0, at.y)) + Math.floor(at.x / columns);
  // xterm.js goes from the last line to the first, moves the cursor by every row it adds, and leaves the line whole on which the cursor
  // stands at that moment. Below the frame there is the row that its last line break has opened.
  const left = Math.max(at.y + 1, lines.length + 1 - rowsLost);
  return rows.slice(0, left).reduceRight((cursor, count, line) => (line === cursor ? cursor : cursor + count - 1), at.y);
}

/** How many rows of a window a line takes. A character of two cells is never cut in the middle. */
function rowsOf(line: string, columns: number): number {
  const width = widthOf(line);
  if (width <= columns) return 1;
  if (width === line.length) return Math.ceil(width / columns);
  let rows = 1;
  let at = 0;
  for (const character of graphemesOf(line)) {
    const cells = widthOf(character);
    if (at + cells > columns) {
      rows += 1;
      at = 0;
    }
    at += cells;
  }
  return rows;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
