import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createTransport } from '../../src/chain/transport.js';
import type { Transport } from '../../src/chain/transport.js';
import { azureCliSwitches, signInAzureCli } from '../../src/sandbox/azure-cli.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { createTools } from '../../src/tools/tools.js';
import type { Tools } from '../../src/tools/tool.js';
import { emptyFolder } from '../support/binary.js';
import { around } from './programs.js';

/** Whether there is an az on this machine, and what a test is called that needs one. */
export const hasAz = spawnSync('az', ['version'], { stdio: 'ignore' }).status === 0;
export const withAz = hasAz ? 'a real az' : 'a real az (NOT ON THIS MACHINE, so not shown: apt-get install azure-cli)';

/** The tools of somebody who administers this place, and what reads it without them. */
export async function signedIn(place: Sandbox): Promise<{ tools: Tools; transport: Transport; env: Record<string, string> }> {
  const folder = await emptyFolder();
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, place.caPem);
  await signInAzureCli(join(folder, 'azure'), place.world);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    ...place.proxyVariables,
    ...azureCliSwitches,
    REQUESTS_CA_BUNDLE: ca,
    AZURE_CONFIG_DIR: join(folder, 'azure'),
  };
  const transport = createTransport({ env: place.proxyVariables, ca: place.caPem, secrets: [] });
  return { tools: createTools(around(env, { redactor: transport.redactor })), transport, env };
}
