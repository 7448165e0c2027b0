import { afterAll, beforeAll, expect, test } from 'vitest';

import { emptied, healthyWorld } from '../../src/sandbox/healthy-world.js';
import { createRandom } from '../../src/sandbox/random.js';
import { contributor, owner } from '../../src/sandbox/roles.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Accelerator } from '../../src/sandbox/world.js';
import { ask, entraTokenOf } from './client.js';

let place: Sandbox;
let all: Accelerator;
let token: string;
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

beforeAll(async () => {
  place = await startSandbox();
  all = place.world.subscription.accelerator as Accelerator;
  token = await entraTokenOf(place, { scope: 'https://management.azure.com/.default' });
  become(owner);
});
afterAll(() => place.stop());

/** Whoever calls has this role in the subscription, and no other. */
function become(roleId: string): void {
  const principalId = place.world.entra.tenants[0]?.identities[0]?.objectId ?? '';
  const { azure, subscription } = place.world;
  azure.roleAssignments = [{ principalId, roleId, scope: `/subscriptions/${subscription.id}` }];
}

async function arm(method: string, path: string, json?: unknown) {
  const version = path.includes('api-version=') ? '' : `${path.includes('?') ? '&' : '?'}api-version=2022-03-01`;
  const headers = { authorization: `Bearer ${token}` };
  return ask(place, `https://management.azure.com${path}${version}`, { method, headers, ...(json !== undefined && { json }) });
}

const decision = (status: string) => ({ properties: { privateLinkServiceConnectionState: { status, description: 'decided' } } });
const connection = () => `${all.storage.id}/privateEndpointConnections/${all.storage.connections[0]?.name}`;
const link = async () => (await arm('GET', `${all.search.id}/sharedPrivateLinkResources`)).body.value[0].properties;

test('the list of a group tells kind and id of everything in it, and nothing that the caller may not read', async () => {
  const [group = ''] = all.storage.id.split('/providers/');
  const kinds = async (path: string) => (await arm('GET', path)).body.value.map(({ type }: { type: string }) => type.split('/').at(-1));
  const accelerator = ['storageAccounts', 'searchServices', 'accounts', 'sites', 'sites'];
  expect(await kinds(`${group}/resources`)).toEqual(expect.arrayContaining(accelerator));
  const filter = encodeURIComponent("resourceType eq 'Microsoft.Search/searchServices'");
  expect(await kinds(`/subscriptions/${place.world.subscription.id}/resources?$filter=${filter}`)).toEqual(['searchServices']);
  expect(await arm('GET', `${group}-none/resources`)).toMatchObject({ status: 404, body: { error: { code: 'ResourceGroupNotFound' } } });
  become('25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68');
  expect(new Set(await kinds(`${group}/resources`))).toEqual(new Set(['accounts']));
  become(owner);
});

test('the owner decides on a connection once, and AI Search sees what was decided', async () => {
  expect(await link()).toMatchObject({
    status: 'Pending',
    provisioningState: 'Succeeded',
    groupId: 'blob',
    privateLinkResourceId: all.storage.id,
  });
  become(reader);
  const refused = {
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: expect.stringContaining('privateEndpointConnections/write') } },
  };
  expect(await arm('PUT', connection(), decision('Approved'))).toMatchObject(refused);
  become(contributor);
  expect((await arm('PUT', connection(), decision('Pending'))).status).toBe(400);
  expect(await arm('PUT', connection(), decision('Approved'))).toMatchObject({
    status: 200,
    body: { properties: { privateLinkServiceConnectionState: { status: 'Approved', description: 'decided' } } },
  });
  expect(await link()).toMatchObject({ status: 'Approved', requestMessage: expect.stringContaining('AI Search') });
  expect((await arm('PUT', connection(), decision('Rejected'))).status).toBe(200);
  expect((await arm('PUT', connection(), decision('Approved'))).status).toBe(409);
  expect(await link()).toMatchObject({ status: 'Rejected' });
  become(owner);
});

test('an identity is switched on beside those that are named; others go', async () => {
  const { documentIntelligence: account } = all;
  const identity = async () => (await arm('GET', account.id)).body.identity;
  expect(await identity()).toBe(null);
  expect((await arm('PATCH', account.id, { identity: { type: 'SystemAssigned' } })).body.identity).toMatchObject({
    type: 'SystemAssigned',
    principalId: account.principalId,
  });
  account.userAssigned = ['/x/id'];
  account.hasSystemIdentity = false;
  const both = { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '/x/id': {} } };
  expect((await arm('PATCH', account.id, { identity: both })).body.identity).toMatchObject(both);
  expect((await arm('PATCH', account.id, { identity: { type: 'SystemAssigned' } })).body.identity).not.toHaveProperty(
    'userAssignedIdentities',
  );
  expect((await arm('PATCH', account.id, { tags: {} })).body.identity.type).toBe('SystemAssigned');
});

test('a document of a web app is replaced as a whole, and an old version drops the providers', async () => {
  const path = `${all.webApps[0]?.id}/config/authsettingsV2`;
  const properties = { platform: { enabled: true }, identityProviders: { google: { registration: { clientId: 'x' } } } };
  expect((await arm('GET', path)).body.properties).toHaveProperty('httpSettings');
  expect((await arm('PUT', path, { properties })).body.properties).toEqual(properties);
  expect((await arm('GET', path)).body.properties).toEqual(properties);
  await arm('PUT', `${path}?api-version=2021-02-01`, { properties });
  expect((await arm('GET', path)).body.properties).toEqual({ ...properties, identityProviders: {} });
});

test('settings of a web app are read by those who may change it, and replaced as a whole', async () => {
  const path = `${all.webApps[1]?.id}/config/appsettings`;
  become(reader);
  expect((await arm('POST', `${path}/list`)).status).toBe(403);
  become(contributor);
  expect(Object.keys((await arm('POST', `${path}/list`)).body.properties)).toContain('DATABASE_PASSWORD');
  await arm('PUT', path, { properties: { ONE: 1 } });
  expect(all.webApps[1]?.appSettings).toEqual({ ONE: '1' });
});

test('what is not there is not found, and a policy stops whoever it is', async () => {
  become(owner);
  expect(await arm('GET', `${all.storage.id}x/privateEndpointConnections`)).toMatchObject({
    status: 404,
    body: { error: { code: 'ResourceNotFound' } },
  });
  place.world.subscription.deniedTypes = ['Microsoft.Web/sites/config'];
  const denied = { status: 403, body: { error: { code: 'RequestDisallowedByPolicy' } } };
  expect(await arm('PUT', `${all.webApps[0]?.id}/config/authsettingsV2`, { properties: {} })).toMatchObject(denied);
  place.world.subscription.accelerator = null;
  expect((await arm('GET', all.storage.id)).status).toBe(404);
});

test('nothing of it is in an empty place', () => {
  const world = healthyWorld(createRandom('a'), { auth0TokenSeconds: 60, entraTokenSeconds: 60 }, new Date());
  expect(emptied(world).subscription.accelerator).toBe(null);
});
