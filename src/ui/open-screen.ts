import { render } from 'ink';
import { createElement } from 'react';

import { paintAnsi, paintNothing } from '../report/marks.js';
import { App } from './app.js';
import type { Desk, Left } from './desk.js';

/** What the screen needs of the terminal. */
export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  signal: AbortSignal;
  /** What was decided about colour. */
  hasColour: boolean;
}

/**
 * Draws the screen until the person leaves it. Colours are painted by our own
 * table and never by Ink's `color`, whose chalk looks at the process by itself, and not at NO_COLOR.
 */
export async function openScreen(desk: Desk, terminal: Terminal): Promise<Left> {
  const { stdin, stdout, stderr, signal, hasColour } = terminal;
  const cancelled: Left = { code: 130, next: null, report: null };
  if (signal.aborted) return cancelled;
  // Before the first frame: a key pressed until then would be echoed into it.
  stdin.setRawMode(true);
  const screen = render(createElement(App, { desk, paint: hasColour ? paintAnsi : paintNothing }), {
    stdin,
    stdout,
    stderr,
    maxFps: 60,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    // Whoever hears the screen has another face.
    isScreenReaderEnabled: false,
  });
  const leave = (): void => screen.unmount();
  signal.addEventListener('abort', leave, { once: true });
  try {
    const left = await screen.waitUntilExit();
    return isLeft(left) ? left : cancelled;
  } finally {
    // Also after an error: the terminal is given back, and nothing goes on behind it.
    screen.unmount();
    stdin.setRawMode(false);
    signal.removeEventListener('abort', leave);
    desk.stop();
  }
}

function isLeft(value: unknown): value is Left {
  return typeof value === 'object' && value !== null && 'code' in value && 'next' in value;
}
