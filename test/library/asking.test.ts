import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { check, connectionFrom } from '../../src/index.js';
import { rejection } from './place.js';

/** As a program without types has it. */
const nothing = null as unknown as undefined;

test('a check that cannot begin leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  const run = check(connectionFrom({}), { signal, env: {}, federatedCredentials: 'out of cheese' });
  expect(await rejection(run.next())).toBeInstanceOf(TypeError);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
