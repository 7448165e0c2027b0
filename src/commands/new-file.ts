import { writeFile } from 'node:fs/promises';

/** Why a file could not be written. */
export interface Unwritten {
  isThere: boolean;
  sentence: string;
}

/** Writes a text into a file that is not there yet. Null when it was written. */
export async function writeNewFile(path: string, text: string, mode: number): Promise<Unwritten | null> {
  try {
    await writeFile(path, text, { flag: 'wx', mode });
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    if (error.code === 'EEXIST')
      return { isThere: true, sentence: `${path} is there already, and nothing is overwritten. Name another file.` };
    return { isThere: false, sentence: `${path} cannot be written: ${problemWords[error.code] ?? error.code}.` };
  }
}

const problemWords: { readonly [code: string]: string } = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk takes no writes',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
};
