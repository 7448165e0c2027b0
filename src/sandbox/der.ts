/** One DER element: tag, length, content (X.690, 8.1). */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts);

export const set = (...parts: readonly Uint8Array[]): Uint8Array => element(0x31, ...parts);

/** A context-specific tag: `constructed` holds elements, `primitive` holds bytes. */
export const constructed = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => element(0xa0 | number, ...parts);

export const primitive = (number: number, bytes: Uint8Array): Uint8Array => element(0x80 | number, bytes);

/** A positive integer: a leading zero byte keeps the sign bit clear (X.690, 8.3). */
export function integer(bytes: Uint8Array): Uint8Array {
  return element(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.from([0, ...bytes]) : bytes);
}

export const bool = (value: boolean): Uint8Array => element(0x01, Buffer.from([value ? 0xff : 0x00]));

export const octets = (bytes: Uint8Array): Uint8Array => element(0x04, bytes);

/** A bit string; `unused` counts the bits at its end that mean nothing. */
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => element(0x03, Buffer.from([unused]), bytes);

export const utf8 = (text: string): Uint8Array => element(0x0c, Buffer.from(text, 'utf8'));

/** A point in time as RFC 5280, 4.1.2.5.1 wants it for years before 2050. */
export function utcTime(at: Date): Uint8Array {
  const digits = at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

/** An object identifier from its dotted form (X.690, 8.19). */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const digits: number[] = [];
  for (let left = length; left > 0; left >>>= 8) digits.unshift(left & 0xff);
  return [0x80 | digits.length, ...digits];
}
