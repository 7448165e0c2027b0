import { execa } from 'execa';

/** How a child process ended. */
export type Ending = { kind: 'ended'; exitCode: number } | { kind: 'not-found'; command: string } | { kind: 'failed'; problem: string };

/** Runs a command on the person's own terminal, with exactly this environment, and waits for it. The signal stops it. */
export async function runInForeground(
  command: readonly [string, ...string[]],
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<Ending> {
  const [file, ...args] = command;
  const result = await execa(file, args, { stdio: 'inherit', env, extendEnv: false, cancelSignal: signal, reject: false });
  if (result.exitCode !== undefined) return { kind: 'ended', exitCode: result.exitCode };
  if (result.code === 'ENOENT') return { kind: 'not-found', command: file };
  return { kind: 'failed', problem: result.shortMessage ?? 'it could not be started' };
}
