import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { AzureOpenAi, World } from '../../src/sandbox/world.js';
import { ask, askChat, entraTokenOf } from './client.js';
import type { Answer } from './client.js';

let place: Sandbox;
let healthy: World;
let azure: AzureOpenAi;
let token: string;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  token = await entraTokenOf(place, { scope: 'https://management.azure.com/.default' });
});
afterAll(() => place.stop());
beforeEach(() => {
  Object.assign(place.world, structuredClone(healthy));
  ({ azure } = place.world);
});

const at = (path: string, bearer = token): Promise<Answer> =>
  ask(place, `https://management.azure.com${path}`, { headers: { authorization: `Bearer ${bearer}` } });

const subscription = (): string => azure.resourceId.split('/').slice(0, 3).join('/');
const accounts = (): Promise<Answer> => at(`${subscription()}/providers/Microsoft.CognitiveServices/accounts?api-version=2024-10-01`);
const deployments = (account = azure.resourceId): Promise<Answer> => at(`${account}/deployments?api-version=2024-10-01`);

const assign = (roleId: string, scope = azure.resourceId): unknown =>
  azure.roleAssignments.forEach((assignment) => Object.assign(assignment, { roleId, scope }));

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

test('the role that may chat may read on: subscription, account, deployments', async () => {
  const [first] = (await at('/subscriptions?api-version=2022-12-01')).body.value;
  expect(first).toMatchObject({ id: subscription(), tenantId: azure.tenantId, state: 'Enabled' });
  const [host = ''] = azure.hosts;
  expect((await accounts()).body.value).toMatchObject([
    {
      id: azure.resourceId,
      name: host.split('.')[0],
      kind: 'AIServices',
      sku: { name: 'S0' },
      properties: {
        endpoint: `https://${azure.hosts[2]}/`,
        customSubDomainName: host.split('.')[0],
        publicNetworkAccess: 'Enabled',
        networkAcls: { defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
        endpoints: { 'OpenAI Language Model Instance API': `https://${host}/` },
        provisioningState: 'Succeeded',
      },
    },
  ]);
  expect((await deployments()).body.value).toMatchObject([
    {
      id: `${azure.resourceId}/deployments/team-chat`,
      name: 'team-chat',
      properties: { model: { format: 'OpenAI', name: 'gpt-4.1-mini' }, capabilities: { chatCompletion: 'true' } },
    },
  ]);
});

test('ids are compared without regard to case, and a model that cannot chat lacks the capability', async () => {
  for (const { model } of azure.deployments) model.canChat = false;
  const [first] = (await deployments(azure.resourceId.toUpperCase())).body.value;
  expect(first.properties.capabilities).toEqual({});
});

test('a request without a version, without a token, or with a token for somebody else', async () => {
  expect((await ask(place, 'https://management.azure.com/subscriptions')).body.error.code).toBe('MissingApiVersionParameter');
  const url = 'https://management.azure.com/subscriptions?api-version=2022-12-01';
  expect(await ask(place, url)).toMatchObject({ status: 401, body: { error: { code: 'AuthenticationFailed' } } });
  const data = await entraTokenOf(place);
  expect(await at('/subscriptions?api-version=2022-12-01', data)).toMatchObject({
    status: 401,
    body: {
      error: {
        code: 'InvalidAuthenticationTokenAudience',
        message: expect.stringMatching(/resource 'https:\/\/cognitiveservices\.azure\.com'\. .*'https:\/\/management\.azure\.com'\.$/),
      },
    },
  });
  const forged = `${token.slice(0, -6)}AAAAAA`;
  expect((await at('/subscriptions?api-version=2022-12-01', forged)).body.error.code).toBe('InvalidAuthenticationToken');
  azure.clockOffsetSeconds = 7200;
  expect(await accounts()).toMatchObject({
    status: 401,
    body: {
      error: { code: 'ExpiredAuthenticationToken', message: 'The access token expiry UTC time is earlier than current UTC time.' },
    },
  });
});

test('without a role nothing is seen, and the refusal names client, action and scope', async () => {
  azure.roleAssignments = [];
  expect((await at('/subscriptions?api-version=2022-12-01')).body.value).toEqual([]);
  const [identity] = place.world.entra.tenants[0]?.identities ?? [];
  const who = `The client '${identity?.clientId}' with object id '${identity?.objectId}'`;
  const refused = (action: string, scope: string) => ({
    status: 403,
    body: {
      error: {
        code: 'AuthorizationFailed',
        message: `${who} does not have authorization to perform action 'Microsoft.CognitiveServices/${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      },
    },
  });
  expect(await accounts()).toMatchObject(refused('accounts/read', subscription()));
  expect(await deployments()).toMatchObject(refused('accounts/deployments/read', azure.resourceId));
});

test.each([
  ['Cognitive Services OpenAI User', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd', 200, 200],
  ['Foundry User', '53ca6127-db72-4b80-b1b0-d745d6d5456d', 200, 200],
  ['Cognitive Services Contributor', '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68', 200, 401],
  ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c', 200, 401],
  ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 200, 401],
  ['Reader', reader, 200, 401],
  ['Cognitive Services Data Contributor', '19c28022-e58e-450d-a464-0b2a53034789', 403, 200],
  ['Azure AI Developer', '64702f94-c441-49e6-a78b-ef80e0188fee', 403, 200],
  ['Foundry Agent Consumer', 'eed3b665-ab3a-47b6-8f48-c9382fb1dad6', 403, 401],
])('%s: the list by its actions, a chat by its data actions', async (_, roleId, listing, chat) => {
  assign(roleId);
  expect([(await deployments()).status, (await accounts()).body.value.length]).toEqual([listing, listing === 200 ? 1 : 0]);
  expect((await askChat(place, await entraTokenOf(place))).status).toBe(chat);
});

test('a role counts at its scope and below: above the account it is enough, beside it or within it not', async () => {
  for (const scope of [subscription(), azure.resourceId.split('/providers/')[0]]) {
    assign(reader, scope);
    // Document Intelligence is an account in the same group.
    expect([(await deployments()).status, (await accounts()).body.value.length]).toEqual([200, 2]);
  }
  for (const scope of [`${azure.resourceId}2`, `${azure.resourceId}/projects/p`]) {
    assign(reader, scope);
    expect([(await deployments()).status, (await accounts()).body.value]).toEqual([403, []]);
  }
});

test('who may read the group is told that an account is not there; who may not is refused first', async () => {
  const other = `${azure.resourceId}2`;
  expect((await deployments(other)).status).toBe(403);
  assign(reader, subscription());
  const message = `The Resource 'Microsoft.CognitiveServices/accounts/${other.split('/').at(-1)}' under resource group 'rg-keyless' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  expect(await deployments(other)).toMatchObject({ status: 404, body: { error: { code: 'ResourceNotFound', message } } });
});

test('a subscription of another tenant, and one that is none', async () => {
  place.world.subscription.tenantId = place.world.elsewhere.tenantId;
  expect((await at('/subscriptions?api-version=2022-12-01')).body.value).toEqual([]);
  expect(await accounts()).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationTokenTenant' } } });
  const none = `/subscriptions/${place.world.elsewhere.clientId}/providers/Microsoft.CognitiveServices/accounts?api-version=2024-10-01`;
  expect(await at(none)).toMatchObject({ status: 404, body: { error: { code: 'SubscriptionNotFound' } } });
});

test('the list of the data plane can be gone for good', async () => {
  azure.listsDeployments = false;
  for (const version of ['2022-12-01', '2023-03-15-preview']) {
    const url = `https://${azure.hosts[0]}/openai/deployments?api-version=${version}`;
    const answer = await ask(place, url, { headers: { authorization: `Bearer ${await entraTokenOf(place)}` } });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: '404', message: 'Resource not found' } } });
  }
  expect((await deployments()).status).toBe(200);
});
