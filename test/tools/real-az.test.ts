import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { assignRole } from '../../src/findings/azure-commands.js';
import { recogniseTool } from '../../src/findings/recognise/tool.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { readCommandLine } from '../../src/tools/command-line.js';
import { runCommand } from '../../src/tools/run-command.js';
import type { CommandAnswer } from '../../src/tools/run-command.js';
import { createTools } from '../../src/tools/tools.js';
import type { Tools } from '../../src/tools/tool.js';
import { acme, unknown } from '../findings/words-samples.js';
import { around } from './programs.js';
import { hasAz, withAz } from '../support/az.js';
import { signedIn } from './signed-in.js';

let place: Sandbox;
beforeAll(async () => {
  place = await startSandbox();
});
afterAll(() => place.stop());

function run(text: string, tools: Tools): Promise<CommandAnswer> {
  const read = readCommandLine(text);
  if (!read.ok) throw new Error(`${read.reason.why} ${read.reason.what}`);
  return runCommand(read.command, tools);
}

const timeout = 120_000;

test.skipIf(!hasAz)(
  `${withAz} gives the role that an explanation asks for, whose two ids it looks up, and again without harm`,
  { timeout },
  async () => {
    const { tools } = await signedIn(place);
    const { azure, entra } = place.world;
    const [identity] = entra.tenants[0]?.identities ?? [];
    azure.roleAssignments = azure.roleAssignments.filter(({ principalId }) => principalId !== identity?.objectId);
    const known = { ...acme, azureClientId: identity?.clientId ?? '', endpoint: place.settings.AZURE_AOAI_ENDPOINT };
    const text = assignRole(known, null, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd');
    const given = await run(text, tools);
    expect(given).toMatchObject({ ok: true, ran: expect.stringContaining(azure.resourceId) });
    const mine = () => azure.roleAssignments.filter(({ principalId }) => principalId === identity?.objectId);
    expect(mine()).toMatchObject([{ scope: azure.resourceId, roleId: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd' }]);
    // What was run can be run as it is told.
    expect(await run(given.ran ?? '', tools)).toMatchObject({ ok: true });
    expect(mine().length).toBe(1);
  },
);

test.skipIf(!hasAz)(`${withAz} that nobody has signed in is told so by the list of accounts, too`, { timeout }, async () => {
  const { env } = await signedIn(place);
  const { az } = createTools(around({ ...env, AZURE_CONFIG_DIR: join(env['HOME'] ?? '', 'nobody') }));
  const answer = await az.run(['account', 'list']);
  expect(!answer.ok && recogniseTool(answer.failure, unknown).code).toBe('tool/az-signed-out');
});
