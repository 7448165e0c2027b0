import { cutEnd } from './cells.js';
import { checkView } from './check-view.js';
import { fieldsView } from './fields-view.js';
import type { Look, View } from './look.js';
import { heightOf, smallest } from './look.js';
import { pasteView } from './paste-view.js';
import { reviewView } from './review-view.js';
import type { Ground, State } from './state.js';
import { diagnosisView, talkView } from './talk-view.js';

/** The part of the screen that is drawn again and again: never higher than the window. */
export function viewOf(state: State, ground: Ground, look: Look): View {
  if (state.exit !== null) return { lines: [], cursor: null };
  const { columns, rows } = smallest;
  if (look.columns < columns || look.rows < rows)
    return { lines: [cutEnd(`The window is too small: ${columns}x${rows} is needed.`, look.columns - 1)], cursor: null };
  const { lines, cursor } = screenView(state, ground, look);
  const height = heightOf(look);
  // Every screen fits itself; this is for what nobody thought of. The keys stay.
  return lines.length <= height ? { lines, cursor } : { lines: [...lines.slice(0, height - 1), lines.at(-1) ?? ''], cursor };
}

/** Whether something is under way, so that a spinner turns. */
export function isBusy({ screen, work, exit }: State): boolean {
  return exit === null && work !== null && (screen.at === 'check' || screen.at === 'talk' || screen.at === 'paste');
}

function screenView(state: State, ground: Ground, look: Look): View {
  const { screen } = state;
  switch (screen.at) {
    case 'fields':
      return fieldsView(state, screen, ground, look);
    case 'review':
      return reviewView(state, screen, ground, look);
    case 'check':
      return checkView(screen, look);
    case 'diagnosis':
      return diagnosisView(screen, look);
    case 'talk':
      return talkView(screen, look);
    case 'paste':
      return pasteView(state, screen, look);
  }
}
