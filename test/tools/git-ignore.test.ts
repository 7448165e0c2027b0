import { execFileSync } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

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

test('a folder that is none says why', async () => {
  const folder = await emptyFolder();
  await chmod(folder, 0o500);
  const done = await ignoreInGit(join(folder, 'missing', '.env'));
  expect(done).toMatchObject({ ok: false, problem: 'ENOENT' });
});
