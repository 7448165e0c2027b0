import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair, and its public half as key sets show it. */
export interface Key {
  privateKey: KeyObject;
  publicKey: KeyObject;
  n: string;
  e: string;
}

/** Made in this run of the program, in order, and kept in memory only. */
const made: Promise<Key>[] = [];

/**
 * A key for each id, new in each run of the program. Making one takes longer than all the rest of a sandbox, so the next sandbox of the
 * same run has the same ones, under other ids.
 */
export async function makeKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Key>> {
  return new Map(await Promise.all(ids.map(async (id, at) => [id, await (made[at] ??= makeKey())] as const)));
}

async function makeKey(): Promise<Key> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = pair.publicKey.export({ format: 'jwk' });
  return { ...pair, n, e };
}
