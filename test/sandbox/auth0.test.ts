import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Auth0Api, Auth0Application, World } from '../../src/sandbox/world.js';
import { ask, askAuth0, assertionOf, claimsOf, headerOf } from './client.js';

let place: Sandbox;
let healthy: World;
let api: Auth0Api;
let application: Auth0Application;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
});
afterAll(() => place.stop());
beforeEach(() => {
  Object.assign(place.world, structuredClone(healthy));
  [api, application] = [place.world.auth0.apis[0] as Auth0Api, place.world.auth0.applications[0] as Auth0Application];
});

const tokenUrl = (): string => `https://${place.world.auth0.domain}/oauth/token`;

test('discovery names the issuer with its final slash, and where keys and tokens are', async () => {
  const { status, body } = await ask(place, `https://${place.world.auth0.domain}/.well-known/openid-configuration`);
  const issuer = `https://${place.world.auth0.domain}/`;
  expect(status).toBe(200);
  expect(body).toMatchObject({ issuer, jwks_uri: `${issuer}.well-known/jwks.json`, token_endpoint: `${issuer}oauth/token` });
  expect(body.token_endpoint_auth_methods_supported).toEqual(['client_secret_basic', 'client_secret_post', 'private_key_jwt']);
});

test('the token request may be JSON, a form, or have the client in a Basic header', async () => {
  const { clientId: client_id, secret: client_secret } = application;
  const audience = api.identifier;
  const asked = { grant_type: 'client_credentials', audience };
  const basic = { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` };
  const ways = [
    { json: { ...asked, client_id, client_secret } },
    { form: { ...asked, client_id, client_secret } },
    { form: asked, headers: basic },
  ];
  for (const way of ways) {
    const { status, body, headers } = await ask(place, tokenUrl(), way);
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), expires_in: 86_400, token_type: 'Bearer' });
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '300', 'content-type': 'application/json; charset=utf-8' });
  }
});

test.each([
  ['an unknown client', { client_id: 'nobody' }, 401, 'access_denied', 'Unauthorized'],
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'access_denied', 'Unauthorized'],
  ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type', 'Grant type not supported'],
  ['no audience', { audience: '' }, 403, 'access_denied', 'Non-global clients are not allowed access to APIv1'],
  ['another audience', { audience: 'https://x/' }, 403, 'access_denied', 'Service not enabled within domain: https://x/'],
  ['an audience in other case', { audience: 'api://azureadtokenexchange' }, 403, 'access_denied', /^Service not enabled/],
  ['a scope outside the grant', { scope: 'openid profile' }, 403, 'access_denied', 'Client has not been granted scopes: openid, profile'],
])('%s is refused in the words of Auth0', async (_, changes, status, error, description) => {
  const answer = await askAuth0(place, changes);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toBe(error);
  expect(answer.body.error_description).toMatch(description);
});

test.each(['none', 'private_key_jwt'] as const)('an application with the method %s has no use for a secret', async (authMethod) => {
  application.authMethod = authMethod;
  expect((await askAuth0(place)).status).toBe(401);
});

test('a grant type that is not allowed comes with the page that explains it', async () => {
  application.grantTypes = [];
  expect((await askAuth0(place)).body.error_uri).toBe('https://auth0.com/docs/clients/client-grant-types');
});

test('a missing client grant names client and API as in 2026; one for users does not count, nor does an API closed to all', async () => {
  const [grant] = place.world.auth0.grants;
  Object.assign(grant ?? {}, { subjectType: 'user' });
  const refused = `Client "${application.clientId}" is not authorized to access resource server "${api.identifier}". You need to create a "client-grant" associated to this API.`;
  expect((await askAuth0(place)).body).toEqual({ error: 'access_denied', error_description: refused });
  Object.assign(grant ?? {}, { subjectType: 'client' });
  api.clientPolicy = 'deny_all';
  expect((await askAuth0(place)).status).toBe(403);
});

test('granted scopes are issued, and told', async () => {
  Object.assign(place.world.auth0.grants[0] ?? {}, { scope: ['read', 'write'] });
  expect((await askAuth0(place)).body.scope).toBe('read write');
  const { body } = await askAuth0(place, { scope: 'read' });
  expect([body.scope, claimsOf(body.access_token).scope]).toEqual(['read', 'read']);
});

test('an Action that denies gives its reason with its status', async () => {
  place.world.auth0.action = { kind: 'denies', code: 'invalid_request', reason: 'not from here' };
  expect(await askAuth0(place)).toMatchObject({ status: 400, body: { error: 'invalid_request', error_description: 'not from here' } });
  place.world.auth0.action = { kind: 'denies', code: 'server_error', reason: 'no' };
  expect((await askAuth0(place)).status).toBe(500);
});

test('a quota is counted down in its header until it is spent', async () => {
  application.tokenQuota = { perHour: 2, issued: 0 };
  expect((await askAuth0(place)).headers['auth0-client-quota-limit']).toMatch(/^b=per_hour;q=2;r=1;t=\d+$/);
  expect((await askAuth0(place)).headers['auth0-client-quota-limit']).toMatch(/r=0/);
  const spent = await askAuth0(place);
  expect(spent).toMatchObject({ status: 429, body: { error: 'too_many_requests', error_description: 'Client quota exceeded' } });
  expect(Number(spent.headers['retry-after'])).toBeGreaterThanOrEqual(0);
});

test('the tenant limit counts every request, refused ones too', async () => {
  place.world.auth0.rateLimit = { perMinute: 300, byOthers: 299 };
  await askAuth0(place);
  const { status, headers } = await askAuth0(place);
  expect(status).toBe(429);
  expect(headers['x-ratelimit-remaining']).toBe('0');
  expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
});

test('RFC 9068: another type and other claims', async () => {
  api.dialect = 'rfc9068_profile';
  const token = await assertionOf(place);
  expect(headerOf(token).typ).toBe('at+jwt');
  expect(claimsOf(token)).toMatchObject({ client_id: application.clientId, jti: expect.any(String) });
  expect(claimsOf(token)).not.toHaveProperty('gty');
});

test('HS256 signs with the secret of the API and names no key', async () => {
  api.signingAlgorithm = 'HS256';
  const token = await assertionOf(place);
  const [head = '', claims = '', signature] = token.split('.');
  expect(headerOf(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(createHmac('sha256', api.signingSecret).update(`${head}.${claims}`).digest('base64url')).toBe(signature);
});

test('PS256, JWE and opaque tokens are what they say', async () => {
  api.signingAlgorithm = 'PS256';
  expect(headerOf(await assertionOf(place)).alg).toBe('PS256');
  api.isEncrypted = true;
  expect((await assertionOf(place)).split('.')).toHaveLength(5);
  api.format = 'opaque';
  expect((await assertionOf(place)).split('.')).toHaveLength(1);
});

test('agents as principal: the subject loses its @clients', async () => {
  api.subject = 'agent';
  expect(claimsOf(await assertionOf(place)).sub).toBe(application.clientId);
});

test('a tenant flag gives an opaque token to who names no audience', async () => {
  place.world.auth0.allowsApi1NonGlobalClients = true;
  const { status, body } = await askAuth0(place, { audience: '' });
  expect(status).toBe(200);
  expect(body.access_token).not.toContain('.');
});

test('the issuer follows the domain that was asked', async () => {
  const { host } = place.world.auth0.customDomain;
  place.world.settingsEdits = { OIDC_ENDPOINT: host };
  expect(claimsOf(await assertionOf(place)).iss).toBe(`https://${host}/`);
  expect((await ask(place, `https://${host}/.well-known/openid-configuration`)).body.issuer).toBe(`https://${host}/`);
});

test('other paths, and a name without a tenant, are not found in plain text', async () => {
  const { auth0Domain } = place.world.elsewhere;
  for (const url of [`https://${auth0Domain}/oauth/token`, `https://${place.world.auth0.domain}/nothing`]) {
    expect(await ask(place, url)).toMatchObject({ status: 404, text: 'Not found.' });
  }
});

test('a slow clock shows in the Date header and in the token', async () => {
  place.world.auth0.clockOffsetSeconds = -7200;
  const answer = await askAuth0(place);
  const seen = [Date.parse(answer.headers['date'] ?? '') / 1000, claimsOf(answer.body.access_token).iat];
  for (const seconds of seen) expect(Date.now() / 1000 - seconds).toBeGreaterThan(7190);
});
