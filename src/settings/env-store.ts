import { constants, lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { encoded, encodingOf } from './env-encoding.js';
import type { Encoding } from './env-encoding.js';
import { utf16Order } from './utf16.js';
import { replaceFile, targetOf } from './replace-file.js';

export type LoadedEnv =
  | { ok: true; exists: boolean; text: string }
  | { ok: false; problem: 'folder' | 'denied' | 'binary' | 'too-large' | 'unreadable'; detail: string; isUtf16?: true };

export type SavedEnv =
  | { ok: true; created: boolean; path: string }
  | { ok: false; problem: 'denied' | 'folder' | 'changed-meanwhile' | 'not-encodable' | 'no-space' | 'unwritable'; detail: string };

/** Reads an env file. One that does not exist is empty: that is how everybody begins. */
export async function loadEnvFile(path: string): Promise<LoadedEnv> {
  const read = await readBytes(path);
  if (!read.ok) return read;
  const { bytes } = read;
  return { ok: true, exists: bytes !== null, text: bytes?.toString(encodingOf(bytes)) ?? '' };
}

/**
 * Puts the text in place of the file, whole or not at all, and in its encoding. `expected` is the text that was read, or null when there was no file:
 * if somebody wrote meanwhile nothing is done. Between that look and the rename lies a moment no file system lets us close.
 */
export async function saveEnvFile(path: string, text: string, { expected }: { expected: string | null }): Promise<SavedEnv> {
  try {
    const target = await targetOf(path);
    const stats = await lstat(target).catch(() => null);
    if (stats?.isDirectory()) return { ok: false, problem: 'folder', detail: target };
    if (stats !== null && !stats.isFile()) return { ok: false, problem: 'unwritable', detail: 'it is no regular file' };
    const encoding = await encodingAt(target);
    const bytes = encoded(text, encoding);
    if (bytes === null) return { ok: false, problem: 'not-encodable', detail: 'it is not UTF-8' };
    const isReplaced = await replaceFile(target, bytes, { former: stats, isStillExpected: () => holds(target, expected, encoding) });
    if (!isReplaced) return { ok: false, problem: 'changed-meanwhile', detail: target };
    return { ok: true, created: stats === null, path: target };
  } catch (error) {
    const code = codeOf(error);
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    return {
      ok: false,
      problem: isFull ? 'no-space' : isDenied(code) ? 'denied' : 'unwritable',
      detail: code === 'ENOENT' ? 'its folder does not exist' : code,
    };
  }
}

const maximumBytes = 1024 * 1024;

// Opening a pipe waits for a writer, and opening a terminal can make it ours. Windows has neither flag.
const openQuietly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

type ReadBytes = { ok: true; bytes: Buffer | null } | Extract<LoadedEnv, { ok: false }>;

/** Null where there is no file. */
async function readBytes(path: string): Promise<ReadBytes> {
  try {
    const handle = await open(path, openQuietly);
    return await readWhole(handle).finally(() => handle.close());
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, bytes: null };
    return { ok: false, problem: code === 'EISDIR' ? 'folder' : isDenied(code) ? 'denied' : 'unreadable', detail: code };
  }
}

async function readWhole(handle: FileHandle): Promise<ReadBytes> {
  const stats = await handle.stat();
  if (stats.isDirectory()) return { ok: false, problem: 'folder', detail: 'EISDIR' };
  if (!stats.isFile()) return { ok: false, problem: 'unreadable', detail: 'it is no regular file' };
  if (stats.size > maximumBytes) return { ok: false, problem: 'too-large', detail: `${stats.size} bytes` };
  const bytes = await handle.readFile();
  if (bytes.includes(0)) {
    if (utf16Order(bytes) !== null) return { ok: false, problem: 'binary', detail: 'every other byte is NUL', isUtf16: true };
    return { ok: false, problem: 'binary', detail: 'it has NUL bytes' };
  }
  return { ok: true, bytes };
}

/** Of a file that is yet to be made it is ours to choose, and one that cannot be read is not going to be replaced. */
async function encodingAt(path: string): Promise<Encoding> {
  const now = await readBytes(path);
  return now.ok && now.bytes !== null ? encodingOf(now.bytes) : 'utf8';
}

async function holds(path: string, expected: string | null, encoding: Encoding): Promise<boolean> {
  const now = await readBytes(path);
  if (!now.ok || now.bytes === null || expected === null) return now.ok && now.bytes === null && expected === null;
  return encodingOf(now.bytes) === encoding && now.bytes.toString(encoding) === expected;
}

function isDenied(code: string): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** The name of a system error. Anything else that was thrown is a bug and goes on. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
