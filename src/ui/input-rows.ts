import { printable, printableLines } from '../report/printable.js';
import { graphemesOf, widthOf } from './cells.js';
import type { Editor } from './text-editor.js';

/** A text being typed, broken into the rows of a column, and the cell in which the cursor stands. */
export interface InputRows {
  rows: string[];
  x: number;
  y: number;
}

interface Room {
  columns: number;
  rows: number;
  /** Whether a line break in the text is one on the screen, or is shown as the character that it is. */
  breaksLines: boolean;
}

/** Rows of the text around the cursor; `…` stands where rows are left out. */
export function inputRows({ text, cursor }: Editor, room: Room): InputRows {
  const rows = [''];
  let at = 0;
  let x = 0;
  let place = { x: 0, y: 0 };
  // A paste of 64 kB is laid out again for every key, and most of its characters are there more than once.
  const known = new Map<string, { shown: string; width: number }>();
  for (const character of graphemesOf(text)) {
    const isBreak = room.breaksLines && /^[\r\n]+$/.test(character);
    let cell = known.get(character);
    if (!cell) {
      const shown = isBreak ? '' : room.breaksLines ? printableLines(character) : printable(character);
      cell = { shown, width: widthOf(shown) };
      known.set(character, cell);
    }
    // One cell stays free for the cursor behind the last character.
    if (isBreak || x + cell.width >= room.columns) {
      if (isBreak && at === cursor) place = { x, y: rows.length - 1 };
      rows.push('');
      x = 0;
    }
    if (at === cursor && !isBreak) place = { x, y: rows.length - 1 };
    rows[rows.length - 1] += cell.shown;
    x += cell.width;
    at += character.length;
  }
  if (cursor >= at) place = { x, y: rows.length - 1 };
  return windowed(rows, place, room.rows);
}

function windowed(rows: string[], { x, y }: { x: number; y: number }, height: number): InputRows {
  if (rows.length <= height) return { rows, x, y };
  const top = Math.min(Math.max(0, y - Math.floor(height / 2)), rows.length - height);
  const shown = rows.slice(top, top + height);
  if (top > 0 && y > top) shown[0] = '…';
  if (top + height < rows.length && y < top + height - 1) shown[height - 1] = '…';
  return { rows: shown, x, y: y - top };
}
