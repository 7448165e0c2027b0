import { getEventListeners } from 'node:events';

import { expect, test } from 'vitest';

import { check, connectionFrom, explain, keylessCredential } from '../../src/index.js';
import type { CredentialOptions, GetTokenOptions } from '../../src/index.js';
import { openPlace, rejection, scope } from './place.js';

/** As a program without types has it. */
const nothing = null as unknown as undefined;
const id = '7e0b6c1f-52d8-4a39-9f64-c1d2a8e3b750';
const written = {
  auth0: { domain: 'acme.eu.auth0.com', clientId: 'hT5kP0wQx8Zr2vLb6NcYd1eUa9SmJf4g', clientSecret: 'q7'.repeat(32) },
  azure: { tenantId: id, clientId: '0f4c1e7a-9b3d-4d52-8a86-3c7e5b2d1f90' },
};

test('who has given up already asks nobody', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const reason = new Error('the request was closed');
  expect(await rejection(credential.getToken(scope, { abortSignal: AbortSignal.abort(reason) }))).toMatchObject({
    name: 'AbortError',
    cause: reason,
  });
  // The requests of another one come behind whatever that call had begun.
  await keylessCredential(place.connection, place.options).getToken(scope);
  expect(place.asked()).toEqual({ auth0: 1, entra: 1 });
});

test('null stands for what is left out', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  expect(await credential.getToken(scope, nothing)).toMatchObject({ tokenType: 'Bearer' });
  const options = { tenantId: null, abortSignal: null, requestOptions: null, claims: null, enableCae: null } as unknown as GetTokenOptions;
  expect(await credential.getToken(scope, options)).toMatchObject({ tokenType: 'Bearer' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 1 });
  expect(() => keylessCredential(written, nothing)).not.toThrow();
  expect(() => keylessCredential(written, { env: null, now: null } as unknown as CredentialOptions)).not.toThrow();
  expect((await explain('AADSTS700213', nothing)).recognised).toBe(true);
});

test('a tenant given by its domain name takes the id with which a resource names it', async () => {
  const place = await openPlace();
  const { tenantId } = place.connection.azure;
  const domain = place.sandbox.world.entra.tenants[0]?.domains[0] ?? '';
  const credential = keylessCredential({ ...place.connection, azure: { ...place.connection.azure, tenantId: domain } }, place.options);
  expect(await credential.getToken(scope, { tenantId })).toMatchObject({ tokenType: 'Bearer' });
  expect(await rejection(keylessCredential(place.connection, place.options).getToken(scope, { tenantId: id }))).toMatchObject({
    code: 'entra/other-tenant',
  });
});

test.each([
  ['foo'],
  ['https://cognitiveservices.azure.com'],
  [['https://cognitiveservices.azure.com/.default', 'https://vault.azure.net/.default']],
])('%j is no scope of an application, and nobody is asked', async (scopes) => {
  const error = await rejection(keylessCredential(written, { env: { HTTPS_PROXY: 'http://127.0.0.1:9' } }).getToken(scopes));
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toContain('/.default');
});

test('an error of settings speaks to whoever wrote the code', () => {
  const make = (): unknown => keylessCredential(connectionFrom({}), { env: {} });
  expect(make).toThrow(/auth0\.domain/);
  try {
    make();
  } catch (error) {
    expect(JSON.stringify(error)).not.toMatch(/env file|flag|--client-secret|--oidc|keyless setup/);
    expect(error).toMatchObject({ code: 'settings/missing', fix: [{ kind: 'do', text: expect.stringContaining('auth0.domain') }, {}] });
  }
});

test('a check that cannot begin leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  const run = check(connectionFrom({}), { signal, env: {}, federatedCredentials: 'out of cheese' });
  expect(await rejection(run.next())).toBeInstanceOf(TypeError);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('what cannot be printed is explained by its message', async () => {
  const hostile = Object.assign(new Error('AADSTS700213: No matching federated identity record found'), {
    [Symbol.for('nodejs.util.inspect.custom')]: () => {
      throw new RangeError('no');
    },
  });
  expect(await explain(hostile)).toMatchObject({ recognised: true, diagnoses: [{ code: 'trust/subject-mismatch' }] });
});
