import { useEffect, useReducer } from 'react';

import { spinnerFrames } from './look.js';

/** Milliseconds for which one of its frames is seen. */
const turnMs = 80;

/**
 * The sign of something under way, as it looks at this moment. It turns with whatever is drawn anyway, and by itself only where nothing
 * is: a frame costs the same for it alone, and while an answer comes there are enough of them.
 */
export function useSpinner(isTurning: boolean): string {
  const [, turn] = useReducer((turns: number) => turns + 1, 0);
  // Without a list of what it depends on: each frame begins the time anew.
  useEffect(() => {
    if (!isTurning) return undefined;
    const timer = setTimeout(turn, turnMs);
    return () => clearTimeout(timer);
  });
  return spinnerFrames[Math.floor(performance.now() / turnMs) % spinnerFrames.length] ?? '';
}
