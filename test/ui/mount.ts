import { getEventListeners } from 'node:events';
import { PassThrough, Writable } from 'node:stream';

import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/headless';

import type { Desk, Left } from '../../src/ui/desk.js';
import { openScreen } from '../../src/ui/open-screen.js';
import type { TerminalModel } from './screen.js';
import { modelOf, waitForIt } from './screen.js';

export interface Mounted extends TerminalModel {
  send(text: string): void;
  resize(columns: number, rows: number): void;
  waitFor(what: string | (() => boolean)): Promise<void>;
  abort(): void;
  exit: Promise<number>;
  left: Promise<Left>;
  /** What was written, one entry a write. */
  writes: string[];
  isRaw(): boolean;
  /** Listeners on what the screen was given: input, output, and the signal. */
  listeners(): number;
}

interface Options {
  columns?: number;
  rows?: number;
  hasColour?: boolean;
  isIncremental?: boolean;
  /** What stands on the screen already. */
  before?: string;
  suspend?: (() => Promise<void>) | null;
}

/** The whole screen in this process, on a terminal that is one except for the glass. */
export function mount(
  desk: Desk,
  { columns = 80, rows = 24, hasColour = true, isIncremental = true, before = '', suspend = null }: Options = {},
): Mounted {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 5000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  terminal.write(before);
  const writes: string[] = [];
  const listeners = new Set<() => void>();
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: unknown, _encoding, done) {
        writes.push(String(chunk));
        terminal.write(String(chunk), () => {
          done();
          listeners.forEach((listener) => listener());
        });
      },
    }),
    { isTTY: true, columns, rows },
  );
  let isRaw = false;
  const stdin = Object.assign(new PassThrough(), { isTTY: true, ref() {}, unref() {} });
  Object.assign(stdin, {
    setRawMode(wanted: boolean) {
      isRaw = wanted;
      return stdin;
    },
  });
  const ending = new AbortController();
  const streams = { stdin, stdout, stderr: stdout } as unknown as Pick<Parameters<typeof openScreen>[1], 'stdin' | 'stdout' | 'stderr'>;
  // What the model of the terminal does with long lines: it keeps the one with the cursor.
  const traits = { isIncremental, rewrap: 'butCursorLine', suspend } as const;
  const left = openScreen(desk, { ...streams, ...traits, hasColour, signal: ending.signal });
  const exit = left.then(({ code }) => code);
  const model = modelOf(terminal);
  return {
    ...model,
    writes,
    exit,
    left,
    isRaw: () => isRaw,
    listeners: () =>
      [stdin, stdout].reduce((sum, stream) => sum + stream.eventNames().reduce((all, name) => all + stream.listenerCount(name), 0), 0) +
      getEventListeners(ending.signal, 'abort').length,
    send: (text) => stdin.write(text),
    abort: () => ending.abort(),
    waitFor: (what) => waitForIt(model, what, listeners),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      stdout.emit('resize');
    },
  };
}
