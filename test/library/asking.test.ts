import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { check, connectionFrom, keylessCredential } from '../../src/index.js';
import { openPlace, rejection, scope } from './place.js';

/** As a program without types has it. */
const nothing = null as unknown as undefined;

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

test('a check that cannot begin leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  const run = check(connectionFrom({}), { signal, env: {}, federatedCredentials: 'out of cheese' });
  expect(await rejection(run.next())).toBeInstanceOf(TypeError);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
