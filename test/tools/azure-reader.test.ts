import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTransport } from '../../src/chain/transport.js';
import type { Transport } from '../../src/chain/transport.js';
import { recogniseTool } from '../../src/findings/recognise/tool.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { wholeList } from '../../src/tools/azure-pages.js';
import { createAzureReader, createRestReader } from '../../src/tools/azure-reader.js';
import { createTools } from '../../src/tools/tools.js';
import type { Tool, ToolAnswer } from '../../src/tools/tool.js';
import { unknown } from '../findings/words-samples.js';
import { entraTokenOf } from '../sandbox/client.js';
import { around, programs } from './programs.js';
import { hasAz, withAz } from '../support/az.js';
import { signedIn } from './signed-in.js';

let place: Sandbox;
let token: string;
beforeAll(async () => {
  place = await startSandbox();
  token = await entraTokenOf(place, { scope: 'https://management.azure.com/.default' });
});
afterAll(() => place.stop());

const account = () => ({ subscriptionId: place.world.subscription.id, cloud: 'AzureCloud' });
const deployments = (): string => `${place.world.azure.resourceId}/deployments?api-version=2024-10-01`;
const group = (name: string): string => `/subscriptions/${place.world.subscription.id}/resourceGroups/${name}`;

function transportTo({ proxyVariables, caPem }: Sandbox, ca: string | null = caPem): Transport {
  return createTransport({ env: proxyVariables, ...(ca !== null && { ca }), secrets: [] });
}

