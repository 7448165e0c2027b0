import { createHash } from 'node:crypto';

/** The namespace of addresses (RFC 9562, 6.6). */
export const ofAddresses = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The id that this name has in this namespace, always the same (RFC 9562, 5.5). */
export function uuid5(name: string, namespace: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
