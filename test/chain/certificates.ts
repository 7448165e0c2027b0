import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll } from 'vitest';

import type { Certificates } from '../foreign/serve.js';
import { makeCertificates } from '../foreign/serve.js';

/** Certificates for the tests of a file, in a folder that goes with them. They are there when the first test begins. */
export function certificatesForTests(): () => Certificates & { folder: string } {
  let made: (Certificates & { folder: string }) | null = null;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyless-chain-'));
    made = { ...(await makeCertificates(folder)), folder };
  });
  afterAll(() => made && rm(made.folder, { recursive: true, force: true }));
  return () => {
    if (!made) throw new TypeError('no test has begun');
    return made;
  };
}
