import { expect, test } from 'vitest';

import { waitFor } from '../../src/library/wait.js';

test.each([Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40, 0, -1, Number.NaN])('a timeout of %d ends no wait', async (timeout) => {
  const shared = new Promise<string>((resolve) => setTimeout(resolve, 50, 'here'));
  expect(await waitFor(shared, { timeout })).toBe('here');
});

test('one that a timer can count does', async () => {
  const never = new Promise<string>(() => undefined);
  await expect(waitFor(never, { timeout: 5 })).rejects.toMatchObject({ name: 'AbortError' });
});
