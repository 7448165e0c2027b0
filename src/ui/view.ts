import { frameOf } from './frame.js';
import type { Keys, Look, View } from './look.js';
import { screenOf } from './screen-of.js';
import type { Ground, State } from './state.js';

/** The screen that the state is at, as it fits the window. */
export function viewOf(state: State, ground: Ground, look: Look): View {
  return state.exit === null ? frameOf(screenOf(state, ground), state, look) : { lines: [], cursor: null };
}

/** The keys that mean something now. */
export function keysOf(state: State, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  return screenOf(state, ground).keys(look);
}

/** Whether something is under way, so that a spinner turns. */
export function isBusy({ screen, work, exit }: State): boolean {
  return exit === null && work !== null && moving.has(screen.at);
}

const moving: ReadonlySet<State['screen']['at']> = new Set(['check', 'talk', 'paste', 'look', 'apply', 'repair', 'fields', 'credential']);
