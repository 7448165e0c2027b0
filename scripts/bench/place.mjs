import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const node = process.execPath;
const run = promisify(execFile);

/** What cannot be had on this machine: a row says so, and breaks nothing. */
export class Unavailable extends Error {}

/**
 * A folder for everything that the bench leaves behind, an environment that has nothing of this machine but PATH, and the program as
 * people have it: the packed tarball, installed into an empty prefix. `program` measures another one instead.
 */
export async function openPlace(program) {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-bench-'));
  const running = new Set();
  const place = {
    folder,
    env: await emptyEnvironment(folder),
    /** A folder of a run, with nothing in it. */
    emptyFolder: () => mkdtemp(join(folder, 'at-')),
    /** Ends it with the bench, if it has not ended by then. */
    follow(child) {
      running.add(child);
      return () => running.delete(child);
    },
    async close() {
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  try {
    const installed = program === null ? await install(place) : null;
    const file = program ?? join(installed.prefix, 'node_modules', 'keyless', 'bin', 'keyless.cjs');
    // `--`, because Node itself looks for --env-file in the whole command line.
    return Object.assign(place, { installed, program: file, keyless: (...args) => [node, '--', file, ...args] });
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** HOME and the folder of the compile cache are the bench's; of PATH, what `npm run` puts before it is left out. */
async function emptyEnvironment(folder) {
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
  await Promise.all([mkdir(home), mkdir(temporary)]);
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !/node_modules[\\/]\.bin|node-gyp-bin/.test(one));
  return { PATH: path.join(delimiter), HOME: home, TMPDIR: temporary, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
}

/** Packs what is built, and installs it, without network, into a prefix of its own. */
export async function install({ folder, tarball, emptyFolder }) {
  const file = tarball ?? (await pack(folder));
  const prefix = await emptyFolder();
  const start = performance.now();
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--prefix', prefix, ...options, file], { cwd: prefix });
  return { tarball: file, prefix, ms: performance.now() - start };
}

async function pack(folder) {
  // --ignore-scripts: what is packed is what is built, not a second build in the place of the first.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root, maxBuffer: 1e7 });
  const packed = JSON.parse(stdout);
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return join(folder, filename);
}
