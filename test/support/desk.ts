import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { onTestFinished } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Desk } from '../../src/ui/desk.js';
import type { AtHome } from './az.js';
import { openDesk } from './open-desk.js';

/** The desk of the program over a sandbox in this process, whose world can be changed meanwhile. It is closed with the test. */
export async function deskInSandbox(argv: readonly string[], more: Partial<Io> = {}): Promise<{ desk: Desk; sandbox: Sandbox }> {
  const read = readArgs(argv);
  if (!read.ok) throw new Error(read.usage.problem);
  let sandbox: Sandbox | null = null;
  const io = {
    env: {},
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    tool: { name: 'keyless', version: '0.0.0-test' },
    startSandbox: async (options) => (sandbox = await startSandbox(options)),
    ...more,
  } satisfies Partial<Io> as unknown as Io;
  const opened = await openPlace(read.args, io);
  if (!opened.ok || sandbox === null) throw new Error('no place');
  const { place } = opened;
  onTestFinished(() => place.close());
  return { desk: await openDesk(read.args, io, place), sandbox };
}

/** The desk of the program on a machine that has nothing but the settings and the tools of a place, less these variables. */
export async function deskAtHome(place: Sandbox, { env }: Pick<AtHome, 'env'>, without: readonly string[] = []): Promise<Desk> {
  // A process reads NODE_EXTRA_CA_CERTS when it starts, which this one has done.
  const usual = getCACertificates('default');
  setDefaultCACertificates([...usual, place.caPem]);
  onTestFinished(() => setDefaultCACertificates(usual));
  const read = readArgs(['--env-file', join(env['HOME'] ?? '', 'none.env')]);
  if (!read.ok) throw new Error(read.usage.problem);
  const kept = Object.entries({ ...place.settings, ...env }).filter(([name]) => !without.includes(name));
  const io = {
    env: Object.fromEntries(kept),
    platform: process.platform,
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    pauses: [0],
    tool: { name: 'keyless', version: '0.0.0-test' },
  } satisfies Partial<Io> as unknown as Io;
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new Error(opened.problem);
  onTestFinished(() => opened.place.close());
  return openDesk(read.args, io, opened.place);
}
