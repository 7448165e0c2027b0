import { fold } from './cells.js';
import type { Keys, Look, View } from './look.js';
import { heightOf, keyLines, smallest } from './look.js';
import type { State } from './state.js';

/** How a screen is drawn, and what can be pressed on it. */
export interface Drawn {
  view(look: Look): View;
  keys(look: Pick<Look, 'columns'>): Keys;
}

/** The part of the window that is drawn again and again: never higher than the window. */
export function frameOf(drawn: Drawn, { work }: Pick<State, 'work'>, look: Look): View {
  const { columns, rows } = smallest;
  if (look.columns < columns || look.rows < rows) return { lines: tooSmall(look), cursor: null };
  const { lines: all, cursor } = drawn.view(look);
  const height = heightOf(look);
  // Every screen fits itself; this is for what nobody thought of. The keys stay.
  const lines = all.length <= height ? all : [...all.slice(0, height - 1), all.at(-1) ?? ''];
  return { lines, cursor: cursor ?? (work === null ? cursorAtKeys(drawn.keys(look), look, lines.length) : null) };
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
function cursorAtKeys(keys: Keys, look: Look, height: number): View['cursor'] {
  const rows = keyLines(keys, look).length;
  return height < rows ? null : { x: 1, y: height - rows };
}
