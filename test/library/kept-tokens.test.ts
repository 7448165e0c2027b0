import { expect, test } from 'vitest';

import { keylessCredential } from '../../src/index.js';
import { plant } from '../../src/sandbox/faults.js';
import { openPlace, rejection, scope } from './place.js';

const minutes = 60_000;
const other = 'https://ai.azure.com/.default';

test('a call that fails leaves the tokens of other scopes alone', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  const first = await credential.getToken(scope);
  place.pass(6 * minutes);
  plant(place.sandbox.world, 'token/key-not-published');
  expect(await rejection(credential.getToken(other))).toMatchObject({ code: 'token/key-not-published' });
  expect(await credential.getToken(scope)).toEqual(first);
});

test('times are by the clock of the credential, and what is kept by it ends by it', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  place.pass(90 * minutes);
  const first = await credential.getToken(scope);
  const life = first.expiresOnTimestamp - place.options.now().getTime();
  expect([life > 59 * minutes, life <= 60 * minutes]).toEqual([true, true]);
  expect(await credential.getToken(scope)).toEqual(first);
  expect(place.asked()).toEqual({ auth0: 1, entra: 1 });
});

test('of many that fail at once each is told by the token that it was refused with', async () => {
  const place = await openPlace();
  const credential = keylessCredential(place.connection, place.options);
  await credential.getToken(scope);
  place.pass(6 * minutes);
  plant(place.sandbox.world, 'token/key-not-published');
  const scopes = Array.from({ length: 30 }, (_, at) => `https://resource-${at}.example/.default`);
  const errors = await Promise.all(scopes.map((one) => rejection(credential.getToken(one))));
  expect(new Set(errors.map((error) => (error as { code: string }).code))).toEqual(new Set(['token/key-not-published']));
});
