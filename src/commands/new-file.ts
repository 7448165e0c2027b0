import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { codeOf } from '../settings/env-load.js';
import { late } from '../settings/late.js';

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

/**
 * Makes sure of the place before there is a text for it, so that a name that cannot be had costs nothing. The text is written beside it and
 * gets the name when it is whole: a run that is cut short leaves no half of a file under it.
 */
export async function openNewFile(path: string, mode: number): Promise<{ ok: true; file: NewFile } | ({ ok: false } & Unwritten)> {
  try {
    if (path.endsWith('/')) return { ok: false, isThere: false, sentence: `${path} cannot be written: ${whyUnwritten('EISDIR')}.` };
    if (await isThere(path)) return { ok: false, ...taken(path) };
    const beside = join(dirname(path), `.keyless-${randomUUID()}`);
    return { ok: true, file: newFile(await open(beside, 'wx', mode), beside, path) };
  } catch (error) {
    return { ok: false, ...unwritten(path, error) };
  }
}

function newFile(handle: FileHandle, beside: string, path: string): NewFile {
  const closed = late(() => handle.close());
  return {
    async write(text) {
      try {
        await handle.writeFile(text);
        await closed();
        await named(beside, path);
        return null;
      } catch (error) {
        return unwritten(path, error);
      }
    },
    async close() {
      // What went wrong has been told by the writing.
      await closed().catch(() => undefined);
      await rm(beside, { force: true });
    },
  };
}

/** A second name takes nobody's place, as a new one could. Not every file system has them. */
async function named(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || (await isThere(path))) throw error;
    await rename(beside, path);
  }
}

/** Also a link that leads nowhere. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function unwritten(path: string, error: unknown): Unwritten {
  const code = codeOf(error);
  return code === 'EEXIST' ? taken(path) : { isThere: false, sentence: `${path} cannot be written: ${whyUnwritten(code)}.` };
}

function taken(path: string): Unwritten {
  return { isThere: true, sentence: `${path} is there already, and nothing is overwritten. Name another file.` };
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
  EFBIG: 'it would be larger than a limit allows (ulimit -f)',
  // A container that is given one file has it like this.
  EBUSY: 'it is mounted by itself, so that nothing can be put in its place. Write it where it is mounted from',
  EIO: 'the disk has failed',
};
