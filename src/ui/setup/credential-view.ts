import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { CredentialScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function credentialKeys(_state: State, _screen: CredentialScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [['ctrl+d', 'leave']];
}

export function credentialView(state: State, screen: CredentialScreen, ground: Ground, look: Look): View {
  return { lines: ['', ...keyLines(credentialKeys(state, screen, ground, look), look)], cursor: null };
}
