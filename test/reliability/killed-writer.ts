import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { makeFreeFile } from '../../src/commands/free-file.js';
import { mergeEnv } from '../../src/settings/env-file.js';
import { loadEnvFile } from '../../src/settings/env-load.js';
import { saveEnvFile } from '../../src/settings/env-store.js';
import { saveDraft } from '../../src/settings/draft-save.js';
import { ignoreInGit } from '../../src/tools/git-ignore.js';
import { exportText, valuesOf } from './killed-files.js';

/** What is killed: everything in the program that writes a file of a person, side by side, again and again, until it is. */
const [folder = '', first = '0'] = process.argv.slice(2);

async function merge(path: string): Promise<void> {
  const loaded = loadEnvFile(path);
  if (!loaded.ok) throw new Error(`${path}: ${loaded.detail}`);
  const letter = loaded.text.includes('=aa') ? 'b' : 'a';
  const merged = mergeEnv(loaded.text, new Map(Object.entries(valuesOf(letter))));
  const saved = await saveEnvFile(path, merged.text, { expected: loaded.exists ? loaded.text : null });
  if (!saved.ok) throw new Error(`${path}: ${saved.detail}`);
}

/** Whoever kills is told of each, so that not all of them are hit before they have written anything. */
async function mergedIn(...names: string[]): Promise<void> {
  for (;;) {
    await merge(join(folder, ...names));
    process.stdout.write('.');
  }
}

async function made(): Promise<void> {
  for (;;) {
    await merge(join(folder, 'made', '.env.sandbox'));
    await rm(join(folder, 'made', '.env.sandbox'));
  }
}

async function drafted(): Promise<void> {
  const env = join(folder, 'held', '.env');
  for (let at = 0; ; at += 1)
    await saveDraft(join(folder, 'state'), env, '', new Map([['OIDC_ENDPOINT', `${'ab'.charAt(at % 2).repeat(2000)}.eu.auth0.com`]]));
}

async function ignored(): Promise<void> {
  for (let at = Number(first); ; at += 1) await ignoreInGit(join(folder, 'git', `.env-${at}`));
}

async function exported(): Promise<void> {
  for (;;) {
    await makeFreeFile(join(folder, 'export', 'main.tf'), exportText, 0o644);
    await rm(join(folder, 'export', 'main.tf'));
  }
}

process.stdout.write('.');
await Promise.all([mergedIn('held', '.env'), mergedIn('linked', '.env'), made(), drafted(), ignored(), exported()]);
