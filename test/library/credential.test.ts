import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';

import type { TokenCredential } from '@azure/identity';
import { getBearerTokenProvider } from '@azure/identity';
import { expect, test } from 'vitest';

import { connectionFrom, keylessCredential, KeylessError } from '../../src/index.js';
import { plant } from '../../src/sandbox/faults.js';
import { openPlace, rejection, scope } from './place.js';

const minutes = 60_000;
const callers = (count: number, ask: () => Promise<unknown>): Promise<unknown[]> => Promise.all(Array.from({ length: count }, ask));

test('five hundred callers cost one token of each party, and so does each renewal; whoever comes later costs none', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  for (const [ms, cost] of [
    [0, { auth0: 1, entra: 1 }],
    [61 * minutes, { auth0: 0, entra: 1 }],
    [25 * 60 * minutes, { auth0: 1, entra: 1 }],
  ] as const) {
    place.pass(ms);
    const tokens = (await callers(500, () => credential.getToken(scope))) as { token: string }[];
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(place.asked()).toEqual(cost);
    await callers(500, () => credential.getToken([scope]));
    for (let later = 0; later < 3; later += 1) await credential.getToken(scope);
    expect(place.asked()).toEqual({ auth0: 0, entra: 0 });
  }
});

test('every SDK of Azure takes it', async () => {
  const { connection, options } = await openPlace();
  const credential: TokenCredential = keylessCredential(connection, options);
  expect((await getBearerTokenProvider(credential, scope)()).split('.')).toHaveLength(3);
});

test('a token near its end is handed out at once, and renewed behind whoever asks', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const first = await credential.getToken(scope);
  expect(first.refreshAfterTimestamp).toBe(first.expiresOnTimestamp - 5 * minutes);
  place.asked();
  place.pass(56 * minutes);
  expect(await credential.getToken(scope)).toEqual(first);
  await expect.poll(async () => (await credential.getToken(scope)).token).not.toBe(first.token);
  expect(place.asked()).toEqual({ auth0: 0, entra: 1 });
});

test('a renewal that fails ahead of time disturbs nobody, and is not tried with every call', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const first = await credential.getToken(scope);
  plant(place.sandbox.world, 'trust/credential-missing');
  place.asked();
  place.pass(56 * minutes);
  for (let call = 0; call < 20; call += 1) expect(await credential.getToken(scope)).toEqual(first);
  await expect.poll(() => place.sandbox.requests.at(-1)?.status).toBe(401);
  await callers(100, () => credential.getToken(scope));
  expect(place.asked()).toEqual({ auth0: 0, entra: 1 });
  place.pass(4 * minutes);
  expect(await rejection(credential.getToken(scope))).toMatchObject({ code: 'trust/credential-missing' });
});

test('those who come while one fails share the failure, and the next one asks again', async () => {
  const place = await openPlace({ faults: ['auth0/grant-missing'] });
  const credential = keylessCredential(place.connection, place.options);
  const errors = await callers(500, () => rejection(credential.getToken(scope)));
  expect(new Set(errors.map((error) => (error as KeylessError).code))).toEqual(new Set(['auth0/grant-missing']));
  expect(place.asked()).toEqual({ auth0: 1, entra: 0 });
  place.sandbox.mend();
  expect(await credential.getToken(scope)).toMatchObject({ tokenType: 'Bearer' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 1 });
});

