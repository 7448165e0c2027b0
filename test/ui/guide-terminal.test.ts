import { expect, test } from 'vitest';

import { emptyFolder } from '../support/binary.js';
import { openSession } from './pty.js';

/** The built program (npm run build) in a real pseudo-terminal. */
test('ctrl+g in the first field leads through its guide and back to what was typed', async () => {
  const session = openSession(['setup'], { cwd: await emptyFolder() });
  await session.waitFor('❯ Auth0 domain');
  session.send('acme-dev.eu');
  await session.waitFor('acme-dev.eu');
  session.send('\u0007');
  await session.waitFor('The tenant in Auth0  guide 1 of 10');
  session.send('\r');
  await session.waitFor('enter next: API');
  session.send('\r');
  await session.waitFor('The API in Auth0  guide 2 of 10');
  session.send('\r');
  await session.waitFor('enter back to the field');
  session.send('\r');
  await session.waitFor('❯ Auth0 domain');
  // Behind what was typed, wherever the form stands by now.
  await session.waitFor(() => {
    const { x, y } = session.find('acme-dev.eu');
    return session.cursor().x === x + 'acme-dev.eu'.length && session.cursor().y === y;
  });
  // What was read stays above, with the value to paste alone in its line.
  expect(session.all().split('\n')).toContain('api://AzureADTokenExchange');
  session.send('.auth0.com\r');
  await session.waitFor('❯ Auth0 client id');
  expect(session.text()).toMatch(/✓ Auth0 domain +acme-dev\.eu\.auth0\.com/);
  session.send('\u0003');
  expect(await session.exitCode).toBe(130);
});
