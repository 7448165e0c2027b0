import { constants } from 'node:os';

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
