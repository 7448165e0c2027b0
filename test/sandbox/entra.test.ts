import { SignJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { EntraTenant, Identity, World } from '../../src/sandbox/world.js';
import { aadsts, ask, askEntra, assertionOf, claimsOf, curl, entraTokenOf, headerOf } from './client.js';

let place: Sandbox;
let healthy: World;
let tenant: EntraTenant;
let identity: Identity;
let assertion: string;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  assertion = await assertionOf(place);
});
afterAll(() => place.stop());
beforeEach(() => {
  Object.assign(place.world, structuredClone(healthy));
  tenant = place.world.entra.tenants[0] as EntraTenant;
  identity = tenant.identities[0] as Identity;
});

const login = 'https://login.microsoftonline.com';

/** The assertion with other claims or another header, under a key of nobody. */
async function forge(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  const all = { ...claimsOf(assertion), ...claims };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(kept).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: headerOf(assertion).kid, ...header }).sign(privateKey);
}

test('a refusal has every field of the real one, and calls the request by the name the client gave it', async () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const { status, body } = await askEntra(place, 'x', {}, { 'client-request-id': id });
  expect(status).toBe(400);
  expect(body).toEqual({
    error: 'invalid_request',
    error_description: `AADSTS50027: JWT token is invalid or malformed. Trace ID: ${body.trace_id} Correlation ID: ${id} Timestamp: ${body.timestamp}`,
    error_codes: [50027],
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    trace_id: expect.stringMatching(/^[-0-9a-f]{36}$/),
    correlation_id: id,
    error_uri: `${login}/error?code=50027`,
  });
});

test('metadata: by id, by verified domain, and for nobody in particular', async () => {
  for (const name of [tenant.id, tenant.domains[0]]) {
    const { body } = await ask(place, `${login}/${name}/v2.0/.well-known/openid-configuration`);
    expect(body).toMatchObject({
      issuer: `${login}/${tenant.id}/v2.0`,
      token_endpoint: `${login}/${tenant.id}/oauth2/v2.0/token`,
      tenant_region_scope: 'EU',
      cloud_instance_name: 'microsoftonline.com',
    });
  }
  expect((await ask(place, `${login}/common/v2.0/.well-known/openid-configuration`)).body.issuer).toBe(`${login}/{tenantid}/v2.0`);
});

test.each([
  ['11111111-2222-4333-8444-555555555555', 90002, 'invalid_tenant'],
  ['nobody.onmicrosoft.com', 90002, 'invalid_tenant'],
  ['undefined', 900023, 'invalid_request'],
  ['00000000-0000-0000-0000-000000000000', 900021, 'invalid_request'],
])('metadata of the tenant %s: AADSTS%i', async (name, code, error) => {
  const answer = await ask(place, `${login}/${name}/v2.0/.well-known/openid-configuration`);
  expect([answer.status, aadsts(answer), answer.body.error]).toEqual([400, code, error]);
});

test('instance discovery knows the public cloud and no other', async () => {
  const at = (host: string): string =>
    `${login}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`https://${host}/common/oauth2/v2.0/authorize`)}`;
  const { body } = await ask(place, at('login.microsoftonline.com'));
  expect(body.tenant_discovery_endpoint).toBe(`${login}/common/v2.0/.well-known/openid-configuration`);
  expect(body.metadata[0].aliases).toContain('login.windows.net');
  expect(aadsts(await ask(place, at('login.example.com')))).toBe(50049);
});

test('the keys verify the tokens', async () => {
  const { keys } = (await ask(place, `${login}/${tenant.id}/discovery/v2.0/keys`)).body;
  expect(keys[0].kid).toBe(headerOf(await entraTokenOf(place)).kid);
});

test('a token carries the resource as it was written in the scope', async () => {
  expect(claimsOf(await entraTokenOf(place, { scope: 'https://management.core.windows.net//.default' })).aud).toBe(
    'https://management.core.windows.net/',
  );
});

test.each([
  ['no grant type', { grant_type: '' }, 900144, 400],
  ['another grant type', { grant_type: 'authorization_code' }, 70003, 400],
  ['no client', { client_id: '' }, 900144, 400],
  ['no scope', { scope: '' }, 900144, 400],
  ['no assertion', { client_assertion: '' }, 7000216, 401],
  ['no assertion type', { client_assertion_type: '' }, 900144, 400],
  ['a secret instead', { client_assertion: '', client_secret: 's' }, 7000215, 401],
  ['a secret as well', { client_secret: 's' }, 9002324, 400],
  ['a scope without /.default', { scope: 'https://cognitiveservices.azure.com' }, 1002012, 400],
  ['two scopes', { scope: 'https://ai.azure.com/.default https://graph.microsoft.com/.default' }, 70011, 400],
  ['the endpoint as resource', { scope: 'https://x.openai.azure.com/.default' }, 500011, 400],
])('%s: AADSTS%i', async (_, changes, code, status) => {
  const answer = await askEntra(place, assertion, changes);
  expect([aadsts(answer), answer.status]).toEqual([code, status]);
});

test('a body that is no form is malformed, and a client named twice is ambiguous', async () => {
  const url = `${login}/${tenant.id}/oauth2/v2.0/token`;
  expect(aadsts(await ask(place, url, { json: {} }))).toBe(9002313);
  const twice = ['-d', 'client_id=a', '-d', 'client_id=b', '-d', 'scope=c', '-d', 'grant_type=client_credentials'];
  expect(await curl(place, url, ...twice)).toContain('AADSTS7000110: Request is ambiguous');
});

