import type { Key } from '../keys.js';
import type { OutcomeScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

export function pressInOutcome(state: State, _screen: OutcomeScreen, key: Key, _ground: Ground): State {
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}
