import { useEffect, useMemo } from 'react';

import type { Desk } from './desk.js';
import { createRunner } from './runner.js';
import type { Action, State } from './state.js';

/** Shows the runner every state of the screen. */
export function useDesk(desk: Desk, state: State, dispatch: (action: Action) => void): void {
  const runner = useMemo(() => createRunner(desk, dispatch), [desk, dispatch]);
  useEffect(() => runner.follow(state), [runner, state]);
  useEffect(() => () => runner.end(), [runner]);
}
