import type { Paint } from '../report/marks.js';
import { marks } from '../report/marks.js';
import type { Status } from '../report/report.js';
import { isWebAddress } from '../settings/web-address.js';
import { widthOf } from './cells.js';

/** What drawing depends on besides the state. */
export interface Look {
  columns: number;
  rows: number;
  paint: Paint;
  /** The sign of something under way, as it looks at this moment. */
  spinner: string;
  /** Whether the terminal makes links of addresses. */
  link?: boolean | undefined;
}

/** A screen, drawn: its lines, and where the cursor stands in them. */
export interface View {
  lines: string[];
  cursor: { x: number; y: number } | null;
}

/** The keys that mean something on a screen, each with its word. A person who hears the screen chooses among them by number. */
export type Keys = readonly (readonly [key: string, word: string])[];

/** The smallest window that has room for everything. */
export const smallest = { columns: 40, rows: 12 };

/** Eight of them: in ASCII they are two turns of `|/-\\`. */
export const spinnerFrames = ['⣾', '⣽', '⣻', '⢿', '⡿', '⣟', '⣯', '⣷'];

/** The height a screen may have: with one row more the terminal would scroll at every frame. */
export function heightOf({ rows }: Pick<Look, 'rows'>): number {
  return rows - 1;
}

export function markOf(status: Status, paint: Paint): string {
  const { mark, colour } = marks[status];
  return paint(colour, mark);
}

/** With fewer rows than this the empty lines between parts go first. */
export const lowRows = 18;

/** An address as a link (OSC 8), where the terminal knows them. What is to be seen, and copied, is the address itself. */
export function linked(url: string, { link }: Pick<Look, 'link'>): string {
  return link && isWebAddress(url) ? `\u001B]8;;${url}\u0007${url}\u001B]8;;\u0007` : url;
}

/** The word for the key that opens the place to paste an error: where the window is narrow, one line of keys has to do with less. */
export function explainWord({ columns }: Pick<Look, 'columns'>): string {
  return columns < 60 ? 'explain' : 'explain an error';
}

/** The keys that mean something now, in the last line; a second line where the window is narrow. */
export function keyLines(keys: Keys, { columns, paint }: Pick<Look, 'columns' | 'paint'>): string[] {
  const rows: { text: string; width: number }[] = [];
  const gap = keys.reduce((sum, [key, word]) => sum + widthOf(`${key} ${word}`) + 3, 0) <= columns ? '   ' : '  ';
  for (const [key, word] of keys) {
    const text = `${key} ${paint('dim', word)}`;
    const width = widthOf(`${key} ${word}`);
    const row = rows.at(-1);
    if (row && row.width + gap.length + width < columns)
      Object.assign(row, { text: row.text + gap + text, width: row.width + gap.length + width });
    else rows.push({ text: ` ${text}`, width: width + 1 });
  }
  return rows.map((row) => row.text);
}
