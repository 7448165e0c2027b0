import type { Tried } from '../desk.js';
import type { Key } from '../keys.js';
import type { WaitScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

export function pressInWait(state: State, _screen: WaitScreen, key: Key, _ground: Ground): State {
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}

/** One more try is over. */
export function followWait(state: State, screen: WaitScreen, tried: Tried): State {
  return { ...state, screen: { ...screen, tries: tried.tries } };
}
