import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const launcher = join(root, 'bin', 'keyless.cjs');
/** Compiled code is kept for all tests in one place: each has a home of its own, where nothing is yet. */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') };

/** What a run of the real program came to. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** The whole environment beside PATH and HOME: nothing of this machine's leaks in. */
  env?: Record<string, string>;
  cwd?: string;
  input?: string;
  /** Called with every piece of standard output and a way to signal the child. */
  onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  program?: readonly [string, ...string[]];
}

/** Starts the real binary, as a person would, and waits for its end. */
export async function keyless(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  // `--`, because Node itself looks for --env-file in the whole command line, and wants that file to be there.
  const [file, ...before] = options.program ?? [process.execPath, '--', launcher];
  const cwd = options.cwd ?? (await emptyFolder());
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, ...compiled, ...options.env };
  const child = spawn(file, [...before, ...args], { cwd, env, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    options.onOutput?.(stdout, (signal) => child.kill(signal));
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, stdout, stderr };
}

/** A folder of its own, taken away after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
