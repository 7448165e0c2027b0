import { useStdout } from 'ink';
import { useEffect } from 'react';

import type { State } from './state.js';

/** Rings the terminal's bell. It takes no cell and moves no cursor, so it goes beside the frames, which Ink would draw anew for a text. */
export function useBell({ rings }: Pick<State, 'rings'>): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (rings > 0) stdout.write('\u0007');
  }, [rings, stdout]);
}
