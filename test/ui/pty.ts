import type { Socket } from 'node:net';

import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/headless';
import { spawn } from '@lydell/node-pty';

import { compiled } from '../support/binary.js';
import type { TerminalModel } from './screen.js';
import { modelOf, waitForIt } from './screen.js';

export interface Session extends TerminalModel {
  /** Sends keys as a terminal does. */
  send(text: string): void;
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  pid: number;
  /** The terminal is closed, as by its window's button. */
  close(): void;
  /** Resolves when the screen shows it; fails with the screen when it never does. */
  waitFor(what: string | (() => boolean)): Promise<void>;
  exitCode: Promise<number>;
  /** Every byte that was written. */
  written(): string;
}

interface Options {
  columns?: number;
  rows?: number;
  cwd: string;
  env?: Record<string, string>;
  /** Another than the one of this build. */
  program?: readonly string[];
}

/** Runs the real program in a real pseudo-terminal. */
export function openSession(args: readonly string[], options: Options): Session {
  return openTerminal([...(options.program ?? [process.execPath, program]), ...args], options);
}

/** Runs a line of bash in it, in which `$KEYLESS` is the program. With `isInteractive` a shell with jobs, which waits for more lines. */
export function openShell(line: string, options: Options & { isInteractive?: boolean }): Session {
  const env = { ...options.env, KEYLESS: `${process.execPath} -- ${program}`, PS1: '$ ' };
  const session = openTerminal(['bash', '--norc', '--noprofile', ...(options.isInteractive ? ['-i'] : ['-c', line])], { ...options, env });
  if (options.isInteractive) session.send(`${line}\r`);
  return session;
}

function openTerminal([file = '', ...args]: readonly string[], { columns = 80, rows = 24, cwd, env = {} }: Options): Session {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 2000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const child = spawn(file, args, {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, TERM: 'xterm-256color', ...compiled, ...env },
  });
  let written = '';
  const listeners = new Set<() => void>();
  const look = (): void => listeners.forEach((listener) => listener());
  child.onData((data) => {
    written += data;
    terminal.write(data, look);
  });
  // What was written before the end is on the screen then, too: the terminal takes it in its own time.
  const exitCode = new Promise<number>((resolve) => child.onExit((exit) => terminal.write('', () => resolve(exit.exitCode))));
  const model = modelOf(terminal);
  return {
    ...model,
    exitCode,
    send: (text) => child.write(text),
    paste: (text) => child.write(`\u001B[200~${text}\u001B[201~`),
    kill: (signal) => child.kill(signal),
    pid: child.pid,
    // Not `destroy`, which would send the signal, too: only what a terminal that is gone does by itself.
    close: () => (Reflect.get(child, '_socket') as Socket).destroy(),
    written: () => written,
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    waitFor: (what) => waitForIt(model, what, listeners),
  };
}

/** Whether anything that was written has a colour or another style. */
export function isStyled(written: string): boolean {
  return /\p{Cc}\[[\d;]*m/u.test(written);
}

const program = new URL('../../bin/keyless.cjs', import.meta.url).pathname;
