import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { replaceFile } from '../settings/replace-file.js';

/** What became of it, with the file that was written. */
export type Ignored = { ok: true; file: string } | { ok: false; file: string; problem: string };

/** Adds the name of a file to the `.gitignore` beside it, behind what is there; a `!` or a slash in the name means itself. */
export async function ignoreInGit(path: string): Promise<Ignored> {
  const file = join(dirname(path), '.gitignore');
  try {
    const former = await stat(file).catch(() => null);
    const before = former === null ? '' : await readFile(file, 'utf8');
    const lineEnd = before.includes('\r\n') ? '\r\n' : '\n';
    const gap = before === '' || /[\r\n]$/.test(before) ? '' : lineEnd;
    const text = `${before}${gap}/${basename(path).replace(/[*?[\]\\]/g, '\\$&')}${lineEnd}`;
    const isStillExpected = async (): Promise<boolean> => (await readFile(file, 'utf8').catch(() => '')) === before;
    const isReplaced = await replaceFile(file, Buffer.from(text), { former, isStillExpected, mode: 0o666 });
    return isReplaced ? { ok: true, file } : { ok: false, file, problem: 'it was changed by somebody else in the meantime' };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, file, problem: String(error.code) };
    throw error;
  }
}
