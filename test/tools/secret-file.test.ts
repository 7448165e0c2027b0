import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { expect, test } from 'vitest';

import { Secret } from '../../src/settings/secret.js';
import { withSecretFile } from '../../src/tools/secret-file.js';

const named = { name: 'PASSWORD', secret: new Secret('a"b') };

test('a secret is in a file that only this user can read, and gone afterwards', async () => {
  const path = await withSecretFile(named, async (file) => {
    expect([(await stat(file)).mode & 0o777, (await stat(dirname(file))).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ PASSWORD: 'a"b' });
    return file;
  });
  await expect(stat(dirname(path))).rejects.toThrow('ENOENT');
});

test('it is gone where the command that used it was broken off', async () => {
  let path = '';
  const broken = withSecretFile(named, (file) => {
    path = file;
    throw new Error('stopped');
  });
  await expect(broken).rejects.toThrow('stopped');
  await expect(stat(dirname(path))).rejects.toThrow('ENOENT');
});
