import { useIsScreenReaderEnabled } from 'ink';
import { useEffect } from 'react';

import type { Action, State } from './state.js';

/** Moves the clock of a wait, once a second and only on a screen that is looked at: read aloud, it would never be silent. */
export function useTicks({ screen, exit }: State, dispatch: (action: Action) => void): void {
  const isSpoken = useIsScreenReaderEnabled();
  const isTicking = screen.at === 'wait' && exit === null && !isSpoken;
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => dispatch({ type: 'ticked' }), 1000);
    return () => clearInterval(timer);
  }, [isTicking, dispatch]);
}
