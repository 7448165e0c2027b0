import { paintWith } from '../report/marks.js';
import { widthOf } from './cells.js';
import { firstState } from './first-state.js';
import { frameOf } from './frame.js';
import type { Shown } from './live-frame.js';
import { startKeys, startView } from './start/start-view.js';
import type { Ground } from './state.js';

/** A frame that stands in the window, how many rows the window had, and whether something else has come in its place. */
export interface Painted {
  shown: Shown;
  rows: number;
  isOver: boolean;
}

interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  hasColour: boolean;
  hasLinks: boolean;
}

/**
 * Paints the start as Ink will draw it, cell for cell, with the cursor where it will be: the same state, the same view. Null where the
 * frame would not stand as it is drawn.
 */
export function paintFirst(ground: Ground, { stdout, hasColour, hasLinks }: Omit<Terminal, 'stdin'>): Painted | null {
  const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
  const state = firstState(ground, size);
  const { screen } = state;
  if (screen.at !== 'start') return null;
  const look = { ...size, paint: paintWith(hasColour), link: hasLinks, spinner: '' };
  const drawn = { view: () => startView(state, screen, ground, look), keys: () => startKeys(state, screen, ground, look) };
  const { lines, cursor } = frameOf(drawn, state, look);
  // Ink would cut it there, and a terminal breaks it.
  if (lines.some((line) => widthOf(line) > size.columns)) return null;
  const at = cursor ?? { x: 0, y: 0 };
  const place = `\u001B[${lines.length - at.y}A\u001B[${at.x + 1}G`;
  stdout.write(`\u001B[?25l${lines.join('\n')}\n${place}${cursor ? '\u001B[?25h' : ''}`);
  return { shown: { lines, at, columns: size.columns }, rows: size.rows, isOver: false };
}

/** Gives the terminal back as it was, with the cursor below a frame that nothing came in the place of. */
export function leaveFrame(painted: Painted | null, { stdin, stdout }: Pick<Terminal, 'stdin' | 'stdout'>): void {
  if (painted === null || painted.isOver) return;
  painted.isOver = true;
  const { lines, at } = painted.shown;
  stdout.write(`\u001B[${lines.length - at.y}B\r\u001B[?25h`);
  stdin.setRawMode(false);
}
