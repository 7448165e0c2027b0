import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import { ask, askAuth0, claimsOf, headerOf } from './client.js';
import type { Answer, Ask } from './client.js';

let place: Sandbox;
let healthy: World;
let token: string;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  token = await managementToken();
});
afterAll(() => place.stop());
beforeEach(() => void Object.assign(place.world, structuredClone(healthy)));

const audience = 'api://AzureADTokenExchange';
const path = 'resource-servers/api:%2F%2FAzureADTokenExchange';

async function managementToken(host = place.world.auth0.domain): Promise<string> {
  const { application } = place.world.auth0.management;
  const form = {
    grant_type: 'client_credentials',
    client_id: application.clientId,
    client_secret: application.secret,
    audience: `https://${place.world.auth0.domain}/api/v2/`,
  };
  return (await ask(place, `https://${host}/oauth/token`, { form })).body.access_token;
}

function manage(what: string, json?: unknown, { method, headers }: Ask = {}): Promise<Answer> {
  const all = { authorization: `Bearer ${token}`, ...headers };
  return ask(place, `https://${place.world.auth0.domain}/api/v2/${what}`, { json, headers: all, ...(method && { method }) });
}

const patch = (what: string, json: unknown): Promise<Answer> => manage(what, json, { method: 'PATCH' });

/** Signs in again, so that the token has what the world grants now. */
async function granted(scopes: string[], what: string, json?: unknown, method?: string): Promise<Answer> {
  place.world.auth0.management.scopes = scopes;
  const authorization = `Bearer ${await managementToken()}`;
  return manage(what, json, { headers: { authorization }, ...(method && { method }) });
}

const shown = (answer: Answer): unknown => [answer.status, answer.body.errorCode];

