import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Unavailable } from './place.mjs';

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));

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
  try {
    return read();
  } catch {
    throw new Unavailable('this system does not tell it of a running process in /proc');
  }
}
