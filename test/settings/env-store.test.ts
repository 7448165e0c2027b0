import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mergeEnv, readEnv } from '../../src/settings/env-file.js';
import { loadEnvFile } from '../../src/settings/env-load.js';
import { saveEnvFile } from '../../src/settings/env-store.js';

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;
const saver = new URL('saver.ts', import.meta.url).pathname;
const run = promisify(execFile);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyless-store-'));
  path = join(folder, '.env');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a file that does not exist is empty, and is made for its owner only', async () => {
  expect(loadEnvFile(path)).toEqual({ ok: true, exists: false, text: '' });
  expect(await saveEnvFile(path, 'A=1\n', { expected: null })).toEqual({ ok: true, created: true, path });
  expect(await readFile(path, 'utf8')).toBe('A=1\n');
  if (!isWindows) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['.env']);
});

test('keeps a byte order mark and foreign line ends', async () => {
  await writeFile(path, '\uFEFFA=é\r\n');
  expect(loadEnvFile(path)).toEqual({ ok: true, exists: true, text: '\uFEFFA=é\r\n' });
});

/** Every byte that is no ASCII, in a comment and in values of others: no text in UTF-8 has them like this. */
const foreign = Buffer.from(Array.from({ length: 0x80 }, (_, at) => 0x80 + at));
const around = (value: string): Buffer =>
  Buffer.concat(
    ['# M\u00FCller ', foreign, "\r\nNAME='", foreign, `'\nA=${value}\nOTHER=`, foreign].map((part) =>
      Buffer.from(part as string, 'latin1'),
    ),
  );

test('what is not UTF-8 is read a byte a character, and every byte of it survives a merge', async () => {
  await writeFile(path, around('old # \u00FC'));
  const loaded = loadEnvFile(path);
  const text = loaded.ok ? loaded.text : '';
  expect([loaded, readEnv(text).get('NAME'), readEnv(text).get('A')]).toEqual([
    { ok: true, exists: true, text: around('old # \u00FC').toString('latin1') },
    foreign.toString('latin1'),
    'old',
  ]);
  const merged = mergeEnv(text, new Map([['A', 'new']]));
  expect(await saveEnvFile(path, merged.text, { expected: text })).toEqual({ ok: true, created: false, path });
  expect(await readFile(path)).toEqual(around('new # \u00FC'));
  expect(mergeEnv(merged.text, new Map([['A', 'new']])).text).toBe(merged.text);
});

test('what its encoding cannot hold is not written into it, and what it can hold is', async () => {
  await writeFile(path, around('old'));
  const expected = around('old').toString('latin1');
  const save = (value: string) => saveEnvFile(path, mergeEnv(expected, new Map([['A', value]])).text, { expected });
  expect(await save('5\u20AC')).toMatchObject({ ok: false, problem: 'not-encodable' });
  expect([await readFile(path), await readdir(folder)]).toEqual([around('old'), ['.env']]);
  expect(await save('\u00E9')).toMatchObject({ ok: true });
  expect(loadEnvFile(path)).toMatchObject({ text: around("'\u00E9'").toString('latin1') });
});

test('a file that somebody changed meanwhile is compared in its own encoding', async () => {
  await writeFile(path, around('theirs'));
  expect(await saveEnvFile(path, 'A=2\n', { expected: around('mine').toString('latin1') })).toMatchObject({ problem: 'changed-meanwhile' });
  expect(await saveEnvFile(path, 'A=2\n', { expected: around('theirs').toString('utf8') })).toMatchObject({ problem: 'changed-meanwhile' });
  expect(await readFile(path)).toEqual(around('theirs'));
});

test.skipIf(isWindows)('keeps mode and owner', async () => {
  await writeFile(path, 'A=1\n');
  await chmod(path, 0o640);
  if (isRoot) await chown(path, 12_345, 54_321);
  const before = await stat(path);
  expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toMatchObject({ ok: true, created: false });
  const after = await stat(path);
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
});

test.skipIf(isWindows)('writes through symbolic links, also to what is not there yet', async () => {
  await mkdir(join(folder, 'real'));
  await symlink('real/shared.env', join(folder, 'between'));
  await symlink('between', path);
  const target = join(folder, 'real', 'shared.env');
  expect(await saveEnvFile(path, 'A=1\n', { expected: null })).toEqual({ ok: true, created: true, path: target });
  expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toEqual({ ok: true, created: false, path: target });
  expect(await readFile(target, 'utf8')).toBe('A=2\n');
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'between', 'real']);
  await symlink('ring', join(folder, 'ring'));
  expect(await saveEnvFile(join(folder, 'ring'), '', { expected: null })).toMatchObject({ problem: 'unwritable', detail: 'ELOOP' });
});

