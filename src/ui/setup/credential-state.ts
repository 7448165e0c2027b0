import type { Key } from '../keys.js';
import type { CredentialScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

export function pressInCredential(state: State, _screen: CredentialScreen, key: Key, _ground: Ground): State {
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}
