import { expect, test } from 'vitest';

import { fakeDesk } from './fake-desk.js';
import { mount } from './mount.js';
import { at } from './places.js';

// Terminals end the lines of a paste with the byte of Enter.
const block =
  'OIDC_ENDPOINT=acme.eu.auth0.com\rOIDC_CLIENT_ID=K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\rOIDC_AUDIENCE=api://AzureADTokenExchange\r';
const credential = JSON.stringify(
  { issuer: 'https://acme.eu.auth0.com/', subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients', audiences: ['api://AzureADTokenExchange'] },
  null,
  2,
).replaceAll('\n', '\r');
const log = `Run azure/login\rError: AADSTS700211: No matching federated identity record found\rquit 1 2 3\r`;

test.each([
  ['a block of an env file', block, '3 values taken from the paste.'],
  ['the JSON of a credential', credential, '3 values taken from the paste.'],
  ['that JSON in one line', credential.replaceAll('\r', ''), '3 values taken from the paste.'],
])('in a field of a terminal that does not mark a paste fills all that it covers: %s', async (_, text, words) => {
  const screen = mount(fakeDesk({ start: 'setup' }));
  await screen.waitFor('❯ Auth0 domain');
  screen.send(text);
  await screen.waitFor(words);
  screen.abort();
});

test('values and Enter that come in one piece are what was typed', async () => {
  const screen = mount(fakeDesk({ start: 'setup' }));
  await screen.waitFor('❯ Auth0 domain');
  screen.send('acme.eu.auth0.com\rK1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\r');
  await screen.waitFor('❯ Auth0 client secret');
  screen.abort();
});

test.each([
  ['start', 'presses none of its digits'],
  ['outcome', 'does not press enter'],
])('an error pasted in the screen "%s" is explained, and %s', async (name) => {
  const { desk, screen } = await at(name);
  const before = [...desk.asked];
  screen.send(log);
  await screen.waitFor('3 lines');
  expect(desk.asked).toEqual([...before, `explain ${log.length}`]);
  screen.abort();
});