describe('who may ask', () => {
  test('the tools sign in with client credentials, and get a token of the tenant like any other', () => {
    const { domain, management, signingKeyId } = place.world.auth0;
    expect(headerOf(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: signingKeyId });
    expect(claimsOf(token)).toMatchObject({
      iss: `https://${domain}/`,
      aud: `https://${domain}/api/v2/`,
      sub: `${management.application.clientId}@clients`,
      scope: management.scopes.join(' '),
    });
  });

  test('a token of another API, of the custom domain, none, or one that is over is refused', async () => {
    const tokens = ['', (await askAuth0(place)).body.access_token, await managementToken(place.world.auth0.customDomain.host)];
    for (const one of tokens)
      expect((await manage('clients', undefined, { headers: { authorization: one && `Bearer ${one}` } })).status).toBe(401);
    place.world.auth0.clockOffsetSeconds = 90_000;
    const said = 'Expired token received for JSON Web Token validation';
    expect((await manage('clients')).body).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: said,
      attributes: { error: said },
    });
  });

  test('a scope that the token lacks is named; under another domain there is no Management API', async () => {
    const refused = await granted(['read:clients'], 'client-grants', { client_id: 'x', audience, scope: [] });
    expect([refused.status, refused.body]).toEqual([
      403,
      {
        statusCode: 403,
        error: 'Forbidden',
        message: 'Insufficient scope, expected any of: create:client_grants',
        errorCode: 'insufficient_scope',
      },
    ]);
    const elsewhere = `https://${place.world.auth0.customDomain.host}/api/v2/clients`;
    expect((await ask(place, elsewhere, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
  });

  test('others use up the limit of the tenant', async () => {
    place.world.auth0.management.rateLimit.byOthers = place.world.auth0.management.rateLimit.perSecond;
    const { status, body } = await manage('clients');
    expect([status, body.message, body.errorCode]).toEqual([429, 'Global limit has been reached', 'too_many_requests']);
  });

  test('what it does not have is not found, and a broken path breaks nothing', async () => {
    for (const what of ['users', 'resource-servers/%E0%A4%A']) expect((await manage(what)).status).toBe(404);
  });
});

describe('APIs', () => {
  test('the list has the Management API too, and one is found by id and by identifier', async () => {
    const { body } = await manage('resource-servers');
    expect(body.map((one: { is_system?: boolean }) => one.is_system === true)).toEqual([true, false]);
    const [, api] = body;
    expect(api).toEqual({
      id: place.world.auth0.apis[0]?.id,
      name: 'Azure token exchange',
      identifier: audience,
      allow_offline_access: false,
      subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
      token_lifetime: 86_400,
      token_lifetime_for_web: 7200,
      signing_alg: 'RS256',
    });
    for (const one of [path, `resource-servers/${api.id}`]) expect((await manage(one)).body).toEqual(api);
    const missing = await manage('resource-servers/api:%2F%2Fazureadtokenexchange');
    expect([missing.body.message, ...(shown(missing) as unknown[])]).toEqual([
      'The resource server does not exist',
      404,
      'inexistent_resource_server',
    ]);
  });

  test('a new one comes with a test application that is authorised for it, and gives tokens', async () => {
    const { status, body } = await manage('resource-servers', { name: 'Billing', identifier: 'https://billing', token_lifetime: 60 });
    expect([status, body.signing_alg, body.token_lifetime]).toEqual([201, 'RS256', 60]);
    expect(body.id).toMatch(/^[0-9a-f]{24}$/);
    const made = place.world.auth0.applications.at(-1);
    expect(made?.name).toBe('Billing (Test Application)');
    const { clientId = '', secret = '' } = made ?? {};
    const got = await askAuth0(place, { client_id: clientId, client_secret: secret, audience: 'https://billing' });
    expect([got.status, got.body.expires_in]).toEqual([200, 60]);
  });

  test.each<[string, object, number, string]>([
    ['one that is there', { name: 'x', identifier: audience }, 409, 'conflict'],
    ['one without identifier', { name: 'x' }, 400, 'invalid_body'],
    ['one with a property nobody knows', { identifier: 'x', signingAlg: 'RS256' }, 400, 'invalid_body'],
    ['one with another algorithm', { identifier: 'x', signing_alg: 'ES256' }, 400, 'invalid_body'],
    ['one whose tokens live too long', { identifier: 'x', token_lifetime: 2_592_001 }, 400, 'invalid_body'],
  ])('%s is not made', async (_, json, status, code) => {
    expect(shown(await manage('resource-servers', json))).toEqual([status, code]);
    expect(place.world.auth0.apis).toHaveLength(1);
  });

  test('every wrong setting shows, and a change mends it in the next token', async () => {
    const [api] = place.world.auth0.apis;
    Object.assign(api ?? {}, { signingAlgorithm: 'HS256', dialect: 'rfc9068_profile', isEncrypted: true, subject: 'agent' });
    Object.assign(api ?? {}, { clientPolicy: 'deny_all', lifetimeSeconds: 10 });
    expect((await manage(path)).body).toMatchObject({
      signing_alg: 'HS256',
      signing_secret: api?.signingSecret,
      token_dialect: 'rfc9068_profile',
      token_encryption: { format: 'compact-nested-jwe' },
      agent_subject_claims: 'auth0-v1',
      subject_type_authorization: { client: { policy: 'deny_all' } },
    });
    const change = {
      signing_alg: 'RS256',
      token_dialect: 'access_token',
      token_encryption: null,
      agent_subject_claims: null,
      subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'deny_all' } },
      token_lifetime: 3600,
      allow_offline_access: true,
    };
    const { token_encryption: _, agent_subject_claims: __, ...kept } = change;
    expect(await patch(path, change)).toMatchObject({ status: 200, body: kept });
    expect((await manage(path)).body).not.toHaveProperty('token_encryption');
    const { access_token } = (await askAuth0(place)).body;
    expect(headerOf(access_token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    const { sub, iat, exp } = claimsOf(access_token);
    expect([sub, exp - iat]).toEqual([`${place.settings.OIDC_CLIENT_ID}@clients`, 3600]);
  });

  test('an identifier can never be changed, nor the Management API', async () => {
    expect(shown(await patch(path, { identifier: 'x' }))).toEqual([400, 'invalid_body']);
    const own = encodeURIComponent(`https://${place.world.auth0.domain}/api/v2/`);
    expect((await patch(`resource-servers/${own}`, { token_lifetime: 1 })).status).toBe(403);
  });
});

describe('applications', () => {
  test('the secret is for who may read keys', async () => {
    const { clientId, secret } = place.world.auth0.applications[0] ?? {};
    expect((await manage(`clients/${clientId}`)).body).toMatchObject({ client_secret: secret, app_type: 'non_interactive' });
    const without = await granted(['read:clients'], `clients/${clientId}`);
    expect(without.body).toMatchObject({ client_id: clientId, grant_types: ['client_credentials'] });
    expect(without.body).not.toHaveProperty('client_secret');
    const asked = await granted(['read:clients'], `clients/${clientId}?fields=client_secret`);
    expect([asked.status, asked.body.message]).toEqual([403, 'You cannot read the following fields: client_secret']);
    expect(shown(await manage('clients/nobody'))).toEqual([404, 'inexistent_client']);
  });

  test('a new one has no grant: it signs in, and gets nothing', async () => {
    const { status, body } = await manage('clients', {
      name: 'worker',
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
      description: 'nightly',
    });
    expect([status, body.token_endpoint_auth_method, body.description]).toEqual([201, 'client_secret_post', 'nightly']);
    const refused = await askAuth0(place, { client_id: body.client_id, client_secret: body.client_secret });
    expect(refused.body.error_description).toContain('You need to create a "client-grant"');
  });

  test('one on a person’s device cannot sign in as itself', async () => {
    const json = { name: 'x', app_type: 'native', grant_types: ['client_credentials'] };
    expect((await manage('clients', json)).body).toMatchObject({ statusCode: 400, message: 'Invalid grant types: client_credentials' });
    expect(shown(await manage('clients', { app_type: 'native' }))).toEqual([400, 'invalid_body']);
  });

  test('a change shows in the next token request', async () => {
    const client = `clients/${place.settings.OIDC_CLIENT_ID}`;
    expect((await patch(client, { grant_types: [] })).status).toBe(200);
    expect((await askAuth0(place)).body.error).toBe('unauthorized_client');
    await patch(client, { grant_types: ['client_credentials'], callbacks: ['https://app.example/.auth/login/aad/callback'] });
    expect((await askAuth0(place)).status).toBe(200);
    expect((await manage(client)).body.callbacks).toEqual(['https://app.example/.auth/login/aad/callback']);
  });
});

describe('client grants', () => {
  const theirs = (): string => `client_id=${place.settings.OIDC_CLIENT_ID}&audience=${encodeURIComponent(audience)}`;

  test('they are filtered, and listed in three forms', async () => {
    const [grant] = place.world.auth0.grants;
    const wanted = { id: grant?.id, client_id: grant?.clientId, audience, scope: [], subject_type: 'client' };
    expect((await manage(`client-grants?${theirs()}`)).body).toEqual([wanted]);
    expect((await manage(`client-grants?${theirs()}&include_totals=true`)).body).toEqual({
      total: 1,
      start: 0,
      limit: 50,
      client_grants: [wanted],
    });
    const first = (await manage('client-grants?take=2')).body;
    expect([first.client_grants.length, first.next]).toEqual([2, '2']);
    expect((await manage(`client-grants?take=2&from=${first.next}`)).body.client_grants).toMatchObject([
      { audience: `https://${place.world.auth0.domain}/api/v2/`, scope: place.world.auth0.management.scopes },
    ]);
    expect((await manage('client-grants?per_page=1&page=1')).body).toHaveLength(1);
    expect(shown(await manage('client-grants?per_page=101'))).toEqual([400, 'invalid_query_string']);
    expect(shown(await manage('client-grants?subject_type=client'))).toEqual([400, 'invalid_query_string']);
  });

  test('a new one lets the application have its token', async () => {
    const { clientId } = place.world.auth0.grants.shift() ?? {};
    expect((await askAuth0(place)).status).toBe(403);
    const { status, body } = await manage('client-grants', { client_id: clientId, audience, scope: [] });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^cgr_\w{16}$/),
        client_id: clientId,
        audience,
        scope: [],
        subject_type: 'client',
      },
    ]);
    expect((await askAuth0(place)).status).toBe(200);
  });

  test.each<[string, object, number, string | undefined]>([
    ['the one that is there', { audience, scope: [] }, 409, 'conflict'],
    ['one without scopes', { audience, subject_type: 'user' }, 400, 'invalid_body'],
    ['one with a scope that the API lacks', { audience, subject_type: 'user', scope: ['read:x'] }, 400, 'invalid_body'],
    ['one for no API', { audience: 'https://nothing', scope: [] }, 404, 'inexistent_resource_server'],
    ['one for nobody', { client_id: 'nobody', audience, scope: [] }, 404, 'inexistent_client'],
  ])('%s is not made', async (_, json, status, code) => {
    const made = await manage('client-grants', { client_id: place.settings.OIDC_CLIENT_ID, ...json });
    expect(shown(made)).toEqual([status, code]);
    expect(place.world.auth0.grants).toHaveLength(2);
  });

  test('a change is one of the world, also of what the tools themselves may do', async () => {
    const [grant] = place.world.auth0.grants;
    const { body } = await patch(`client-grants/${grant?.id}`, { organization_usage: 'require' });
    expect(body.organization_usage).toBe('require');
    expect((await askAuth0(place)).body.error_description).toContain('requires an organization');
    const [own] = (await manage(`client-grants?client_id=${place.world.auth0.management.application.clientId}`)).body;
    await patch(`client-grants/${own.id}`, { scope: ['read:clients'] });
    expect(claimsOf(await managementToken()).scope).toBe('read:clients');
  });
});

test('in an empty place nothing is there but what every tenant has', async () => {
  const empty = await startSandbox({ isEmpty: true });
  try {
    const { domain, management } = empty.world.auth0;
    const form = {
      grant_type: 'client_credentials',
      client_id: management.application.clientId,
      client_secret: management.application.secret,
      audience: `https://${domain}/api/v2/`,
    };
    const { access_token } = (await ask(empty, `https://${domain}/oauth/token`, { form })).body;
    const lists = ['resource-servers', 'clients', 'client-grants'].map((what) =>
      ask(empty, `https://${domain}/api/v2/${what}`, { headers: { authorization: `Bearer ${access_token}` } }),
    );
    const names = (await Promise.all(lists)).map(({ body }) => body.map((one: Record<string, string>) => one['name'] ?? one['client_id']));
    expect(names).toEqual([['Auth0 Management API'], [management.application.name], [management.application.clientId]]);
    expect(empty.settings.OIDC_CLIENT_ID).toBe('');
  } finally {
    await empty.stop();
  }
});
