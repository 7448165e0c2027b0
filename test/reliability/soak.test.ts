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
import { cases } from '../support/cases.js';
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

/** The real code in a process of its own, against a sandbox in this one. */
async function soak(kind: string, steps: number, { passMs = 0, ...options }: SandboxOptions & { passMs?: number }): Promise<Ran> {
  const place = await startSandbox({ wordMs: 0, ...options });
  const folder = await emptyFolder();
  await writeFile(join(folder, 'ca.pem'), place.caPem);
  const asked = { auth0: 0, entra: 0 };
  place.onRequest(({ party, method, by }) => {
    if (method === 'POST' && by === 'client' && (party === 'auth0' || party === 'entra')) asked[party] += 1;
  });
  const env = { ...place.settings, ...place.proxyVariables, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), HOME: folder };
  const since = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, kind, String(steps), String(passMs)], {
    env,
    cwd: folder,
  });
  await place.stop();
  return { ...(JSON.parse(stdout) as Soaked), asked, seconds: (performance.now() - since) / 1000 };
}

test.each([
  ['turns', cases('soak: turns'), { entraTokenSeconds: 4, auth0TokenSeconds: 12 }],
  ['checks', cases('soak: checks'), { auth0TokenSeconds: 12 }],
  ['credential', cases('soak: credential'), { passMs: 600_000 }],
] as const)('%s, %i of them', { timeout: 900_000 }, async (kind, steps, options) => {
  const ran = await soak(kind, steps, options);
  console.log(kind, steps, ran.seconds, ran.asked, ran.warnings, ran.failures.slice(0, 5), ran.failures.length);
  for (const one of ran.held) console.log(JSON.stringify(one));
  expect([ran.failures, ran.warnings]).toEqual([[], []]);
});
