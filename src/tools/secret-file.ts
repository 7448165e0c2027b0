import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Secret } from '../settings/secret.js';

/** A secret under the name that a tool knows it by. */
interface NamedSecret {
  name: string;
  secret: Secret;
}

/**
 * Hands a secret to a tool that reads files of JSON, out of sight of every list of processes: in a folder of its own, which only this user
 * may look into, and which is gone afterwards, whatever happened.
 */
export async function withSecretFile<T>({ name, secret }: NamedSecret, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-secret-'));
  try {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify({ [name]: secret.reveal() }), { mode: 0o600, flag: 'wx' });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
