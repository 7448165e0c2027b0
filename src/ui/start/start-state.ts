import type { Key } from '../keys.js';
import type { StartScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

/** One key on the start screen. */
export function pressInStart(state: State, _screen: StartScreen, key: Key, _ground: Ground): State {
  return key.kind === 'text' && key.text === 'q' ? leaving(state) : state;
}
