/** The few elements of DER (X.690) that a certificate is made of, each as its bytes. */

export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts);
export const octets = (...parts: readonly Uint8Array[]): Buffer => element(0x04, ...parts);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
export const yes = (): Buffer => element(0x01, Buffer.of(0xff));

/** A number that is not negative, of any size, by its bytes; the first bit is its sign. */
export const integer = (bytes: Uint8Array): Buffer => element(0x02, bytes);

/** Bits from the left; the last byte may have some that do not count. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.of(unused), bytes);

/** An element that only its place in the outer one explains: of a tag of its own, or wrapped in one. */
export const tagged = (tag: number, content: Uint8Array | string): Buffer => element(0x80 | tag, Buffer.from(content));
export const wrapped = (tag: number, ...parts: readonly Uint8Array[]): Buffer => element(0xa0 | tag, ...parts);

/** An object identifier, written with dots. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(sevenBits)]));
}

/** A moment to the second, of a year before 2050. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/\D/g, '');
  return element(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(body), body]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

/** Seven bits a byte, the highest first; every byte but the last has its first bit set. */
function sevenBits(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
