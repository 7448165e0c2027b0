import { fold } from './cells.js';
import type { Keys, Look, View } from './look.js';
import { heightOf, keyLines, smallest } from './look.js';
import { screenOf } from './screen-of.js';
import type { Ground, State } from './state.js';

/** The part of the screen that is drawn again and again: never higher than the window. */
export function viewOf(state: State, ground: Ground, look: Look): View {
  if (state.exit !== null) return { lines: [], cursor: null };
  const { columns, rows } = smallest;
  if (look.columns < columns || look.rows < rows) return { lines: tooSmall(look), cursor: null };
  const drawn = screenOf(state, ground).view(look);
  const height = heightOf(look);
  // Every screen fits itself; this is for what nobody thought of. The keys stay.
  const lines = drawn.lines.length <= height ? drawn.lines : [...drawn.lines.slice(0, height - 1), drawn.lines.at(-1) ?? ''];
  return { lines, cursor: drawn.cursor ?? cursorAtKeys(state, ground, look, lines.length) };
}

/** The size first, and folded as far as there are rows: a window may be too small for one line of this. */
function tooSmall(look: Look): string[] {
  const { columns, rows } = smallest;
  return fold(`${columns}x${rows} is needed: this window is too small.`, Math.max(1, look.columns - 1)).slice(
    0,
    Math.max(1, heightOf(look)),
  );
}

/** Where nothing is typed the cursor stands at the keys: a braille display and a magnifier show its line. While something runs it is hidden. */
function cursorAtKeys(state: State, ground: Ground, look: Look, height: number): View['cursor'] {
  if (state.work !== null) return null;
  const rows = keyLines(keysOf(state, ground, look), look).length;
  return height < rows ? null : { x: 1, y: height - rows };
}

/** The keys that mean something now. */
export function keysOf(state: State, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  return screenOf(state, ground).keys(look);
}

/** Whether something is under way, so that a spinner turns. */
export function isBusy({ screen, work, exit }: State): boolean {
  return exit === null && work !== null && moving.has(screen.at);
}

const moving: ReadonlySet<State['screen']['at']> = new Set(['check', 'talk', 'paste', 'look', 'apply', 'repair', 'fields', 'credential']);
