import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Why a file could not be written. */
export interface Unwritten {
  isThere: boolean;
  sentence: string;
}

/** A file that was not there, open for its one text. */
export interface NewFile {
  /** Null when it was written. */
  write(text: string): Promise<Unwritten | null>;
  /** Where no text came, no file stays. */
  close(): Promise<void>;
}

/** Writes a text into a file that is not there yet. Null when it was written. */
export async function writeNewFile(path: string, text: string, mode: number): Promise<Unwritten | null> {
  const opened = await openNewFile(path, mode);
  if (!opened.ok) return opened;
  const problem = await opened.file.write(text);
  await opened.file.close();
  return problem;
}

/** Makes the file before there is a text for it, so that a name that cannot be had costs nothing. */
export async function openNewFile(path: string, mode: number): Promise<{ ok: true; file: NewFile } | ({ ok: false } & Unwritten)> {
  try {
    return { ok: true, file: newFile(await open(path, 'wx', mode), path) };
  } catch (error) {
    return { ok: false, ...unwritten(path, error) };
  }
}

function newFile(handle: FileHandle, path: string): NewFile {
  let isWritten = false;
  return {
    async write(text) {
      try {
        await handle.writeFile(text);
        isWritten = true;
        return null;
      } catch (error) {
        return unwritten(path, error);
      }
    },
    async close() {
      await handle.close();
      if (!isWritten) await rm(path, { force: true });
    },
  };
}

function unwritten(path: string, error: unknown): Unwritten {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  if (error.code === 'EEXIST')
    return { isThere: true, sentence: `${path} is there already, and nothing is overwritten. Name another file.` };
  return { isThere: false, sentence: `${path} cannot be written: ${whyUnwritten(error.code)}.` };
}

/** What the system says of a file that cannot be written, in words. */
export function whyUnwritten(code: string): string {
  return problemWords[code] ?? code;
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
  ELOOP: 'it is a link that leads to itself',
  ENXIO: 'it is a pipe that nobody reads',
};
