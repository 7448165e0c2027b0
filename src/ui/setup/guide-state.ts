import type { Key } from '../keys.js';
import type { GuideScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

export function pressInGuide(state: State, _screen: GuideScreen, key: Key, _ground: Ground): State {
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}
