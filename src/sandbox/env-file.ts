import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readSettings } from './settings.js';
import type { World } from './world.js';

/** The file the settings lie in, when they lie in one, and how to take it away. */
export interface EnvFile {
  path: string | null;
  remove(): Promise<void>;
}

/** Writes the settings of the moment into a folder of its own, as the state of the world wants it. */
export async function makeEnvFile(world: World): Promise<EnvFile> {
  if (world.envFile === 'none') return { path: null, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'keyless-sandbox-env-'));
  const path = join(folder, '.env');
  if (world.envFile === 'folder') await mkdir(path);
  else {
    await makeRepository(join(folder, '.git'));
    await writeFile(path, linesOf(world), { mode: 0o600 });
  }
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** As much of a repository as git needs to see one (gitrepository-layout(5)), and none of the ignore rules that a person has elsewhere. */
async function makeRepository(path: string): Promise<void> {
  await Promise.all(['objects', 'refs'].map((name) => mkdir(join(path, name), { recursive: true })));
  await writeFile(join(path, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(path, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n\texcludesFile = none\n');
}

function linesOf(world: World): string {
  const given = Object.entries(readSettings(world)).filter(([, value]) => value !== '');
  return given.map(([name, value]) => `${name}=${value}\n`).join('');
}
