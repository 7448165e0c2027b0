import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const node = process.execPath;

/** What cannot be had on this machine: a row says so, and breaks nothing. */
export class Unavailable extends Error {}

/** A folder for everything that the bench leaves behind, and an environment that has nothing of this machine but PATH. */
export async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-bench-'));
  const running = new Set();
  return {
    folder,
    env: await emptyEnvironment(folder),
    isClosed: false,
    /** A folder of a run, with nothing in it. */
    emptyFolder: () => mkdtemp(join(folder, 'at-')),
    /** Ends it with the bench, if it has not ended by then. */
    follow(child) {
      running.add(child);
      return () => running.delete(child);
    },
    async close() {
      this.isClosed = true;
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The program as people have it: the packed tarball, installed into an empty prefix. A file that is named is measured instead. */
export async function takeProgram(place, named) {
  const installed = named === null ? await install(place, await pack(place)) : null;
  const file = named ?? join(installed.prefix, 'node_modules', 'keyless', 'bin', 'keyless.cjs');
  // `--`, because Node itself looks for --env-file in the whole command line.
  return Object.assign(place, { installed, keyless: (...args) => [node, '--', file, ...args] });
}

/** HOME and the folder of the compile cache are the bench's; of PATH, what `npm run` puts before it is left out. */
async function emptyEnvironment(folder) {
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
  await Promise.all([mkdir(home), mkdir(temporary)]);
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !/node_modules[\\/]\.bin|node-gyp-bin/.test(one));
  return { PATH: path.join(delimiter), HOME: home, TMPDIR: temporary, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
}

/** Installs a tarball, without network, into a prefix of its own. */
export async function install(place, tarball) {
  const prefix = await place.emptyFolder();
  const start = performance.now();
  await npm(place, ['install', '--prefix', prefix, '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], prefix);
  return { tarball, prefix, ms: performance.now() - start };
}

async function pack(place) {
  // --ignore-scripts: what is packed is what is built, not a second build in the place of the first.
  const packed = JSON.parse(await npm(place, ['pack', '--ignore-scripts', '--json', '--pack-destination', place.folder], root));
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return join(place.folder, filename);
}

/** With the cache and the settings of whoever measures; `npm` ends with the bench. Gives what it wrote. */
export async function npm(place, args, cwd) {
  const running = promisify(execFile)('npm', [...args, '--loglevel=error'], { cwd, maxBuffer: 1e7, timeout: 240_000 });
  const forget = place.follow(running.child);
  return (await running.finally(forget)).stdout;
}
