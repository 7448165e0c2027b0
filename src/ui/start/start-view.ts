import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { StartScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function startKeys(_state: State, _screen: StartScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [['q', 'quit']];
}

/** What was found on this machine, and what can be done next. */
export function startView(state: State, screen: StartScreen, ground: Ground, look: Look): View {
  return { lines: ['', ...keyLines(startKeys(state, screen, ground, look), look)], cursor: null };
}
