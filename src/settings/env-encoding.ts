import { isUtf8 } from 'node:buffer';

/** How the bytes of an env file stand for characters. */
export type Encoding = 'utf8' | 'latin1';

/** UTF-8 wherever it can be, for so every reader takes it. Else Latin-1: a byte is a character there, so each comes back as it was. */
export function encodingOf(bytes: Buffer): Encoding {
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}

/** The bytes of a text, or null where the encoding has no byte for one of its characters. */
export function encoded(text: string, encoding: Encoding): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  return encoding === 'utf8' || bytes.toString(encoding) === text ? bytes : null;
}
