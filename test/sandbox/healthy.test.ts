import { createPublicKey, verify } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { ask, askChat, assertionOf, claimsOf, curl, entraTokenOf, headerOf } from './client.js';

let place: Sandbox;
beforeAll(async () => {
  place = await startSandbox();
});
afterAll(() => place.stop());

test('curl goes the whole way: Auth0, Entra ID, Azure OpenAI', async () => {
  const s = place.settings;
  const client = [
    '-d',
    'grant_type=client_credentials',
    '-d',
    `client_id=${s.OIDC_CLIENT_ID}`,
    '-d',
    `client_secret=${s.OIDC_CLIENT_SECRET}`,
  ];
  const first = await curl(place, `https://${s.OIDC_ENDPOINT}/oauth/token`, ...client, '-d', `audience=${s.OIDC_AUDIENCE}`);
  const scope = ['--data-urlencode', 'scope=https://cognitiveservices.azure.com/.default'];
  const proof = ['-d', `client_assertion_type=${jwtBearer}`, '-d', `client_assertion=${JSON.parse(first).access_token}`];
  const identity = ['-d', 'grant_type=client_credentials', '-d', `client_id=${s.AZURE_CLIENT_ID}`];
  const second = await curl(place, `${s.AZURE_AUTHORITY_HOST}/${s.AZURE_TENANT_ID}/oauth2/v2.0/token`, ...identity, ...proof, ...scope);
  const headers = ['-H', `Authorization: Bearer ${JSON.parse(second).access_token}`, '-H', 'content-type: application/json'];
  const question = { model: s.AZURE_AOAI_MODEL_DEPLOYMENT_NAME, messages: [{ role: 'user', content: 'Who is there?' }] };
  const third = await curl(place, `${s.AZURE_AOAI_ENDPOINT}/openai/v1/chat/completions`, ...headers, '-d', JSON.stringify(question));
  expect(JSON.parse(third).choices[0].message.content).toMatch(/^You asked: "Who is there\?"\. I am the sandbox's stand-in/);
});

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

test('the Auth0 token is a real one: three claims, and a signature that the published keys verify', async () => {
  const token = await assertionOf(place);
  const { keys } = (await ask(place, `https://${place.settings.OIDC_ENDPOINT}/.well-known/jwks.json`)).body;
  expect(keys).toHaveLength(2);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const jwk = keys.find(({ kid }: { kid: string }) => kid === headerOf(token).kid);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(headerOf(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: jwk.kid });
  expect(claimsOf(token)).toMatchObject({
    iss: place.settings.AZURE_FEDERATED_ISSUER,
    sub: place.settings.AZURE_FEDERATED_SUBJECT,
    aud: place.settings.AZURE_FEDERATED_AUDIENCE,
    gty: 'client-credentials',
    azp: place.settings.OIDC_CLIENT_ID,
  });
});

test('the Entra token is for the resource, of the tenant, and names the managed identity', async () => {
  const identity = place.world.entra.tenants[0]?.identities[0];
  expect(claimsOf(await entraTokenOf(place))).toMatchObject({
    aud: 'https://cognitiveservices.azure.com',
    iss: `https://sts.windows.net/${place.settings.AZURE_TENANT_ID}/`,
    tid: place.settings.AZURE_TENANT_ID,
    appid: place.settings.AZURE_CLIENT_ID,
    oid: identity?.objectId,
    sub: identity?.objectId,
    idtyp: 'app',
    xms_mirid: identity?.resourceId,
  });
});

test('Entra ID fetches the metadata of the issuer itself, and the log tells', async () => {
  const before = place.requests.length;
  const seen: string[] = [];
  place.onRequest(({ by, path, status }) => seen.push(`${by} ${path} ${status}`));
  await askChat(place, await entraTokenOf(place));
  expect(place.requests.slice(before).map(({ party, by, path }) => `${party} ${by} ${path}`)).toEqual([
    'auth0 client /oauth/token',
    'auth0 sandbox /.well-known/openid-configuration',
    'auth0 sandbox /.well-known/jwks.json',
    `entra client /${place.settings.AZURE_TENANT_ID}/oauth2/v2.0/token`,
    'azure-openai client /openai/v1/chat/completions',
  ]);
  expect(seen).toHaveLength(5);
});

test('the same resource answers under its three names', async () => {
  const token = await entraTokenOf(place);
  for (const host of place.world.azure.hosts) {
    const answer = await ask(place, `https://${host}/openai/v1/models`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.body.data[0]).toMatchObject({ id: 'gpt-4.1-mini-2025-04-14', capabilities: { chat_completion: true } });
  }
});

test('names are random, and the same for the same seed', async () => {
  const places = await Promise.all([startSandbox({ seed: 'a' }), startSandbox({ seed: 'a' }), startSandbox()]);
  const [one, two, three] = places.map(({ settings }) => settings);
  expect(one).toEqual(two);
  expect(one?.OIDC_ENDPOINT).not.toEqual(three?.OIDC_ENDPOINT);
  expect(one?.OIDC_ENDPOINT).toMatch(/^[0-9a-f]{20}\.eu\.auth0\.com$/);
  await Promise.all(places.map((each) => each.stop()));
});
