import { useEffect } from 'react';

import type { Action, State } from './state.js';

/** Moves the clock of a wait, once a second. The face that is heard has none: read aloud, it would never be silent. */
export function useTicks({ screen, exit }: State, dispatch: (action: Action) => void): void {
  const isTicking = screen.at === 'wait' && exit === null;
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => dispatch({ type: 'ticked' }), 1000);
    return () => clearInterval(timer);
  }, [isTicking, dispatch]);
}
