import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { build } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { SandboxOptions } from '../../src/sandbox/start.js';
import { emptyFolder } from '../support/binary.js';
import { cases, isLong } from '../support/cases.js';
import type { Held, Soaked } from './soak-child.js';

let program = '';
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-soak-'));
  program = join(folder, 'soak.mjs');
  const input = join(process.cwd(), 'test', 'reliability', 'soak-child.ts');
  const output = { file: program, format: 'esm', codeSplitting: false } as const;
  await build({ input, platform: 'node', logLevel: 'silent', output });
  return () => rm(folder, { recursive: true, force: true });
});

interface Ran extends Soaked {
  /** Token requests that arrived at the two. */
  asked: { auth0: number; entra: number };
  seconds: number;
}

/**
 * Without its compilers V8 has next to no code of its own making in the heap. With them that is three quarters of what a heap grows by from
 * the 150th check to the 300th (by two snapshots: machine code, feedback, and their lists), and a leak of the program does not show.
 */
const v8 = ['--expose-gc', ...(isLong ? ['--jitless'] : [])];

/**
 * Bytes by which the heap grows until what is remembered is full: the last sixteen tokens that pass, with every spelling by which they are
 * looked for (some 60 KB each), and the timers of jose, which are two minutes long. The short run ends before that, and code is
 * compiled in it. In the long one a hundred bytes a step are not to be told from nothing: a signal and its timer, kept at one check in
 * three, are 450 a check; a record of a request is kilobytes.
 */
const filling = isLong ? 100_000 : 4_000_000;
/** Seconds of an Entra token, so that a run sees some of them end. */
const life = isLong ? 4 : 1;
/** The real code in a process of its own, against a sandbox in this one. */
async function soak(kind: string, steps: number, { passMs = 0, ...options }: SandboxOptions & { passMs?: number }): Promise<Ran> {
  const place = await startSandbox({ wordMs: 0, ...options });
  // Nobody waits a minute here for the limit of a deployment.
  for (const deployment of place.world.azure.deployments) deployment.requestsPerMinute = 1_000_000;
  const folder = await emptyFolder();
  await writeFile(join(folder, 'ca.pem'), place.caPem);
  const asked = { auth0: 0, entra: 0 };
  place.onRequest(({ party, method, by }) => {
    if (method === 'POST' && by === 'client' && (party === 'auth0' || party === 'entra')) asked[party] += 1;
  });
  const env = { ...place.settings, ...place.proxyVariables, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), HOME: folder };
  const since = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...v8, program, kind, String(steps), String(passMs), isLong ? '20' : '8'],
    {
      env,
      cwd: folder,
    },
  );
  await place.stop();
  return { ...(JSON.parse(stdout) as Soaked), asked, seconds: (performance.now() - since) / 1000 };
}

test.each([
  ['turns', cases('soak: turns'), { entraTokenSeconds: life, auth0TokenSeconds: 12 }],
  ['checks', cases('soak: checks'), { auth0TokenSeconds: 12 }],
  ['credential', cases('soak: credential'), { passMs: 1_800_000 }],
] as const)(
  '%s, %i of them: memory is flat, nothing is left open, and tokens are renewed',
  { timeout: 900_000 },
  async (kind, count, options) => {
    const { failures, warnings, held, asked, seconds } = await soak(kind, count, options);
    expect([failures, warnings]).toEqual([[], []]);
    const half = held.slice(held.length / 2);
    const { bytes, over } = rise(held);
    expect(bytes).toBeLessThan(filling + 100 * over);
    for (const name of ['files', 'sockets', 'resources', 'listeners'] as const) {
      const counts = half.map((one) => one[name]);
      expect([name, Math.max(...counts) - Math.min(...counts) <= 2]).toEqual([name, true]);
    }
    expect(half.at(-1)?.resources).toBe(0);
    // Each token once in its life, whoever needs it at the same time.
    if (kind === 'credential') {
      // 3,599 s of Entra ID, renewed 300 s before their end, for two scopes in turn; a day of Auth0, in steps of half an hour.
      const hours = (count * 1800) / 3600;
      expect([asked.entra <= 2 * hours + 4, asked.auth0 <= hours / 23 + 2, asked.auth0 >= Math.floor(hours / 24)]).toEqual([
        true,
        true,
        true,
      ]);
    } else {
      expect([asked.auth0 >= seconds / 12 - 1, asked.auth0 <= seconds / 10 + 2]).toEqual([true, true]);
      if (kind === 'turns') expect([asked.entra >= 2, asked.entra <= seconds / (0.85 * life) + 2]).toEqual([true, true]);
      else expect(asked.entra).toBe(count);
    }
  },
);

/** By how much the floor of the last quarter lies above that of the second, and how many steps are between them. */
function rise(held: readonly Held[]): { bytes: number; over: number } {
  const quarter = Math.floor(held.length / 4);
  const floor = (from: number): number => Math.min(...held.slice(from, from + quarter).map(({ heapBytes }) => heapBytes));
  return { bytes: floor(3 * quarter) - floor(quarter), over: (held[3 * quarter]?.step ?? 0) - (held[quarter]?.step ?? 0) };
}
