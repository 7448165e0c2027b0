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

test('a fault that lasts costs two tokens of Auth0 in its first hour, and one in each that follows', async () => {
  const place = await openPlace({ faults: ['token/audience-multiple'] });
  const credential = keylessCredential(place.connection, place.options);
  const costs: number[] = [];
  for (let hour = 0; hour < 3; hour += 1) {
    for (let call = 0; call < 10; call += 1) {
      expect(await rejection(credential.getToken(scope))).toMatchObject({ code: 'token/audience-multiple' });
      place.pass(6 * minutes);
    }
    costs.push(place.asked().auth0);
  }
  expect(costs).toEqual([2, 1, 1]);
});

test('who says that there are too many requests is not asked again at once', async () => {
  const place = await openPlace({ faults: ['auth0/rate-limited'] });
  const credential = keylessCredential(place.connection, place.options);
  for (let call = 0; call < 20; call += 1)
    expect(await rejection(credential.getToken(scope))).toMatchObject({ code: 'auth0/rate-limited' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 0 });
  place.sandbox.mend();
  place.pass(minutes);
  expect(await credential.getToken(scope)).toMatchObject({ tokenType: 'Bearer' });
});

test('a time that Auth0 names holds for every scope, and ends for every scope', async () => {
  const place = await openPlace({ faults: ['auth0/rate-limited'] });
  const credential = keylessCredential(place.connection, place.options);
  for (const one of [scope, other, scope, other])
    expect(await rejection(credential.getToken(one))).toMatchObject({ code: 'auth0/rate-limited' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 0 });
  place.sandbox.mend();
  place.pass(minutes);
  for (const one of [other, scope]) expect(await credential.getToken(one)).toMatchObject({ tokenType: 'Bearer' });
  expect(place.asked()).toEqual({ auth0: 1, entra: 2 });
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
