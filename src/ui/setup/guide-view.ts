import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { GuideScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function guideKeys(_state: State, _screen: GuideScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [['ctrl+d', 'leave']];
}

export function guideView(state: State, screen: GuideScreen, ground: Ground, look: Look): View {
  return { lines: ['', ...keyLines(guideKeys(state, screen, ground, look), look)], cursor: null };
}
