import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { replaceFile, targetOf } from '../settings/replace-file.js';

/** What became of it, with the file that was written. */
export type Ignored = { ok: true; file: string } | { ok: false; file: string; problem: string };

/** Adds the name of a file to the `.gitignore` beside it, behind what is there, unless it stands there last; a `!` or a slash in the name means itself. */
export async function ignoreInGit(path: string): Promise<Ignored> {
  const file = join(dirname(path), '.gitignore');
  try {
    const target = await targetOf(file);
    const former = await stat(target).catch(() => null);
    // A pipe would be waited for, and a device replaced.
    if (former !== null && !former.isFile()) return { ok: false, file, problem: 'it is no regular file' };
    const before = former === null ? Buffer.alloc(0) : await readFile(target);
    // Byte for byte: names in it may be in any encoding.
    const text = before.toString('latin1');
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const gap = text === '' || /[\r\n]$/.test(text) ? '' : lineEnd;
    const line = Buffer.from(`/${basename(path).replace(/[*?[\]\\]/g, '\\$&')}`);
    if (text.trimEnd().split(/\r?\n/).at(-1) === line.toString('latin1')) return { ok: true, file };
    const bytes = Buffer.concat([before, Buffer.from(gap), line, Buffer.from(lineEnd)]);
    const isStillExpected = async (): Promise<boolean> => (await readFile(target).catch(() => Buffer.alloc(0))).equals(before);
    const isReplaced = await replaceFile(target, bytes, { former, isStillExpected, mode: 0o666 });
    return isReplaced ? { ok: true, file } : { ok: false, file, problem: 'it was changed by somebody else in the meantime' };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, file, problem: String(error.code) };
    throw error;
  }
}
