import type { Limits } from '../chain/limits.js';
import type { Tool } from '../report/json.js';
import type { Sandbox } from '../sandbox/start.js';
import type { SandboxOptions } from '../sandbox/start.js';

/** Everything a command may touch of the world around it. `main.ts` makes one of the process; a test makes its own. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Writes a text that is all there is to standard output, without making a stream of it; absent where there is only the stream. */
  say?: (text: string) => void;
  /** Whether standard output is a terminal, found out in the same way. */
  isTerminal?: () => boolean;
  platform: NodeJS.Platform;
  /** Stops the process as Ctrl-Z does, and resolves when it goes on; null where there is no such thing. */
  suspend: (() => Promise<void>) | null;
  now: () => Date;
  /** Aborted by Ctrl-C, by a closed terminal, when nobody reads the output any more, and when something broke that nobody caught. */
  signal: AbortSignal;
  /** How long to wait for a party, where a command needs other limits than the usual. */
  limits: Partial<Limits>;
  /** Seconds between the tries of a wait, where they are other than the usual ones. */
  pauses?: readonly number[];
  startSandbox: (options: SandboxOptions) => Promise<Sandbox>;
  tool: Tool;
  /** What the program runs on, for who reads a report: `Node 24.21.0, linux x64`. */
  runtime?: string;
}

/** Writes a text that is all there is to say. */
export function say(io: Pick<Io, 'say' | 'stdout'>, text: string): void {
  if (io.say) io.say(text);
  else io.stdout.write(text);
}

/** Whether it is said to a terminal. */
export function isTerminal(io: Pick<Io, 'isTerminal' | 'stdout'>): boolean {
  return io.isTerminal ? io.isTerminal() : io.stdout.isTTY;
}