test('refuses to overwrite what somebody else wrote meanwhile', async () => {
  await writeFile(path, 'A=theirs\n');
  for (const expected of [null, 'A=mine\n', '']) {
    expect(await saveEnvFile(path, 'A=2\n', { expected })).toMatchObject({ ok: false, problem: 'changed-meanwhile' });
  }
  await rm(path);
  expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toMatchObject({ ok: false, problem: 'changed-meanwhile' });
  expect(await readdir(folder)).toEqual([]);
});

test('says what cannot be read', async () => {
  const cases: [string, string | Buffer][] = [
    ['binary', Buffer.from('A=1\n', 'utf16le')],
    ['binary', Buffer.from('# soci\u00E9t\u00E9\0\n', 'latin1')],
    ['too-large', 'A'.repeat(1024 * 1024 + 1)],
  ];
  for (const [problem, content] of cases) {
    await writeFile(path, content);
    expect(loadEnvFile(path)).toMatchObject({ ok: false, problem });
  }
  await writeFile(path, Buffer.from('\uFEFFA=1\n', 'utf16le'));
  expect(loadEnvFile(path)).toMatchObject({ ok: false, problem: 'binary', isUtf16: true });
  expect(loadEnvFile(folder)).toMatchObject({ ok: false, problem: 'folder' });
  expect(loadEnvFile(join(path, 'below'))).toMatchObject({ ok: false, problem: 'unreadable', detail: 'ENOTDIR' });
});

test.skipIf(isWindows)('does not wait for pipes and devices', async () => {
  await run('mkfifo', [path]);
  for (const odd of [path, '/dev/zero', '/dev/tty']) expect(loadEnvFile(odd)).toMatchObject({ ok: false, problem: 'unreadable' });
  expect(await saveEnvFile(path, '', { expected: null })).toMatchObject({ ok: false, problem: 'unwritable' });
});

test('says what cannot be written', async () => {
  expect(await saveEnvFile(folder, '', { expected: null })).toMatchObject({ ok: false, problem: 'folder' });
  expect(await saveEnvFile(join(folder, 'no', '.env'), '', { expected: null })).toMatchObject({ ok: false, problem: 'unwritable' });
});

test.skipIf(isWindows || !isRoot)('a full disk is no-space, and the old file stays', async (context) => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).catch(() => null);
  context.skip(isMounted === null, 'this machine lets nobody mount a small disk');
  try {
    const small = join(disk, '.env');
    await writeFile(small, 'A=1\n');
    const saved = await saveEnvFile(small, 'B'.repeat(200_000), { expected: 'A=1\n' });
    expect(saved).toMatchObject({ ok: false, problem: 'no-space' });
    expect([await readFile(small, 'utf8'), await readdir(disk)]).toEqual(['A=1\n', ['.env']]);
  } finally {
    await run('umount', [disk]);
  }
});

test.skipIf(isWindows)('says when it may not read or write', async () => {
  await writeFile(path, 'A=1\n');
  await chmod(path, 0o000);
  await chmod(folder, 0o755);
  expect(await asStranger('load', path)).toMatchObject({ ok: false, problem: 'denied' });
  await chmod(path, 0o444);
  expect(await asStranger('load', path)).toMatchObject({ ok: true, text: 'A=1\n' });
  expect(await asStranger('save', path)).toMatchObject({ ok: false, problem: 'denied' });
  await chmod(path, 0o666);
  if (!isRoot) await chmod(folder, 0o555);
  expect(await asStranger('save', path)).toMatchObject({ ok: false, problem: 'denied' });
  await chmod(folder, 0o755);
});

test('clears away what a killed run left behind, and not what another run is writing', async () => {
  for (const name of ['.env.keyless-old', '.env.keyless-new']) await writeFile(join(folder, name), 'secret');
  await utimes(join(folder, '.env.keyless-old'), 1, 1);
  await saveEnvFile(path, 'A=1\n', { expected: null });
  expect((await readdir(folder)).toSorted()).toEqual(['.env', '.env.keyless-new']);
});

test('killed at any moment, the file is one of the whole versions', async () => {
  const version = (letter: string): string => `A=${letter.repeat(50_000)}\n`;
  await writeFile(path, version('a'));
  for (let round = 0; round < 30; round++) {
    const child = spawn(process.execPath, [...stripTypes, saver, 'loop', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await sleep(Math.random() * 25);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const text = await readFile(path, 'utf8');
    expect([version('a'), version('b')].includes(text)).toBe(true);
  }
}, 60_000);

// The source is run as it is: Node takes the types off, and saver.ts maps `.js` to `.ts`.
const stripTypes = ['--disable-warning=ExperimentalWarning'];

/** Runs as another user where this one is root, for whom modes mean nothing. */
async function asStranger(action: 'load' | 'save', file: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...stripTypes, saver, action, file, isRoot ? '65534' : '']);
  return JSON.parse(stdout);
}
