import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';

import { encoded, encodingOf } from './env-encoding.js';
import type { Encoding } from './env-encoding.js';
import { codeOf, isDenied, readBytes } from './env-load.js';
import { replaceFile, targetOf } from './replace-file.js';

export type SavedEnv =
  /** `closed`: anybody could read it, and nobody but its owner can now. */
  | { ok: true; created: boolean; closed: boolean; path: string }
  | { ok: false; problem: 'denied' | 'folder' | 'changed-meanwhile' | 'not-encodable' | 'no-space' | 'unwritable'; detail: string };

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
    const encoding = encodingAt(target);
    const bytes = encoded(text, encoding);
    if (bytes === null) return { ok: false, problem: 'not-encodable', detail: 'it is not UTF-8' };
    const isReplaced = await replaceFile(target, bytes, {
      former: stats,
      isStillExpected: () => holds(target, expected, encoding),
      isPrivate: true,
    });
    if (!isReplaced) return { ok: false, problem: 'changed-meanwhile', detail: target };
    return { ok: true, created: stats === null, closed: stats !== null && (await wasClosed(target, stats)), path: target };
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

/** Not every file system has modes that can be changed. */
async function wasClosed(path: string, before: Stats): Promise<boolean> {
  const now = await stat(path).catch(() => before);
  return (before.mode & 0o007) !== 0 && (now.mode & 0o077) === 0;
}

/** Of a file that is yet to be made it is ours to choose, and one that cannot be read is not going to be replaced. */
function encodingAt(path: string): Encoding {
  const now = readBytes(path);
  return now.ok && now.bytes !== null ? encodingOf(now.bytes) : 'utf8';
}

function holds(path: string, expected: string | null, encoding: Encoding): boolean {
  const now = readBytes(path);
  if (!now.ok || now.bytes === null || expected === null) return now.ok && now.bytes === null && expected === null;
  return encodingOf(now.bytes) === encoding && now.bytes.toString(encoding) === expected;
}
