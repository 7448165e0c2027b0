import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

import { loadEnvFile } from '../../src/settings/env-load.js';
import { saveEnvFile } from '../../src/settings/env-store.js';
import { emptyFolder } from '../support/binary.js';
import { cases, seed } from '../support/cases.js';
import { judgeFiles, layOut } from './killed-files.js';

/** The writer in one file, so that a child is at work after some forty milliseconds. */
async function bundled(folder: string): Promise<string> {
  const input = new URL('killed-writer.ts', import.meta.url).pathname;
  const bundle = await rolldown({ input, platform: 'node' });
  const file = join(folder, 'writer.mjs');
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}

function linesIn(path: string): number {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

test('killed at any moment, every file is the old one or the new one, with its mode, and no line is lost', async () => {
  const writer = await bundled(await emptyFolder());
  const folder = await emptyFolder();
  layOut(folder);
  let chance = seed;
  const random = (): number => (chance = (chance * 48_271) % 2_147_483_647) / 2_147_483_647;
  const seen = { leftovers: new Set<string>(), texts: new Set<string>() };
  let at = 0;
  for (let kill = 0; kill < cases('kills'); kill += 1) {
    const child = spawn(process.execPath, [writer, folder, String(at)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const done = Math.floor(random() * 8);
    for (let told = 0; told <= done;) told += String(await once(child.stdout, 'data')).length;
    await sleep(random() * 20);
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const { wrong, leftovers } = judgeFiles(folder);
    expect([kill, wrong]).toEqual([kill, []]);
    for (const name of leftovers) seen.leftovers.add(name);
    seen.texts.add(readFileSync(join(folder, 'held', '.env'), 'utf8').slice(-20));
    at = linesIn(join(folder, 'git', '.gitignore'));
  }
  // The kills have hit the writing, and not what is between.
  expect(seen.texts.size).toBe(2);
  expect(seen.leftovers.size).toBeGreaterThan(cases('kills') / 10);

  // What they have left behind may hold the secret: the next write a minute later takes it away.
  // In a long run that has happened to the first of them.
  for (const name of seen.leftovers) if (existsSync(join(folder, name))) utimesSync(join(folder, name), 1, 1);
  for (const path of ['held/.env', 'linked/.env', 'made/.env.sandbox']) {
    const loaded = loadEnvFile(join(folder, path));
    if (!loaded.ok) throw new Error(loaded.detail);
    expect(await saveEnvFile(join(folder, path), `${loaded.text}\n`, { expected: loaded.exists ? loaded.text : null })).toMatchObject({
      ok: true,
    });
  }
  expect(['held', 'linked', 'real', 'made'].flatMap((name) => readdirSync(join(folder, name)))).toEqual([
    '.env',
    '.env',
    'shared.env',
    '.env.sandbox',
  ]);
}, 600_000);
