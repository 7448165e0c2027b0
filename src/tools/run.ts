import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';

/** How a child process ended. */
export type Ending = { kind: 'ended'; exitCode: number } | { kind: 'not-found'; command: string } | { kind: 'failed'; problem: string };

/** Runs a command that only looks, without a terminal, and gives its exit code; null when it cannot be started or takes longer than 3 seconds. */
export async function exitCodeOf(command: readonly [string, ...string[]], signal: AbortSignal): Promise<number | null> {
  const [file, ...args] = command;
  const result = await execa(file, args, { stdio: 'ignore', timeout: 3000, cancelSignal: signal, reject: false });
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
  return (await execa(file, args, options)).exitCode === 0;
}

/** Starts a command that goes on by itself, such as a browser, and says whether it has started: two seconds without a failure are one. */
export async function startAside(command: readonly [string, ...string[]]): Promise<boolean> {
  const [file, ...args] = command;
  const child = execa(file, args, { stdio: 'ignore', detached: true, cleanup: false, reject: false });
  child.nodeChildProcess.unref();
  const patience = new AbortController();
  const ended = child.then(({ exitCode }) => exitCode === 0);
  const started = await Promise.race([ended, sleep(2000, true, { signal: patience.signal, ref: false }).catch(() => true)]);
  patience.abort();
  return started;
}
