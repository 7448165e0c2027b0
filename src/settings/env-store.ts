import { isUtf8 } from 'node:buffer';
import { constants, lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { replaceFile, targetOf } from './replace-file.js';

export type LoadedEnv =
  | { ok: true; exists: boolean; text: string }
  | { ok: false; problem: 'folder' | 'denied' | 'binary' | 'too-large' | 'unreadable'; detail: string };

export type SavedEnv =
  | { ok: true; created: boolean; path: string }
  | { ok: false; problem: 'denied' | 'folder' | 'changed-meanwhile' | 'no-space' | 'unwritable'; detail: string };

/** Reads an env file. One that does not exist is empty: that is how everybody begins. */
export async function loadEnvFile(path: string): Promise<LoadedEnv> {
  try {
    const handle = await open(path, openQuietly);
    return await readText(handle).finally(() => handle.close());
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, exists: false, text: '' };
    return { ok: false, problem: code === 'EISDIR' ? 'folder' : isDenied(code) ? 'denied' : 'unreadable', detail: code };
  }
}

/**
 * Puts the text in place of the file, whole or not at all. `expected` is the text that was read, or null when there was no file:
 * if somebody wrote meanwhile nothing is done. Between that look and the rename lies a moment no file system lets us close.
 */
export async function saveEnvFile(path: string, text: string, { expected }: { expected: string | null }): Promise<SavedEnv> {
  try {
    const target = await targetOf(path);
    const stats = await lstat(target).catch(() => null);
    if (stats?.isDirectory()) return { ok: false, problem: 'folder', detail: target };
    if (stats !== null && !stats.isFile()) return { ok: false, problem: 'unwritable', detail: 'it is no regular file' };
    const isReplaced = await replaceFile(target, text, { former: stats, isStillExpected: () => holds(target, expected) });
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

async function readText(handle: FileHandle): Promise<LoadedEnv> {
  const stats = await handle.stat();
  if (stats.isDirectory()) return { ok: false, problem: 'folder', detail: 'EISDIR' };
  if (!stats.isFile()) return { ok: false, problem: 'unreadable', detail: 'it is no regular file' };
  if (stats.size > maximumBytes) return { ok: false, problem: 'too-large', detail: `${stats.size} bytes` };
  const bytes = await handle.readFile();
  if (bytes.includes(0)) return { ok: false, problem: 'binary', detail: 'it has NUL bytes, as UTF-16 text has' };
  // Every reader of env files takes UTF-8; refusing the rest keeps a merge from ever replacing bytes it cannot represent.
  if (!isUtf8(bytes)) return { ok: false, problem: 'binary', detail: 'it is not UTF-8 text' };
  return { ok: true, exists: true, text: bytes.toString('utf8') };
}

async function holds(path: string, expected: string | null): Promise<boolean> {
  const now = await loadEnvFile(path);
  return now.ok && (expected === null ? !now.exists : now.exists && now.text === expected);
}

function isDenied(code: string): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** The name of a system error. Anything else that was thrown is a bug and goes on. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
