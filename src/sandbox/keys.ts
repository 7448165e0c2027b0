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

/** Makes a key for each id, side by side. */
export async function makeKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Key>> {
  return new Map(await Promise.all(ids.map(async (id) => [id, await makeKey()] as const)));
}

async function makeKey(): Promise<Key> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = pair.publicKey.export({ format: 'jwk' });
  return { ...pair, n, e };
}
