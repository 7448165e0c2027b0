import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { OutcomeScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function outcomeKeys(_state: State, _screen: OutcomeScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [['ctrl+d', 'leave']];
}

export function outcomeView(state: State, screen: OutcomeScreen, ground: Ground, look: Look): View {
  return { lines: ['', ...keyLines(outcomeKeys(state, screen, ground, look), look)], cursor: null };
}
