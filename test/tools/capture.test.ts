import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { capture } from '../../src/tools/run.js';
import type { Capture, Captured } from '../../src/tools/run.js';
import { programs } from './programs.js';

async function run(script: string, options: Partial<Capture> = {}, args: string[] = []): Promise<Captured> {
  const { PATH } = await programs({ tool: script });
  const usual = { env: { PATH }, platform: 'linux' as const, timeoutMs: 20_000, signal: new AbortController().signal };
  return capture(['tool', ...args], { ...usual, ...options, env: { PATH, ...options.env } });
}

test('a program that ends: its exit code and both outputs', async () => {
  expect(await run('echo out; echo err >&2; exit 3')).toEqual({ kind: 'ended', exitCode: 3, stdout: 'out', stderr: 'err' });
});

test('one that a signal ends has the exit code that a shell tells', async () => {
  expect(await run('kill -KILL $$')).toMatchObject({ kind: 'ended', exitCode: 137 });
});

test('arguments arrive as they are, whatever a shell would make of them', async () => {
  const args = ['', 'two words', '$(id) `id` $HOME', `'"`, '*', ';', 'a\nb', '-n', 'ü€'];
  const result = await run(`printf '[%s]' "$@"`, {}, args);
  expect(result).toMatchObject({ stdout: args.map((arg) => `[${arg}]`).join('') });
});

test('it sees this environment and nothing of ours', async () => {
  const result = await run('env | sort', { env: { ONE: '1' } });
  const names = (result as { stdout: string }).stdout.split('\n').map((line) => line.split('=')[0]);
  expect(names.filter((name) => !/^(?:_|PWD|SHLVL|OLDPWD)$/.test(name ?? ''))).toEqual(['ONE', 'PATH']);
});

test('what waits for a person to type reads an end, and there is no terminal', async () => {
  const result = await run('read answer || echo nothing; test -t 0 || echo no terminal; (: </dev/tty) 2>/dev/null || echo none to open');
  expect(result).toMatchObject({ stdout: 'nothing\nno terminal\nnone to open' });
});

test('no program of the name, and a file that may not be run', async () => {
  const { folder } = await programs({});
  await writeFile(join(folder, 'tool'), '#!/bin/sh\n');
  const usual = { platform: 'linux' as const, timeoutMs: 1000, signal: new AbortController().signal };
  expect(await capture(['tool'], { ...usual, env: { PATH: folder } })).toEqual({ kind: 'missing' });
  expect(await capture(['tool'], { ...usual, env: {} })).toEqual({ kind: 'missing' });
});

test('a script whose interpreter is gone is there, and cannot be run', async () => {
  const { folder, PATH } = await programs({ tool: '' });
  await writeFile(join(folder, 'tool'), '#!/nowhere/python3\n');
  const result = await capture(['tool'], { env: { PATH }, platform: 'linux', timeoutMs: 1000, signal: new AbortController().signal });
  expect(result).toEqual({ kind: 'not-started', problem: `${folder}/tool cannot be run (ENOENT).` });
});

test('one that hangs is late, with what it had said', async () => {
  expect(await run('echo "waiting for a browser" >&2; sleep 600', { timeoutMs: 300 })).toEqual({
    kind: 'late',
    stderr: 'waiting for a browser',
  });
});

test('one that never stops printing is stopped', async () => {
  expect(await run('yes | head -c 50000; sleep 600', { mostOutput: 10_000 })).toEqual({ kind: 'too-long', stderr: '' });
});

/** Starts a child that does not care about the end of its parent and writes its number where it can be read. */
const withChild = (script: string): string => `sh -c '${script}; sleep 600' & echo $! > "$PIDS"; sleep 600`;

/** Whether it is there and no zombie, which only waits for somebody to ask how it ended. */
async function isRunning(pids: string): Promise<boolean> {
  const pid = (await readFile(pids, 'utf8').catch(() => '')).trim();
  const { stdout } = spawnSync('ps', ['-o', 'state=', '-p', pid || '0'], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
}

test.each([
  ['as it is', ':'],
  ['deaf to the first signal', 'trap "" TERM'],
])('at the end of its time what it started ends too, %s', async (_, trap) => {
  const { folder } = await programs({});
  const PIDS = join(folder, 'pids');
  expect(await run(withChild(trap), { env: { PIDS }, timeoutMs: 500 })).toMatchObject({ kind: 'late' });
  await expect.poll(() => isRunning(PIDS)).toBe(false);
});

test('Ctrl-C ends it with what it started, and is told by throwing', async () => {
  const { folder } = await programs({});
  const PIDS = join(folder, 'pids');
  const ending = new AbortController();
  const result = run(withChild(':'), { env: { PIDS }, signal: ending.signal });
  result.catch(() => undefined);
  await expect.poll(() => isRunning(PIDS)).toBe(true);
  const reason = new DOMException('cancelled', 'AbortError');
  ending.abort(reason);
  await expect(result).rejects.toBe(reason);
  await expect.poll(() => isRunning(PIDS)).toBe(false);
});
