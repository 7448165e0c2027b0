/** Which half comes first in text in UTF-16, or null where the bytes are none: by its byte order mark, or since every other byte is NUL. */
export function utf16Order(bytes: Buffer): 'little' | 'big' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'little';
  if (first === 0xfe && second === 0xff) return 'big';
  const start = bytes.subarray(0, 512);
  if (start.length < 4 || start.length % 2 !== 0) return null;
  const isNul = (at: number): boolean => start.every((byte, index) => (byte === 0) === (index % 2 === at));
  return isNul(1) ? 'little' : isNul(0) ? 'big' : null;
}

/** The text of bytes in UTF-16, without its byte order mark; null where they are none. */
export function utf16Text(bytes: Buffer): string | null {
  const order = utf16Order(bytes);
  if (order === null) return null;
  // A last half of a character has nothing to be swapped with.
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const little = order === 'little' ? whole : Buffer.from(whole).swap16();
  return little.toString('utf16le').replace(/^\uFEFF/, '');
}
