import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

import { encodingOf } from './env-encoding.js';
import { utf16Order } from './utf16.js';

export type LoadedEnv =
  | { ok: true; exists: boolean; text: string }
  | { ok: false; problem: 'folder' | 'denied' | 'binary' | 'too-large' | 'unreadable'; detail: string; isUtf16?: true };

/**
 * Reads an env file. One that does not exist is empty: that is how everybody begins. Read at once and not beside something else: the
 * first frame of the screen waits for it, and for a file of a few lines a thread costs more than the reading.
 */
export function loadEnvFile(path: string): LoadedEnv {
  const read = readBytes(path);
  if (!read.ok) return read;
  const { bytes } = read;
  return { ok: true, exists: bytes !== null, text: bytes?.toString(encodingOf(bytes)) ?? '' };
}

export type ReadBytes = { ok: true; bytes: Buffer | null } | Extract<LoadedEnv, { ok: false }>;

/** The file as it is; null where there is none. */
export function readBytes(path: string): ReadBytes {
  try {
    const file = openSync(path, openQuietly);
    try {
      return readWhole(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, bytes: null };
    return { ok: false, problem: code === 'EISDIR' ? 'folder' : isDenied(code) ? 'denied' : 'unreadable', detail: code };
  }
}

const maximumBytes = 1024 * 1024;

// Opening a pipe waits for a writer, and opening a terminal can make it ours. Windows has neither flag.
const openQuietly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

function readWhole(file: number): ReadBytes {
  const stats = fstatSync(file);
  if (stats.isDirectory()) return { ok: false, problem: 'folder', detail: 'EISDIR' };
  if (!stats.isFile()) return { ok: false, problem: 'unreadable', detail: 'it is no regular file' };
  if (stats.size > maximumBytes) return { ok: false, problem: 'too-large', detail: `${stats.size} bytes` };
  const bytes = readFileSync(file);
  if (bytes.includes(0)) {
    if (utf16Order(bytes) !== null) return { ok: false, problem: 'binary', detail: 'every other byte is NUL', isUtf16: true };
    return { ok: false, problem: 'binary', detail: 'it has NUL bytes' };
  }
  return { ok: true, bytes };
}

/** Whether the system says that this user may not. */
export function isDenied(code: string): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** The name of a system error. Anything else that was thrown is a bug and goes on. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
