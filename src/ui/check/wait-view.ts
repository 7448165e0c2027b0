import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { WaitScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function waitKeys(_state: State, _screen: WaitScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [['ctrl+d', 'leave']];
}

export function waitView(state: State, screen: WaitScreen, ground: Ground, look: Look): View {
  return { lines: ['', ...keyLines(waitKeys(state, screen, ground, look), look)], cursor: null };
}