test('the common endpoint names no tenant', async () => {
  expect(aadsts(await ask(place, `${login}/common/oauth2/v2.0/token`, { form: {} }))).toBe(50059);
});

test('object id and resource id are not the client id', async () => {
  for (const client_id of [identity.objectId, identity.resourceId]) {
    const answer = await askEntra(place, assertion, { client_id });
    expect([aadsts(answer), answer.body.error, answer.status]).toEqual([700016, 'unauthorized_client', 400]);
    expect(answer.body.error_description).toContain(`'${client_id}' was not found in the directory 'Keyless Sandbox'`);
  }
});

test.each([
  ['a line break at the end', () => `${assertion}\n`, 50027],
  ['two parts', () => assertion.split('.').slice(0, 2).join('.'), 50027],
  ['no key id', () => forge({}, { kid: undefined }), 5002723],
  ['another type', () => forge({}, { typ: 'at+jwt' }), 5002727],
  ['an unknown header parameter', () => forge({}, { gty: 'client-credentials' }), 5002726],
  ['no subject', () => forge({ sub: undefined }), 90014],
  ['two audiences', () => forge({ aud: ['api://AzureADTokenExchange', 'https://x/'] }), 5002741],
  ['one audience in a list, under a foreign key', () => forge({ aud: ['api://AzureADTokenExchange'] }), 7000274],
  ['a token of Entra ID', () => entraTokenOf(place), 700222],
  ['a key nobody published', () => forge({}, { kid: 'other' }), 7000272],
  ['a signature by another key', () => forge({}), 7000274],
])('an assertion with %s: AADSTS%i', async (_, make, code) => {
  const answer = await askEntra(place, await make());
  expect(aadsts(answer)).toBe(code);
  if (code === 5002741) expect(answer.body.error_description).toContain('2 audience values provided, maximum allowed is 1');
});

test('PS256 is refused with the list of what is supported', async () => {
  Object.assign(place.world.auth0.apis[0] ?? {}, { signingAlgorithm: 'PS256' });
  const answer = await askEntra(place, await assertionOf(place));
  expect(answer.body.error_description).toMatch(
    /^AADSTS5002738: Invalid JWT token\. 'PS256' is not a supported signature algorithm\. Supported signing algorithms are: 'RS256,RS384,RS512'/,
  );
});

test('the comparison is byte for byte: white space in the issuer blocks it', async () => {
  const [credential] = identity.credentials;
  Object.assign(credential ?? {}, { issuer: `${credential?.issuer} ` });
  expect(aadsts(await askEntra(place, assertion))).toBe(700211);
});

test('issuer is complained of before audience, audience before subject', async () => {
  const [credential] = identity.credentials;
  const right = { ...credential };
  Object.assign(credential ?? {}, { issuer: 'https://x/', audience: 'y', subject: 'z' });
  expect(aadsts(await askEntra(place, assertion))).toBe(700211);
  Object.assign(credential ?? {}, { issuer: right.issuer });
  expect(aadsts(await askEntra(place, assertion))).toBe(700212);
  Object.assign(credential ?? {}, { audience: right.audience });
  expect(aadsts(await askEntra(place, assertion))).toBe(700213);
  Object.assign(credential ?? {}, { subject: right.subject });
  expect((await askEntra(place, assertion)).status).toBe(200);
});

test('a second credential of the identity serves as well as the first', async () => {
  identity.credentials = [{ name: 'old', issuer: 'https://x/', subject: 'y', audience: 'z' }, ...identity.credentials];
  expect((await askEntra(place, assertion)).status).toBe(200);
});

test('incomplete metadata is told by the field that is missing', async () => {
  place.world.auth0.discoveryLacks = ['jwks_uri'];
  expect((await askEntra(place, assertion)).body.error_description).toMatch(
    /^AADSTS70024: OIDC Provider Metadata missing required field 'jwks_uri'\./,
  );
});

test('an issuer that is not here cannot be asked', async () => {
  Object.assign(identity.credentials[0] ?? {}, { issuer: 'https://issuer.invalid/' });
  expect(aadsts(await askEntra(place, await forge({ iss: 'https://issuer.invalid/' })))).toBe(501661);
});

test('an expired assertion is judged by the clock of Entra ID, in its own words', async () => {
  place.world.entra.clockOffsetSeconds = 90_000;
  const answer = await askEntra(place, assertion);
  expect([aadsts(answer), answer.status]).toEqual([700024, 401]);
  const [, now] = /Current time: (\S+),/.exec(answer.body.error_description) ?? [];
  expect(Date.parse(now ?? '') - Date.now()).toBeGreaterThan(89_000_000);
});

test('what is wrong first on the way is said: a tenant that is throttled, a directory that is away', async () => {
  tenant.isThrottled = true;
  expect((await askEntra(place, assertion)).headers['retry-after']).toBe('10');
  place.world.entra.isDirectoryAvailable = false;
  expect((await askEntra(place, assertion)).body.error).toBe('temporarily_unavailable');
});

test('a fresh key of the issuer is trusted as soon as it is published', async () => {
  const [, next] = place.world.auth0.publishedKeys;
  place.world.auth0.signingKeyId = next?.id ?? '';
  expect((await askEntra(place, await assertionOf(place))).status).toBe(200);
});
