import { execFile } from 'node:child_process';
import { chmod, chown, link, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(await saveEnvFile(path, 'A=1\n', { expected: null })).toEqual({ ok: true, created: true, closed: false, path });
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
  expect(await saveEnvFile(path, merged.text, { expected: text })).toMatchObject({ ok: true, created: false, path });
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

test.skipIf(isWindows)(
  'a file that everybody may read is its owner’s alone afterwards, and one that a group was given stays with it',
  async () => {
    for (const [before, after] of [
      [0o644, 0o600],
      [0o664, 0o600],
      [0o606, 0o600],
      [0o777, 0o700],
      [0o660, 0o660],
      [0o640, 0o640],
      [0o600, 0o600],
    ] as const) {
      await writeFile(path, 'A=1\n');
      await chmod(path, before);
      const saved = await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' });
      expect([before, saved]).toEqual([before, { ok: true, created: false, closed: before !== after, path }]);
      expect([before, (await stat(path)).mode & 0o777]).toEqual([before, after]);
    }
  },
);

test.skipIf(isWindows)('a file with two names is separated from the other one, which keeps what it holds', async () => {
  await writeFile(path, 'A=1\n');
  await link(path, join(folder, 'other'));
  expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toMatchObject({ ok: true });
  expect([await readFile(path, 'utf8'), await readFile(join(folder, 'other'), 'utf8')]).toEqual(['A=2\n', 'A=1\n']);
});

test.skipIf(isWindows)(
  'what was put where the text is to be written is not followed, and neither is what it leads to touched',
  async () => {
    await writeFile(path, 'A=1\n');
    await writeFile(join(folder, 'victim'), 'theirs');
    // The name of the file beside it cannot be guessed; here it can.
    const { stdout } = await run(process.execPath, [...stripTypes, saver, 'planted', path]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, problem: 'unwritable', detail: 'EEXIST' });
    expect([await readFile(path, 'utf8'), await readFile(join(folder, 'victim'), 'utf8')]).toEqual(['A=1\n', 'theirs']);
  },
);

test.skipIf(isWindows)('while it is written it is its owner’s alone, whatever the umask and the mode of the file', async () => {
  await writeFile(path, 'A=1\n');
  await chmod(path, 0o640);
  const { stdout } = await run(process.execPath, [...stripTypes, saver, 'watched', path]);
  const { saved, modes } = JSON.parse(stdout) as { saved: unknown; modes: number[] };
  expect(saved).toMatchObject({ ok: true });
  expect(modes.length).toBeGreaterThan(0);
  expect(modes.filter((mode) => (mode & ~0o640) !== 0)).toEqual([]);
});

test.skipIf(isWindows)('writes through symbolic links, also to what is not there yet', async () => {
  await mkdir(join(folder, 'real'));
  await symlink('real/shared.env', join(folder, 'between'));
  await symlink('between', path);
  const target = join(folder, 'real', 'shared.env');
  expect(await saveEnvFile(path, 'A=1\n', { expected: null })).toEqual({ ok: true, created: true, closed: false, path: target });
  expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toEqual({ ok: true, created: false, closed: false, path: target });
  expect(await readFile(target, 'utf8')).toBe('A=2\n');
  expect((await readdir(folder)).toSorted()).toEqual(['.env', 'between', 'real']);
  await symlink('real', join(folder, 'to-a-folder'));
  expect(await saveEnvFile(join(folder, 'to-a-folder'), '', { expected: null })).toMatchObject({ problem: 'folder' });
  await symlink('gone/.env', join(folder, 'dangling'));
  expect(await saveEnvFile(join(folder, 'dangling'), '', { expected: null })).toMatchObject({ problem: 'unwritable' });
  expect((await readdir(join(folder, 'real'))).toSorted()).toEqual(['shared.env']);
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

/** Why a test is not run, in its title: nobody reads what was skipped in silence. */
const onlyRoot = isRoot ? '' : ' (NOT ROOT, so not shown)';

test.skipIf(isWindows)('a limit on the size of files is told, and the old file stays', async () => {
  await writeFile(path, 'A=1\n');
  const { stdout } = await run('bash', ['-c', 'ulimit -f 0; exec "$@"', '-', process.execPath, ...stripTypes, saver, 'save', path]);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, detail: 'EFBIG' });
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['A=1\n', ['.env']]);
});

test.skipIf(isWindows || !isRoot)(
  `what may not be replaced is not touched: immutable, mounted by itself, read-only${onlyRoot}`,
  async (context) => {
    await writeFile(path, 'A=1\n');
    const tries = [
      { hold: ['chattr', '+i', path], free: ['chattr', '-i', path], problem: 'denied', detail: 'EPERM' },
      { hold: ['mount', '--bind', path, path], free: ['umount', path], problem: 'unwritable', detail: 'EBUSY' },
      {
        hold: ['bash', '-c', 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"', folder],
        free: ['umount', folder],
        problem: 'unwritable',
        detail: 'EROFS',
      },
    ] as const;
    for (const { hold, free, ...expected } of tries) {
      const isHeld = await run(hold[0], hold.slice(1)).catch(() => null);
      context.skip(isHeld === null, `this machine cannot ${hold.join(' ')}`);
      try {
        expect(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })).toEqual({ ok: false, ...expected });
        expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['A=1\n', ['.env']]);
      } finally {
        await run(free[0], free.slice(1));
      }
    }
  },
);

test.skipIf(isWindows || !isRoot)(`a full disk is no-space, and the old file stays${onlyRoot}`, async (context) => {
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
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['A=1\n', ['.env']]);
});

test.skipIf(isWindows || !isRoot)(`whoever owned a file that everybody may write is not kept out of it${onlyRoot}`, async () => {
  await writeFile(path, 'A=1\n');
  await Promise.all([chmod(path, 0o666), chmod(folder, 0o777)]);
  expect(await asStranger('save', path)).toMatchObject({ ok: true, closed: false });
  const { uid, mode } = await stat(path);
  expect([uid, mode & 0o777]).toEqual([65_534, 0o666]);
});

test('clears away what a killed run left behind, and not what another run is writing', async () => {
  for (const name of ['.env.keyless-old', '.env.keyless-new']) await writeFile(join(folder, name), 'secret');
  await utimes(join(folder, '.env.keyless-old'), 1, 1);
  await saveEnvFile(path, 'A=1\n', { expected: null });
  expect((await readdir(folder)).toSorted()).toEqual(['.env', '.env.keyless-new']);
});

// The source is run as it is: Node takes the types off, and saver.ts maps `.js` to `.ts`.
const stripTypes = ['--disable-warning=ExperimentalWarning'];

/** Runs as another user where this one is root, for whom modes mean nothing. */
async function asStranger(action: 'load' | 'save', file: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...stripTypes, saver, action, file, isRoot ? '65534' : '']);
  return JSON.parse(stdout);
}
