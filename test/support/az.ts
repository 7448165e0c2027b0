import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createTransport } from '../../src/chain/transport.js';
import type { Transport } from '../../src/chain/transport.js';
import { prepareClients } from '../../src/sandbox/clients.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { createTools } from '../../src/tools/tools.js';
import type { Tools } from '../../src/tools/tool.js';

/** Whether there is a real Azure CLI on this machine. What needs one is skipped without it, and told. */
export const hasAz = spawnSync('sh', ['-c', 'command -v az'], { stdio: 'ignore' }).status === 0;
if (!hasAz) process.stderr.write('There is no az on the PATH: what needs a real Azure CLI is not tested.\n');

/** For the title of a block of tests that is skipped without it. */
export const azNote = hasAz ? 'az is here' : 'NOT ON THIS MACHINE, so not shown: apt-get install azure-cli';

/** The same for the title of a test. */
export const withAz = hasAz ? 'a real az' : `a real az (${azNote})`;

/** A start of az takes a second, several one after the other as many, and all of it ten times as long where the machine is full. */
export const azTimeout = 120_000;

/** The person's own tools, at home in a place: `az` is signed in as its administrator. */
export interface AtHome {
  env: Record<string, string>;
  tools: Tools;
  transport: Transport;
  close(): Promise<void>;
}

/** Opens the tools of this machine onto a place; whatever PATH is given goes before the machine's own. */
export async function atHome(place: Sandbox, { path = '' } = {}): Promise<AtHome> {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-home-'));
  const { reach, auth0 } = await prepareClients(place, folder);
  const PATH = [path, process.env['PATH'] ?? ''].filter(Boolean).join(':');
  const env = { PATH, HOME: folder, ...reach, ...auth0 };
  const { signal } = new AbortController();
  const transport = createTransport({ env, secrets: [], signal, limits: {}, ca: place.caPem });
  const tools = createTools({ env, platform: process.platform, signal, redactor: transport.redactor });
  const close = async (): Promise<void> => {
    transport.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { env, tools, transport, close };
}
