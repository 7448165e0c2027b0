import { readFileSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Unavailable } from './place.mjs';

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));
const alive = fileURLToPath(new URL('alive.cjs', import.meta.url));

/** Lets a Node program tell at its end what it used: `env` goes into it, `read` is for afterwards. */
export async function watchUsage(place) {
  const file = join(await place.emptyFolder(), 'usage.json');
  return {
    env: { NODE_OPTIONS: `--require=${probe}`, KEYLESS_BENCH_USAGE: file },
    async read() {
      const told = JSON.parse(await readFile(file, 'utf8'));
      return { cpuUs: told.cpuUs, peakMb: told.peakBytes / 1e6 };
    },
  };
}

/** Lets a Node program tell what it needs, without its garbage: `env` goes into it, `read` asks it for MB of a million bytes. */
export async function watchAlive(place) {
  const file = join(await place.emptyFolder(), 'alive.json');
  return {
    env: { NODE_OPTIONS: `--expose-gc --require=${alive}`, KEYLESS_BENCH_ALIVE: file },
    async read(pid) {
      process.kill(pid, 'SIGUSR2');
      for (const end = performance.now() + 20_000; performance.now() < end; await pause(5)) {
        const told = await readFile(file, 'utf8').catch(() => null);
        if (told === null) continue;
        await rm(file);
        return JSON.parse(told).bytes / 1e6;
      }
      throw new Error('the program did not tell what it needs');
    },
  };
}

/** Microseconds of processor time that all threads of a running process have had. */
export function cpuUs(pid) {
  const folder = `/proc/${pid}/task`;
  const ofThread = (id) => Number(readFileSync(`${folder}/${id}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  return ofSystem(() => readdirSync(folder).reduce((sum, id) => sum + ofThread(id), 0));
}

/** The most that a running process has held so far, in MB of a million bytes. */
export function peakMb(pid) {
  return ofSystem(() => (Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024) / 1e6);
}

function ofSystem(read) {
  if (process.platform !== 'linux') throw new Unavailable('only Linux tells it of a running process');
  return read();
}
