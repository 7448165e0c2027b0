import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

import { readEnv } from './env-file.js';
import type { FieldName } from './field-name.js';
import { fields } from './fields.js';

/** What was typed for an env file and not written yet. Secrets are never in it: they stand in the env file or nowhere. */
export type DraftValues = ReadonlyMap<FieldName, string>;

/** Where drafts are kept: in the state folder of the XDG base directories. Null where no home is known. */
export function draftFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const [stateHome, appData, home] = [env['XDG_STATE_HOME'], env['LOCALAPPDATA'], env['HOME']];
  const folder = stateHome && isAbsolute(stateHome) ? stateHome : appData || (home && join(home, '.local', 'state'));
  return folder ? join(folder, 'keyless') : null;
}

/** The draft for an env file in this folder. */
export async function draftPath(folder: string, envPath: string): Promise<string> {
  const { digest } = await import('./digest.js');
  return join(folder, `draft-${digest(resolve(envPath)).slice(0, 16)}.json`);
}

/** The draft, as far as the env file has not gone its own way since. What cannot be read is no draft. */
export async function loadDraft(folder: string, envPath: string, envText: string | null): Promise<DraftValues> {
  // Most people have none, and need not wait for what makes its name.
  if (!existsSync(folder)) return new Map();
  const read = parsed(await draftPath(folder, envPath));
  if (!isRecord(read) || !isRecord(read['values'])) return new Map();
  const { values } = read;
  const { digest } = await import('./digest.js');
  const isSameFile = read['over'] === digest(envText ?? '');
  const inFile = readEnv(envText ?? '');
  const kept = fields.flatMap(({ name, secret }): [FieldName, string][] => {
    const value = values[name];
    return typeof value === 'string' && !secret && (isSameFile || !inFile.get(name)) ? [[name, value]] : [];
  });
  return new Map(kept);
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
