import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from '../support/binary.js';

/** A Node to try the package on. */
export interface TriedNode {
  /** For the title of a test: which one it is, or why there is none. */
  title: string;
  /** Null where it could not be had. */
  path: string | null;
}

const wanted = join(root, 'test', 'nodes');
const cache = join(root, 'node_modules', '.cache');
const run = promisify(execFile);

/** The one this runs on, and the oldest and the newest that are supported (test/nodes/package.json), fetched once by `npm ci`. */
export async function triedNodes(): Promise<TriedNode[]> {
  const own = { title: `Node ${process.versions.node}`, path: process.execPath };
  const problem = await fetchNodes().then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : String(error)),
  );
  const { dependencies } = JSON.parse(await readFile(join(wanted, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const others = Object.entries(dependencies).map(([name, version]): TriedNode => {
    const number = version.slice(version.lastIndexOf('@') + 1);
    if (problem === null) return { title: `Node ${number}, the ${name}`, path: join(cache, 'nodes', 'node_modules', name, 'bin', 'node') };
    return { title: `Node ${number}, the ${name} (NOT FETCHED, so not shown: ${problem})`, path: null };
  });
  return [own, ...others];
}

async function fetchNodes(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is one for Linux on x64');
  const lock = await readFile(join(wanted, 'package-lock.json'), 'utf8');
  const have = await readFile(join(cache, 'nodes', 'package-lock.json'), 'utf8').catch(() => null);
  if (have === lock) return;
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'nodes-'));
  try {
    for (const name of ['package.json', 'package-lock.json']) await copyFile(join(wanted, name), join(folder, name));
    const options = ['--no-bin-links', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
    await run('npm', ['ci', ...options], { cwd: folder, timeout: 240_000 });
    await rm(join(cache, 'nodes'), { recursive: true, force: true });
    await rename(folder, join(cache, 'nodes'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
