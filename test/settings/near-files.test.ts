import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { isSlip, nearFiles } from '../../src/settings/near-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyless-near-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function nearIn(...names: string[]): Promise<string[]> {
  for (const name of names) await writeFile(join(folder, name), 'A=1\n');
  return nearFiles(join(folder, '.env')).map((path) => path.slice(folder.length + 1));
}

test.each(['.env.txt', '.env.txt.txt', 'env', 'env.txt', '_env', 'dotenv', '.dotenv'])('%s is .env with a slip', async (name) => {
  expect(await nearIn(name)).toEqual([name]);
  expect([isSlip(name), isSlip(join(folder, name))]).toEqual([true, true]);
});

test.each(['.env.local', '.env.production', '.env-dev', '.envrc', 'local.env', '.env.bak'])('%s may be meant', async (name) => {
  expect(await nearIn(name)).toEqual([name]);
  expect(isSlip(name)).toBe(false);
});

test.each([
  '.env.example',
  '.env-sample',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.vault',
  '.env.sandbox',
  'env.js',
  'environment.ts',
  'README',
])('%s is none', async (name) => expect(await nearIn(name)).toEqual([]));

test('a folder is none, a name with a secret in it is not shown, and a folder that is not there has none', async () => {
  await mkdir(join(folder, 'env'));
  expect(await nearIn(`.env.${'aB3dE5gH7jK9'.repeat(4)}`)).toEqual([]);
  expect(nearFiles(join(folder, 'gone', '.env'))).toEqual([]);
});

test('slips come first, and of many not all are told', async () => {
  expect(await nearIn('.env.a', '.env.b', '.env.c', '.env.d', 'env.txt')).toEqual(['env.txt', '.env.a', '.env.b', '.env.c']);
});
