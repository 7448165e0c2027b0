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

/** The columns of a prompt line: its sign stands before it. */
export function inputColumns(columns: number): number {
  return columns - 4;
}

/**
 * Rows of the text around the cursor; `…` stands where rows are left out. Only the lines that can be in sight are laid out, so that
 * a key costs the same in a text of 64 kB.
 */
export function inputRows(editor: Editor, room: Room): InputRows {
  const lines = room.breaksLines ? editor.text.split('\n') : [editor.text];
  const { line: current, offset } = lineOf(editor.cursor, lines);
  const first = Math.max(0, current - room.rows);
  const near = lines.slice(first, current + room.rows + 1).map((line) => laidOut(line, room));
  const above = near.slice(0, current - first).flat();
  const own = near[current - first] ?? [];
  const inRow = rowOf(offset, own);
  const place = { x: cellsBefore(offset, own[inRow]), y: above.length + inRow };
  const isCut = { above: first > 0, below: current + room.rows + 1 < lines.length };
  return windowed(
    near.flat().map(({ shown }) => shown.join('')),
    place,
    { height: room.rows, ...isCut },
  );
}

/** Where the cursor is when it goes up or down by one row of a text with line breaks; null where there is no row. */
export function rowAway({ text, cursor }: Editor, by: 1 | -1, columns: number): number | null {
  const lines = text.split('\n');
  const { line, offset } = lineOf(cursor, lines);
  const room = { columns, rows: 1, breaksLines: true };
  const own = laidOut(lines[line] ?? '', room);
  const y = rowOf(offset, own);
  const x = cellsBefore(offset, own[y]);
  const start = cursor - offset;
  const beside = own[y + by];
  if (beside) return start + offsetAt(x, beside, y + by === own.length - 1);
  const other = lines[line + by];
  if (other === undefined) return null;
  const rows = laidOut(other, room);
  const row = by === 1 ? rows[0] : rows.at(-1);
  const otherStart = by === 1 ? start + (lines[line]?.length ?? 0) + 1 : start - other.length - 1;
  return otherStart + (row ? offsetAt(x, row, by === -1 || rows.length === 1) : 0);
}

/** One row: where it begins in its line, its characters, and how each is shown. */
interface Row {
  from: number;
  characters: string[];
  shown: string[];
}

function laidOut(line: string, { columns, breaksLines }: Room): Row[] {
  const rows: Row[] = [{ from: 0, characters: [], shown: [] }];
  let at = 0;
  let width = 0;
  // Measuring is what takes long in a long line, and few characters differ.
  const known = new Map<string, { shown: string; cells: number }>();
  for (const character of graphemesOf(line)) {
    const { shown, cells } = known.get(character) ?? measured(character, breaksLines);
    known.set(character, { shown, cells });
    // One cell stays free for the cursor behind the last character.
    if (width > 0 && width + cells >= columns) {
      rows.push({ from: at, characters: [], shown: [] });
      width = 0;
    }
    const row = rows.at(-1);
    row?.characters.push(character);
    row?.shown.push(shown);
    width += cells;
    at += character.length;
  }
  return rows;
}

function measured(character: string, breaksLines: boolean): { shown: string; cells: number } {
  const shown = shownAs(character, breaksLines);
  return { shown, cells: widthOf(shown) };
}

function shownAs(character: string, breaksLines: boolean): string {
  if (character >= ' ' && character <= '~') return character;
  if (character === '\t' && breaksLines) return '  ';
  return breaksLines ? printableLines(character) : printable(character);
}

function lineOf(cursor: number, lines: readonly string[]): { line: number; offset: number } {
  let offset = cursor;
  let line = 0;
  while (line < lines.length - 1 && offset > (lines[line]?.length ?? 0)) {
    offset -= (lines[line]?.length ?? 0) + 1;
    line += 1;
  }
  return { line, offset };
}

function rowOf(offset: number, rows: readonly Row[]): number {
  return Math.max(
    0,
    rows.findLastIndex(({ from }) => from <= offset),
  );
}

function cellsBefore(offset: number, row: Row | undefined): number {
  let at = row?.from ?? 0;
  let cells = 0;
  for (const [index, character] of (row?.characters ?? []).entries()) {
    if (at >= offset) break;
    at += character.length;
    cells += widthOf(row?.shown[index] ?? '');
  }
  return cells;
}

/** The place in the line that is nearest to a column; only in the last row of a line it may be behind the last character. */
function offsetAt(x: number, { from, characters, shown }: Row, isLast: boolean): number {
  let at = from;
  let cells = 0;
  for (const [index, character] of characters.entries()) {
    const isEnd = index === characters.length - 1 && !isLast;
    if (cells >= x || isEnd) break;
    cells += widthOf(shown[index] ?? '');
    at += character.length;
  }
  return at;
}

interface Sight {
  height: number;
  /** Whether there are lines that were not laid out. */
  above: boolean;
  below: boolean;
}

function windowed(rows: string[], { x, y }: { x: number; y: number }, { height, above, below }: Sight): InputRows {
  if (rows.length <= height && !above && !below) return { rows, x, y };
  const top = Math.min(Math.max(0, y - Math.floor(height / 2)), Math.max(0, rows.length - height));
  const shown = rows.slice(top, top + height);
  if ((top > 0 || above) && y > top) shown[0] = '…';
  if ((top + height < rows.length || below) && y < top + shown.length - 1) shown[shown.length - 1] = '…';
  return { rows: shown, x, y: y - top };
}
