import { expect, test, vi } from 'vitest';

import { keylessCredential } from '../../src/index.js';
import { openPlace, rejection, scope } from './place.js';

test('what could not be loaded once is loaded with the next question', async () => {
  const { connection, options } = await openPlace();
  const credential = keylessCredential(connection, options);
  vi.doMock('../../src/library/exchanger.js', () => {
    throw new Error('EMFILE: too many open files');
  });
  expect(await rejection(credential.getToken(scope))).toBeInstanceOf(Error);
  vi.doUnmock('../../src/library/exchanger.js');
  vi.resetModules();
  expect(await credential.getToken(scope)).toMatchObject({ tokenType: 'Bearer' });
});
