import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

import { readEnv } from './env-file.js';
import type { FieldName } from './field-name.js';
import { fields } from './fields.js';
import { replaceFile } from './replace-file.js';

/** What was typed for an env file and not written yet. Secrets are never in it: they stand in the env file or nowhere. */
export type DraftValues = ReadonlyMap<FieldName, string>;

/** Where the draft for an env file is kept: in the state folder of the XDG base directories. Null where no home is known. */
export function draftPath(envPath: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const [stateHome, appData, home] = [env['XDG_STATE_HOME'], env['LOCALAPPDATA'], env['HOME']];
  const folder = stateHome && isAbsolute(stateHome) ? stateHome : appData || (home && join(home, '.local', 'state'));
  if (!folder) return null;
  return join(folder, 'keyless', `draft-${digest(resolve(envPath)).slice(0, 16)}.json`);
}

/** The draft, as far as the env file has not gone its own way since. What cannot be read is no draft. */
export async function loadDraft(path: string, envText: string | null): Promise<DraftValues> {
  const read = await readFile(path, 'utf8').then(parsed, () => null);
  if (!isRecord(read) || !isRecord(read['values'])) return new Map();
  const { values } = read;
  const isSameFile = read['over'] === digest(envText ?? '');
  const inFile = readEnv(envText ?? '');
  const kept = fields.flatMap(({ name, secret }): [FieldName, string][] => {
    const value = values[name];
    return typeof value === 'string' && !secret && (isSameFile || !inFile.get(name)) ? [[name, value]] : [];
  });
  return new Map(kept);
}

/** Keeps the draft, for this user's eyes only. False when it could not be kept. */
export async function saveDraft(path: string, envText: string | null, values: DraftValues): Promise<boolean> {
  const text = JSON.stringify({ over: digest(envText ?? ''), values: Object.fromEntries(values) });
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await replaceFile(path, Buffer.from(`${text}\n`), { former: null, isStillExpected: () => Promise.resolve(true) });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Always true: a draft that cannot be taken away is over a file that has changed since. */
export async function dropDraft(path: string): Promise<boolean> {
  await rm(path, { force: true }).catch(() => undefined);
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
