import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';

import { fields } from '../settings/fields.js';
import { findProgram, isHandedOver } from './find-program.js';

/** What a program inherits that needs much of the environment, such as a browser, which may live for days: everything but our secrets. */
const noSecrets = Object.fromEntries(fields.filter(({ secret }) => secret).map(({ name }) => [name, undefined]));

/** How a child process ended. */
export type Ending = { kind: 'ended'; exitCode: number } | { kind: 'not-found'; command: string } | { kind: 'failed'; problem: string };

/** Runs a command that only looks, without a terminal, and gives its exit code; null when it cannot be started or takes longer than 3 seconds. */
export async function exitCodeOf(command: readonly [string, ...string[]], signal: AbortSignal): Promise<number | null> {
  const [file, ...args] = command;
  const result = await execa(file, args, { stdio: 'ignore', env: noSecrets, timeout: 3000, cancelSignal: signal, reject: false });
  return result.exitCode ?? null;
}

/** Runs a command on the person's own terminal, with exactly this environment, and waits for it. The signal stops it. */
export async function runInForeground(
  command: readonly [string, ...string[]],
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<Ending> {
  const [file, ...args] = command;
  const result = await execa(file, args, { stdio: 'inherit', env, extendEnv: false, cancelSignal: signal, reject: false });
  if (result.exitCode !== undefined) return { kind: 'ended', exitCode: result.exitCode };
  // As a shell tells it.
  if (result.signal !== undefined && !signal.aborted) return { kind: 'ended', exitCode: 128 + constants.signals[result.signal] };
  if (result.code === 'ENOENT') return { kind: 'not-found', command: file };
  return { kind: 'failed', problem: `${file} cannot be run (${result.code ?? 'for an unknown reason'}).` };
}

/** Gives a command a text to read, out of sight of every list of processes, and says whether it took it. What it leaves behind may live on. */
export async function feed(command: readonly [string, ...string[]], text: string | Uint8Array, signal: AbortSignal): Promise<boolean> {
  const [file, ...args] = command;
  // Whoever keeps the clipboard goes on after the command has ended: a pipe to it would never close.
  const options = { input: text, stdout: 'ignore', stderr: 'ignore', timeout: 3000, cancelSignal: signal, reject: false } as const;
  return (await execa(file, args, { ...options, env: noSecrets })).exitCode === 0;
}

/** Starts a command that goes on by itself, such as a browser, and says whether it has started: two seconds without a failure are one. */
export async function startAside(command: readonly [string, ...string[]]): Promise<boolean> {
  const [file, ...args] = command;
  const child = execa(file, args, { stdio: 'ignore', env: noSecrets, detached: true, cleanup: false, reject: false });
  child.nodeChildProcess.unref();
  const patience = new AbortController();
  const ended = child.then(({ exitCode }) => exitCode === 0);
  const started = await Promise.race([ended, sleep(2000, true, { signal: patience.signal, ref: false }).catch(() => true)]);
  patience.abort();
  return started;
}

/** How a program is run whose output is read. `env` is all that it sees of the environment. */
export interface Capture {
  env: Readonly<Record<string, string>>;
  platform: NodeJS.Platform;
  timeoutMs: number;
  signal: AbortSignal;
  /** Of each of the two outputs, in characters. */
  mostOutput?: number;
}

export type Captured =
  | { kind: 'ended'; exitCode: number; stdout: string; stderr: string }
  | { kind: 'missing' }
  | { kind: 'not-started'; problem: string }
  | { kind: 'late'; stderr: string }
  /** It printed more than anybody reads, and was stopped. */
  | { kind: 'too-long'; stderr: string };

/**
 * Runs a program with these arguments, without a terminal and without anything to read, in a group of its own: at the end of its time, of
 * what it may print, and at the signal, it ends with everything it has started. The signal makes this throw.
 */
export async function capture(command: readonly [string, ...string[]], options: Capture): Promise<Captured> {
  const [name, ...args] = command;
  const file = await findProgram(name, options);
  if (file === null) return { kind: 'missing' };
  if (options.platform === 'win32' && !isHandedOver(file, args))
    return { kind: 'not-started', problem: `Windows cannot hand a line break to ${file}.` };
  const { env, timeoutMs: timeout, signal: cancelSignal, mostOutput: maxBuffer = 20_000_000 } = options;
  const group = { killDescendants: true, forceKillAfterDelay: 1000 } as const;
  const result = await execa(file, args, {
    stdin: 'ignore',
    env,
    extendEnv: false,
    timeout,
    cancelSignal,
    maxBuffer,
    reject: false,
    ...group,
  });
  cancelSignal.throwIfAborted();
  const { stdout, stderr } = result;
  if (result.timedOut) return { kind: 'late', stderr };
  if (result.isMaxBuffer) return { kind: 'too-long', stderr };
  const exitCode = exitCodeIn(result);
  if (exitCode !== null) return { kind: 'ended', exitCode, stdout, stderr };
  return { kind: 'not-started', problem: `${file} cannot be run (${result.code ?? 'for an unknown reason'}).` };
}

/** As a shell tells it, where a signal ended the program. */
function exitCodeIn({ exitCode, signal }: { exitCode?: number; signal?: NodeJS.Signals }): number | null {
  return exitCode ?? (signal === undefined ? null : 128 + constants.signals[signal]);
}