test('a signal that lives on keeps nothing of the calls that were made with it', async () => {
  const { connection, options } = await openPlace();
  const credential = keylessCredential(connection, options);
  const { signal } = new AbortController();
  await callers(50, () => credential.getToken(scope, { abortSignal: signal }));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('who gives up leaves alone', async () => {
  const place = await openPlace({ delayMs: 200 });
  const credential = keylessCredential(place.connection, place.options);
  const ending = new AbortController();
  const leaving = rejection(credential.getToken(scope, { abortSignal: ending.signal }));
  const staying = credential.getToken(scope);
  const late = rejection(credential.getToken(scope, { requestOptions: { timeout: 20 } }));
  ending.abort(new Error('the request was closed'));
  expect(await leaving).toMatchObject({ name: 'AbortError', cause: { message: 'the request was closed' } });
  expect(await late).toMatchObject({ name: 'AbortError' });
  expect(await rejection(credential.getToken(scope, { abortSignal: AbortSignal.abort() }))).toMatchObject({ name: 'AbortError' });
  expect((await staying).token).not.toBe('');
  expect(place.asked()).toEqual({ auth0: 1, entra: 1 });
});

test('a claims challenge goes past the kept token to Entra ID, and what comes is kept', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
  const first = await credential.getToken(scope);
  place.asked();
  const [second] = (await callers(50, () => credential.getToken(scope, { claims }))) as { token: string }[];
  expect(place.asked()).toEqual({ auth0: 0, entra: 1 });
  const sent = new URLSearchParams(place.sandbox.requests.at(-1)?.body).get('claims') ?? '';
  expect(JSON.parse(sent)).toMatchObject(JSON.parse(claims) as object);
  expect(second?.token).not.toBe(first.token);
  expect(await credential.getToken(scope)).toEqual(second);
});

test('another tenant is refused before anybody is asked, as @azure/identity does it', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const { tenantId } = place.connection.azure;
  const other = '7e0b6c1f-52d8-4a39-9f64-c1d2a8e3b750';
  expect(await rejection(credential.getToken(scope, { tenantId: other }))).toMatchObject({
    code: 'entra/other-tenant',
    evidence: { asked: other, tenant: tenantId },
  });
  expect(place.asked()).toEqual({ auth0: 0, entra: 0 });
  expect(await credential.getToken(scope, { tenantId: tenantId.toUpperCase() })).toMatchObject({ tokenType: 'Bearer' });
});

test('an error says what a check says, with the three values that Azure must hold', async () => {
  const { connection, options, sandbox } = await openPlace({ faults: ['trust/subject-mismatch'] });
  const { issuer, subject, audience } = connection.federatedCredential ?? {};
  const error = await rejection(keylessCredential({ ...connection, federatedCredential: undefined }, options).getToken(scope));
  expect(error).toBeInstanceOf(KeylessError);
  const { message, code, upstream } = error as KeylessError;
  expect([code, upstream?.status, upstream?.code]).toEqual(['trust/subject-mismatch', 401, 'AADSTS700213']);
  expect(message).toContain(`must hold issuer "${issuer}", subject "${connection.auth0.clientId}@clients", audience "${audience}"`);
  expect(message).toContain(`correlation id ${upstream?.correlationId}`);
  const compared = await rejection(keylessCredential(connection, options).getToken(scope));
  expect(compared).toMatchObject({ evidence: { azure: subject, azureSource: 'settings' } });
  expect(sandbox.requests.length).toBeGreaterThan(2);
});

test('neither an error, the credential nor a connection of variables shows the secret or a token', async () => {
  const { connection, options } = await openPlace({ faults: ['trust/issuer-slash'] });
  const credential = keylessCredential(connection, options);
  const error = await rejection(credential.getToken(scope));
  const { clientSecret } = connection.auth0;
  const read = connectionFrom({ OIDC_CLIENT_SECRET: clientSecret });
  expect(read.auth0.clientSecret).toBe(clientSecret);
  const shown = [error, credential, read].flatMap((one) => [
    inspect(one, { depth: 9, showHidden: one !== read }),
    JSON.stringify(one),
    String(one),
  ]);
  expect(JSON.stringify(error)).toContain('trust/issuer-slash');
  for (const text of shown) {
    expect(text).not.toContain(clientSecret);
    expect(text).not.toMatch(/eyJ[\w-]+\.eyJ/);
  }
});

test('settings that cannot be used are told at once, all of them, by their names in code', () => {
  const connection = { auth0: { domain: 'acme.eu.auth0.com', clientId: '', clientSecret: '' }, azure: { tenantId: 'x y', clientId: '' } };
  const make = (): unknown => keylessCredential(connection, { env: {} });
  expect(make).toThrow(KeylessError);
  expect(make).toThrow(/OIDC_CLIENT_ID is auth0\.clientId in code\..*AZURE_CLIENT_ID is azure\.clientId/);
});

test('a token that Entra ID refuses for itself is asked for anew, and not with every call', async () => {
  const place = await openPlace({ faults: ['token/audience-multiple'] });
  const credential = keylessCredential(place.connection, place.options);
  expect(await rejection(credential.getToken(scope))).toMatchObject({ code: 'token/audience-multiple' });
  expect(await rejection(credential.getToken(scope))).toMatchObject({ code: 'token/audience-multiple' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 2 });
  place.sandbox.mend();
  place.pass(6 * minutes);
  await rejection(credential.getToken(scope));
  expect(await credential.getToken(scope)).toMatchObject({ tokenType: 'Bearer' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 2 });
});
