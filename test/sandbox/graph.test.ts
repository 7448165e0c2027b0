import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Identity, World } from '../../src/sandbox/world.js';
import { administratorTokenOf, ask, askEntra, assertionOf, entraTokenOf } from './client.js';
import type { Answer } from './client.js';

/** The directory as the commands on an app registration read and write it: `az ad app` and `az ad sp`. */

let place: Sandbox;
let healthy: World;
let token: string;
let app: Identity;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  token = await administratorTokenOf(place, 'https://graph.microsoft.com');
});
afterAll(() => place.stop());
beforeEach(() => {
  Object.assign(place.world, structuredClone(healthy));
  const [first] = place.world.entra.tenants[0]?.identities ?? [];
  if (!first) throw new Error('no identity');
  app = Object.assign(first, { kind: 'app-registration', resourceId: '' } as const);
});

const graph = (method: string, path: string, json?: unknown, bearer = token): Promise<Answer> =>
  ask(place, `https://graph.microsoft.com/v1.0${path}`, { method, json, headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });
const filtered = (filter: string): string => `?$filter=${encodeURIComponent(filter)}`;
const applicationId = async (): Promise<string> =>
  (await graph('GET', `/applications${filtered(`appId eq '${app.clientId}'`)}`)).body.value[0].id;

test('an application is found by its client id, and has an object id that is not that of its principal', async () => {
  const id = await applicationId();
  expect(await graph('GET', `/applications/${id}`)).toMatchObject({ status: 200, body: { appId: app.clientId, displayName: app.name } });
  const byName = filtered(`servicePrincipalNames/any(c:c eq '${app.clientId}')`);
  const [principal] = (await graph('GET', `/servicePrincipals${byName}`)).body.value;
  expect(principal).toMatchObject({ id: app.objectId, appId: app.clientId, accountEnabled: true });
  expect(id).not.toBe(principal.id);
  expect((await graph('POST', '/directoryObjects/getByIds', { ids: [app.objectId] })).body.value).toMatchObject([
    { displayName: app.name },
  ]);
  const absent = `Resource '${app.clientId}' does not exist or one of its queried reference-property objects are not present.`;
  expect(await graph('GET', `/applications/${app.clientId}`)).toMatchObject({
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound', message: absent } },
  });
});

test('a managed identity has a principal, and no application', async () => {
  app.kind = 'managed-identity';
  const registered = (await graph('GET', '/applications')).body.value as { displayName: string }[];
  expect(registered.map(({ displayName }) => displayName)).toEqual(['setup']);
  expect((await graph('GET', `/servicePrincipals/${app.objectId}`)).body.servicePrincipalType).toBe('ManagedIdentity');
  expect((await graph('POST', '/servicePrincipals', { appId: app.clientId })).body.error.message).toMatch(
    /does not reference a valid application object\.$/,
  );
});

test('a principal that is missing is made once, and one that was switched off is switched on', async () => {
  app.hasPrincipal = false;
  const refused = await askEntra(place, await assertionOf(place));
  expect(refused.body.error_codes).toEqual([7000229]);
  expect((await graph('GET', `/servicePrincipals/${app.objectId}`)).status).toBe(404);
  expect((await graph('POST', '/servicePrincipals', { appId: app.clientId })).status).toBe(201);
  expect((await graph('POST', '/servicePrincipals', { appId: app.clientId })).body.error.code).toBe(
    'Request_MultipleObjectsWithSameKeyValue',
  );
  app.isEnabled = false;
  expect((await graph('PATCH', `/servicePrincipals/${app.objectId}`, { accountEnabled: true })).status).toBe(204);
  expect((await askEntra(place, await assertionOf(place))).status).toBe(200);
});

test('the credentials of an application are created, changed, read and removed, by id or by name', async () => {
  const all = `/applications/${await applicationId()}/federatedIdentityCredentials`;
  const values = { issuer: 'https://a.eu.auth0.com/', subject: 'one@clients', audiences: ['api://AzureADTokenExchange'] };
  const { id } = (await graph('POST', all, { name: 'second', ...values })).body;
  expect((await graph('GET', all)).body.value).toMatchObject([{ name: 'auth0' }, { id, name: 'second', ...values }]);
  expect((await graph('PATCH', `${all}/${id}`, { subject: 'two@clients' })).status).toBe(204);
  expect((await graph('GET', `${all}/second`)).body).toMatchObject({ ...values, subject: 'two@clients' });
  expect([(await graph('DELETE', `${all}/second`)).status, (await graph('DELETE', `${all}/second`)).status]).toEqual([204, 404]);
});

test('its name is free, its issuer and subject are there once, and nothing is left out', async () => {
  const all = `/applications/${await applicationId()}/federatedIdentityCredentials`;
  const [held] = app.credentials;
  const same = { issuer: held?.issuer, subject: held?.subject, audiences: ['other'] };
  expect(await graph('POST', all, { name: 'auth0', ...same })).toMatchObject({
    status: 409,
    body: { error: { message: 'FederatedIdentityCredential with name auth0 already exists.' } },
  });
  expect((await graph('POST', all, { name: 'second', ...same })).body.error.code).toBe('InvalidFederatedIdentityCredentialValue');
  expect((await graph('POST', all, { name: 'second', issuer: 'a', subject: 'b', audiences: [] })).status).toBe(400);
  expect((await graph('PATCH', `${all}/auth0`, { subject: '' })).status).toBe(400);
});

test('only who administers is let in, with a token for this service', async () => {
  const own = await entraTokenOf(place, { scope: 'https://graph.microsoft.com/.default' });
  expect(await graph('GET', '/applications', undefined, own)).toMatchObject({
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' } },
  });
  for (const bearer of ['', 'x.y.z', await administratorTokenOf(place)]) {
    expect((await graph('GET', '/applications', undefined, bearer)).body.error.code).toBe('InvalidAuthenticationToken');
  }
  expect((await graph('GET', '/users')).status).toBe(400);
});
