import { execFileSync } from 'node:child_process';
import { chmod, lstat, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createErrands } from '../../src/commands/desk-errands.js';
import type { Io } from '../../src/commands/io.js';
import type { Place } from '../../src/commands/open.js';
import { isExposedToGit } from '../../src/tools/git.js';
import { ignoreInGit } from '../../src/tools/git-ignore.js';
import { emptyFolder } from '../support/binary.js';

const { signal } = new AbortController();

test.each([
  ['no file', null, '/.env\n'],
  ['an empty file', '', '/.env\n'],
  ['a last line without an end', 'node_modules', 'node_modules\n/.env\n'],
  ['Windows line ends', 'dist\r\n', 'dist\r\n/.env\r\n'],
  ['a line that takes it back', '!.env\n', '!.env\n/.env\n'],
])('git ignores the env file afterwards: %s', async (_, before, text) => {
  const folder = await emptyFolder();
  execFileSync('git', ['init', '-q', folder]);
  if (before !== null) await writeFile(join(folder, '.gitignore'), before);
  const path = join(folder, '.env');
  expect(await isExposedToGit(path, signal)).toBe(true);
  expect(await ignoreInGit(path)).toEqual({ ok: true, file: join(folder, '.gitignore') });
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe(text);
  expect(await isExposedToGit(path, signal)).toBe(false);
});

test('a new file may be read by whoever may read the folder: there is no secret in it', async () => {
  const folder = await emptyFolder();
  await ignoreInGit(join(folder, '.env'));
  expect((await stat(join(folder, '.gitignore'))).mode & 0o777).toBe(0o666 & ~process.umask());
});

test('a name with signs that mean something to git is ignored as it is', async () => {
  const folder = await emptyFolder();
  execFileSync('git', ['init', '-q', folder]);
  const path = join(folder, '.env[1]*');
  await ignoreInGit(path);
  expect(await isExposedToGit(path, signal)).toBe(false);
  expect(await isExposedToGit(join(folder, '.env1x'), signal)).toBe(true);
});

test('what stands there stays byte for byte, a link stays a link, and a second time adds nothing', async () => {
  const folder = await emptyFolder();
  execFileSync('git', ['init', '-q', folder]);
  const [link, real, path] = ['.gitignore', 'shared-ignore', '.env'].map((name) => join(folder, name)) as [string, string, string];
  // A name in Latin-1.
  const before = Buffer.from([0x62, 0xfc, 0x0a]);
  await writeFile(real, before);
  await symlink('shared-ignore', link);
  await ignoreInGit(path);
  await ignoreInGit(path);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(real)).toEqual(Buffer.concat([before, Buffer.from('/.env\n')]));
});

test('of a file that git has already the screen does not say that it is ignored', async () => {
  const folder = await emptyFolder();
  const path = join(folder, '.env');
  await writeFile(path, 'A=1\n');
  execFileSync('git', ['init', '-q', folder]);
  execFileSync('git', ['-C', folder, 'add', '.env']);
  const errands = createErrands({ io: { signal } as Io, place: () => ({ envPath: path }) as Place, move: () => undefined });
  expect(await errands({ kind: 'ignore' })).toBe(
    `${join(folder, '.gitignore')} names ${path} now, but git has it already and goes on with it: git rm --cached -- ${path}`,
  );
  execFileSync('git', ['-C', folder, 'rm', '-q', '--cached', '.env']);
  expect(await errands({ kind: 'ignore' })).toBe(`${join(folder, '.gitignore')} ignores ${path} now.`);
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('/.env\n');
});

test('a folder that is none says why', async () => {
  const folder = await emptyFolder();
  await chmod(folder, 0o500);
  const done = await ignoreInGit(join(folder, 'missing', '.env'));
  expect(done).toMatchObject({ ok: false, problem: 'ENOENT' });
});

test.skipIf(process.platform === 'win32')('a pipe is not waited for, and a device is not replaced', async () => {
  const folder = await emptyFolder();
  execFileSync('mkfifo', [join(folder, '.gitignore')]);
  expect(await ignoreInGit(join(folder, '.env'))).toMatchObject({ ok: false, problem: 'it is no regular file' });
  await rm(join(folder, '.gitignore'));
  await symlink('/dev/null', join(folder, '.gitignore'));
  expect(await ignoreInGit(join(folder, '.env'))).toMatchObject({ ok: false, problem: 'it is no regular file' });
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});
