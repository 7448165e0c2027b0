import type { Desk, Left } from '../desk.js';
import type { Terminal } from '../open-screen.js';
import { createSession } from './session.js';

/**
 * The screen for somebody who hears it: the same state, keys and work, told in sentences, one below the other, and answered in lines.
 * Nothing is drawn again and the cursor never moves up.
 */
export async function openSpoken(
  desk: Desk,
  terminal: Pick<Terminal, 'stdin' | 'stdout' | 'signal' | 'suspend'>,
  echoes = true,
): Promise<Left> {
  const { stdin, signal } = terminal;
  const cancelled = { code: 130, next: null, report: null };
  if (signal.aborted) return cancelled;
  stdin.setRawMode(true);
  const session = createSession(desk, terminal, echoes);
  const leave = (): void => session.leave(cancelled);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await session.left;
  } finally {
    session.close();
    stdin.setRawMode(false);
    signal.removeEventListener('abort', leave);
    desk.stop();
  }
}
