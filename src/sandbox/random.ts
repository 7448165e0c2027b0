import { createHash, randomBytes } from 'node:crypto';

/** Names and secrets that nobody can guess; with a seed the same ones every time, for documentation and golden texts. */
export interface Random {
  hex(length: number): string;
  base62(length: number): string;
  guid(): string;
}

export function createRandom(seed?: string): Random {
  const bytes = seed === undefined ? randomBytes : seededBytes(seed);
  const hex = (length: number): string => bytes(length).toString('hex').slice(0, length);
  return {
    hex,
    base62: (length) => [...bytes(length)].map((byte) => alphabet[byte % alphabet.length]).join(''),
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

/** A GUID that follows from what it stands for: the same one every time. */
export function guidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function seededBytes(seed: string): (length: number) => Buffer {
  let drawn = 0;
  return (length) => {
    drawn += 1;
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
      createHash('sha256').update(`${seed}/${drawn}/${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
}
