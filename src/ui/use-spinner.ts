import { useCallback, useEffect, useReducer } from 'react';

import { spinnerFrames } from './look.js';

/** Milliseconds for which one of its frames is seen. */
const turnMs = 100;

/**
 * The sign of something under way, as it looks at this moment. It turns by itself where nothing else happens; whoever is about to draw
 * anyway turns it with that, since a frame costs the same for it alone, and while an answer comes there are enough of them.
 */
export function useSpinner(isTurning: boolean): { spinner: string; turn: () => void } {
  const [turnedAt, turnTo] = useReducer((_: number, now: number) => now, 0);
  const turn = useCallback(() => turnTo(performance.now()), []);
  useEffect(() => {
    if (!isTurning) return undefined;
    const timer = setTimeout(turn, Math.max(0, turnedAt + turnMs - performance.now()));
    return () => clearTimeout(timer);
  }, [turnedAt, isTurning, turn]);
  return { spinner: spinnerFrames[Math.floor(turnedAt / turnMs) % spinnerFrames.length] ?? '', turn };
}