/** An `az` that hands out the token of the identity of this place, answers `null` to a request, and keeps what it was asked. */
async function standIn(given = JSON.stringify({ accessToken: token })): Promise<{ az: Tool; asked: () => Promise<string[]> }> {
  const { folder } = await programs({});
  await writeFile(join(folder, 'token'), given);
  const script = `echo "$1 $2" >> ${folder}/asked; case "$1" in account) cat ${folder}/token;; *) echo '"by az"';; esac`;
  const { PATH } = await programs({ az: script });
  const asked = async (): Promise<string[]> => (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');
  return { az: createTools(around({ PATH })).az, asked };
}

describe('without az, but for its token', () => {
  test('the token is asked for once, hidden, and goes to Azure Resource Manager', async () => {
    const { az, asked } = await standIn();
    const transport = transportTo(place);
    const reader = createAzureReader(az, transport, account());
    const answers = await Promise.all([reader.get(deployments()), reader.get(deployments())]);
    expect(answers[0]).toMatchObject({ ok: true, value: { value: [{ name: 'team-chat' }] } });
    expect(answers[1]).toEqual(answers[0]);
    expect(await asked()).toEqual(['account get-access-token']);
    expect(transport.redactor.redact(`token ${token}`)).not.toContain(token.slice(-20));
    transport.close();
  });

  test('a refusal is what az would have made of it', async () => {
    const { az } = await standIn();
    const answer = await createAzureReader(az, transportTo(place), account()).get(`${group('rg-keyless')}?api-version=2021-04-01`);
    expect(answer).toMatchObject({
      failure: { tool: 'az', kind: 'refused', exitCode: 1, command: expect.stringContaining('az rest --method get --url ') },
    });
    const found = !answer.ok && recogniseTool(answer.failure, unknown);
    expect(found).toMatchObject({
      code: 'tool/az-forbidden',
      evidence: { action: 'Microsoft.Resources/subscriptions/resourceGroups/read' },
    });
  });

  test('a token that has expired on the way is asked for anew, once', async () => {
    const { az, asked } = await standIn();
    const reader = createAzureReader(az, transportTo(place), account());
    place.world.azure.clockOffsetSeconds = 7200;
    const answer = await reader.get(deployments());
    place.world.azure.clockOffsetSeconds = 0;
    expect(!answer.ok && recogniseTool(answer.failure, unknown).code).toBe('tool/az-login-expired');
    expect(await asked()).toEqual(['account get-access-token', 'account get-access-token']);
    expect(await reader.get(deployments())).toMatchObject({ ok: true });
  });

  test('who may have no token is told why', async () => {
    const { PATH } = await programs({ az: `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1` });
    const answer = await createAzureReader(createTools(around({ PATH })).az, transportTo(place), account()).get(deployments());
    expect(!answer.ok && recogniseTool(answer.failure, unknown).code).toBe('tool/az-signed-out');
    const { az } = await standIn('{}');
    expect(await createAzureReader(az, transportTo(place), account()).get(deployments())).toMatchObject({
      failure: { kind: 'unreadable' },
    });
  });
});

describe('by az', () => {
  test('where Node does not trust the certificate that az may trust, and from then on', async () => {
    const { az, asked } = await standIn();
    const reader = createAzureReader(az, transportTo(place, null), account());
    expect([await reader.get(deployments()), await reader.get(deployments())]).toEqual([
      { ok: true, value: 'by az' },
      { ok: true, value: 'by az' },
    ]);
    expect(await asked()).toEqual(['account get-access-token', 'rest --method', 'rest --method']);
  });

  test('in another cloud', async () => {
    const { az, asked } = await standIn();
    await createAzureReader(az, transportTo(place), { ...account(), cloud: 'AzureUSGovernment' }).get(deployments());
    expect(await asked()).toEqual(['rest --method']);
  });
});

describe('a list in pages', () => {
  const origin = 'https://management.azure.com';
  /** Pages by their path. */
  const list = (pages: Record<string, unknown>): Promise<ToolAnswer> =>
    wholeList('/a?v=1', (path) => Promise.resolve({ ok: true, value: pages[path] }), origin);

  test('is read as a whole', async () => {
    const pages = {
      '/a?v=1': { value: [1], nextLink: `${origin}/a?v=1&$skiptoken=x%2F`, count: 2 },
      '/a?v=1&$skiptoken=x%2F': { value: [2] },
    };
    expect(await list(pages)).toEqual({ ok: true, value: { value: [1, 2] } });
  });

  test('is none where the next page is elsewhere, or where there is no end', async () => {
    const failure = { tool: 'az', kind: 'unreadable', exitCode: null, said: '', command: "az rest --method get --url '/a?v=1'" };
    for (const nextLink of ['https://evil.example/a', `${origin}.evil.example/a`, 'x', `${origin}/a?v=1`])
      expect(await list({ '/a?v=1': { value: [1], nextLink } })).toEqual({ ok: false, failure });
  });

  test('what is no list stays as it is', async () => {
    expect(await list({ '/a?v=1': { name: 'x', nextLink: 'y' } })).toEqual({ ok: true, value: { name: 'x', nextLink: 'y' } });
    expect(await list({ '/a?v=1': null })).toEqual({ ok: true, value: null });
  });
});

test.skipIf(!hasAz)(`both ways give the same, by ${withAz}`, async () => {
  const { tools, transport } = await signedIn(place);
  const [direct, rest] = [createAzureReader(tools.az, transport, account()), createRestReader(tools.az, 'https://management.azure.com')];
  const [identity] = place.world.entra.tenants[0]?.identities ?? [];
  const paths = [
    deployments(),
    `${place.world.azure.resourceId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo('${identity?.objectId}')`,
    `${group('rg-keyless')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nobody?api-version=2023-01-31`,
  ];
  const directly = await Promise.all(paths.map((path) => direct.get(path)));
  // One after another: of several at once in one folder az says now and then that it cannot read a file that another is writing.
  const byAz: ToolAnswer[] = [];
  for (const path of paths) byAz.push(await rest.get(path));
  expect(byAz).toEqual(directly);
  expect(directly.map((answer) => (answer.ok ? 'ok' : recogniseTool(answer.failure, unknown).code))).toEqual([
    'ok',
    'ok',
    'tool/az-resource-missing',
  ]);
  transport.close();
});
