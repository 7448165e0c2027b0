import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Shaped as Auth0 makes client ids: 32 letters and digits. */
export function randomClientId(): string {
  return [...randomBytes(32)].map((byte) => letters[byte % letters.length]).join('');
}

/** Shaped as Auth0 makes client secrets: 64 characters of base64url. */
export function randomSecret(): string {
  return randomBytes(48).toString('base64url');
}
