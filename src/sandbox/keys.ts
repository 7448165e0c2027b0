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

/**
 * Made in this run of the program, in order, and kept in memory only. It is state of the module and not of a sandbox because whoever starts
 * one has nothing else in common with the next: a store handed through every start would be made anew where it is forgotten, and each such
 * sandbox would pay for its own keys. What it holds is never read but through `makeKeys`, and never changed once it is made.
 */
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
