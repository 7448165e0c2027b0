import { render } from 'ink';
import { createElement } from 'react';

import { paintWith } from '../report/marks.js';
import { App } from './app.js';
import type { Desk, Left } from './desk.js';
import type { Rewrap } from './live-frame.js';
import type { Painted } from './first-frame.js';
import { openGlass } from './glass.js';
import { watchPastes } from './watch-pastes.js';

/** What the screen needs of the terminal. */
export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  signal: AbortSignal;
  /** What was decided about colour. */
  hasColour: boolean;
  /** Whether only what has changed in a frame is written. */
  isIncremental: boolean;
  rewrap: Rewrap;
  /** Stops the process as Ctrl-Z does, and resolves when it goes on; null where there is no such thing. */
  suspend: (() => Promise<void>) | null;
  /** Whether addresses are links. */
  hasLinks?: boolean;
  /** What stands in the window already. */
  painted?: Painted | null;
}

/**
 * Draws the screen until the person leaves it, or the terminal is gone. Colours are painted by our own table and never by Ink's
 * `color`, whose chalk looks at the process by itself, and not at NO_COLOR.
 */
export async function openScreen(desk: Desk, terminal: Terminal): Promise<Left> {
  const { stdin, stderr, signal, hasColour, isIncremental, hasLinks = false, painted = null } = terminal;
  const cancelled: Left = { code: 130, next: null, report: null };
  if (signal.aborted) return cancelled;
  // Before the first frame, where it was not painted already: a key pressed until then would be echoed into it.
  stdin.setRawMode(true);
  // A size that changed while all of this was loaded is told between two turns of the event loop.
  if (painted) await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  if (signal.aborted) return cancelled;
  const look = { paint: paintWith(hasColour), link: hasLinks };
  const glass = openGlass(terminal, (props) => createElement(App, { desk, ...look, ...props }));
  const screen = render(glass.content(), {
    stdin,
    stdout: glass.stdout,
    stderr,
    maxFps: 120,
    incrementalRendering: isIncremental,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    // Whoever hears the screen has another face.
    isScreenReaderEnabled: false,
    onRender: () => glass.hasDrawn(),
  });
  glass.show(screen);
  const pastes = watchPastes(stdin);
  const leave = (): void => screen.unmount();
  signal.addEventListener('abort', leave, { once: true });
  // A terminal that was closed has no more keys to send.
  for (const event of ['end', 'close', 'error']) stdin.on(event, leave);
  try {
    const left = await screen.waitUntilExit();
    return isLeft(left) ? left : cancelled;
  } finally {
    // Also after an error: the terminal is given back, and nothing goes on behind it.
    screen.unmount();
    glass.end();
    pastes.end();
    stdin.setRawMode(false);
    for (const event of ['end', 'close', 'error']) stdin.off(event, leave);
    signal.removeEventListener('abort', leave);
    desk.stop();
  }
}

function isLeft(value: unknown): value is Left {
  return typeof value === 'object' && value !== null && 'code' in value && 'next' in value;
}
