import { PassThrough, Writable } from 'node:stream';

import type { Io } from '../../src/commands/io.js';
import { run } from '../../src/main.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Run } from './binary.js';

/** A run in this process, with the sandbox it used at hand. Everything else is as in the binary: real TLS, real files. */
export interface InsideRun extends Run {
  place: Sandbox | null;
}

export interface InsideOptions {
  env?: Record<string, string>;
  input?: string;
  limits?: Io['limits'];
  /** Seconds between the tries of a wait. */
  pauses?: Io['pauses'];
  signal?: AbortSignal;
  /** Other ways to start the place, such as short-lived tokens. */
  sandbox?: Parameters<typeof startSandbox>[0];
  /** A place that is running already, in place of one of its own. Whoever started it stops it. */
  place?: Sandbox;
  /** Told of the place before its settings are read, to change its world. */
  onPlace?: (place: Sandbox) => unknown;
}

export async function inside(argv: readonly string[], options: InsideOptions = {}): Promise<InsideRun> {
  const { io, stdout, stderr, place } = insideIo(options);
  const code = await run(argv, io);
  return { code, stdout: stdout.text(), stderr: stderr.text(), place: place() };
}

/** What such a run stands on, for a test that looks at what a command is made of. */
export function insideIo(options: InsideOptions = {}): { io: Io; stdout: Collector; stderr: Collector; place: () => Sandbox | null } {
  let place: Sandbox | null = null;
  const [stdout, stderr] = [collector(), collector()];
  const stdin = new PassThrough();
  stdin.end(options.input ?? '');
  const io: Io = {
    env: options.env ?? {},
    // The three streams need no more of a terminal than not to be one.
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout.stream as unknown as NodeJS.WriteStream,
    stderr: stderr.stream as unknown as NodeJS.WriteStream,
    platform: 'linux',
    suspend: null,
    now: () => new Date(),
    signal: options.signal ?? new AbortController().signal,
    limits: options.limits ?? {},
    ...(options.pauses && { pauses: options.pauses }),
    async startSandbox(given) {
      place = options.place ? kept(options.place) : await startSandbox({ ...given, ...options.sandbox });
      options.onPlace?.(place);
      return place;
    },
    tool: { name: 'keyless', version: '0.0.0-test' },
  };
  return { io, stdout, stderr, place: () => place };
}

/** The same place, which the run cannot stop. Its settings are read from its world at each look. */
function kept(place: Sandbox): Sandbox {
  return Object.create(place, { stop: { value: () => Promise.resolve() } }) as Sandbox;
}

interface Collector {
  stream: Writable;
  text: () => string;
}

function collector(): Collector {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}
