import type { Desk } from './desk.js';

/** What the screen needs of the terminal. */
export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/** Draws the screen until the person leaves it; the exit code of the last check, or 130 after Ctrl-C. */
export async function openScreen(desk: Desk, terminal: Terminal): Promise<number> {
  terminal.stdout.write(`${desk.version}\n`);
  return 0;
}
