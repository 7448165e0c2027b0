import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

interface Replacement {
  /** The file that is there now, whose mode and owner are kept; null when there is none. */
  former: Stats | null;
  /** Asked at the last moment before the rename. */
  isStillExpected: () => boolean | Promise<boolean>;
  /** Of a file that is new, less what the umask takes: its owner's alone, unless it holds no secret. */
  mode?: number;
  /** Takes from everybody what only a umask has given them: of a file that anybody may read the owner's rights stay, and no others. */
  isPrivate?: boolean;
}

/**
 * Writes beside the target, flushes to the disk, and renames: whenever it is cut short, the target is the old file or the new one.
 * False, with nothing changed, when the file is not the expected one any more.
 */
export async function replaceFile(
  target: string,
  bytes: Buffer,
  { former, isStillExpected, mode = onlyOwner, isPrivate = false }: Replacement,
): Promise<boolean> {
  // The folder decides about a rename, but whoever made a file read-only meant it.
  if (former !== null) await access(target, constants.W_OK);
  const temporary = `${target}${suffix}${randomUUID()}`;
  try {
    await writeDurably(temporary, bytes, { former, mode, isPrivate });
    if (!(await isStillExpected())) return false;
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  await flushFolder(dirname(target));
  await removeLeftovers(target);
  return true;
}

/** Where a write must go: through every symbolic link, also to a file that is yet to be made. */
export async function targetOf(path: string, depth = 0): Promise<string> {
  const here = join(await realpath(dirname(path)), basename(path));
  const link = await readlink(here).catch(() => null);
  // A ring of links: the system names the error better than we could.
  if (link === null || depth > 40) return depth > 40 ? realpath(here) : here;
  return targetOf(resolve(dirname(here), link), depth + 1);
}

/** A mode that gives the rest of the world something is what was left at its default; one that does not was chosen. */
function privateMode(mode: number): number {
  return (mode & 0o007) === 0 ? mode : mode & 0o700;
}

const suffix = '.keyless-';
const onlyOwner = 0o600;

type Manner = Required<Omit<Replacement, 'isStillExpected'>>;

async function writeDurably(path: string, bytes: Buffer, { former, mode, isPrivate }: Manner): Promise<void> {
  // Exclusive, so that nothing that was put there before is followed or opened; narrow until all is in it.
  const handle = await open(path, 'wx', former === null ? mode : onlyOwner);
  try {
    await handle.writeFile(bytes);
    if (former !== null) await keepOwnerAndMode(handle, former, isPrivate);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Only root may give a file away, but its members may keep a group. Where not even that is possible the group loses its rights. A file
 * system without modes refuses; what it has made is no wider then.
 */
async function keepOwnerAndMode(handle: FileHandle, { uid, gid, mode }: Stats, isPrivate: boolean): Promise<void> {
  const isGroupKept = (await succeeds(handle.chown(uid, gid))) || (await succeeds(handle.chown(-1, gid)));
  const isOwnerKept = (await handle.stat()).uid === uid;
  // Whoever owned it until now must not be kept out.
  const kept = isPrivate && isOwnerKept ? privateMode(mode) : mode;
  await succeeds(handle.chmod(kept & (isGroupKept ? 0o777 : 0o707)));
}

function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

/** The rename itself must reach the disk. Not every system lets a folder be opened, and then there is nothing to do. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** What a killed run left behind holds a secret. A minute spares the file that another run is writing at this moment. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const written = (await stat(target).catch(() => null))?.mtimeMs ?? 0;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(basename(target) + suffix))) {
    const age = written - ((await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? written);
    if (age > 60_000) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}
