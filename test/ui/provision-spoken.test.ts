import { expect, test, vi } from 'vitest';

import { allFound, fakeDesk, secretText } from './fake-desk.js';
import type { Heard } from './listen.js';
import { listen } from './listen.js';
import { allRight, asking, doing, halfBlind, identities, ready, settledBy, subscriptions } from './plans.js';

const provisioning = (): Heard => listen(fakeDesk({ found: allFound(), start: 'provision' }));
const choice = 'Your choice: ';

test('a provision is heard and steered by numbers, from the look to the wait', async () => {
  const { desk, hear, answer, left } = provisioning();
  await hear('Looking at what is there, with your own auth0 and az. Nothing is changed.\n');
  desk.hear('the APIs');
  desk.hear('the APIs', true);
  expect(await hear('Reading the APIs.\n')).not.toContain('✓');
  desk.looked(asking(subscriptions, identities));
  expect(await hear(choice)).toContain(
    '1. Contoso Development: 00000000-0000-0000-0000-000000000001, the one az uses\n2. Contoso Production: ',
  );
  answer('1');
  const second = await hear(choice);
  expect(second).toContain('Question 2 of 2. Which managed identity?\n');
  expect(second).toContain('10. more of 12\n');
  answer('more');
  expect(await hear(choice)).toContain('1. id-app-9: rg-9\n2. id-app-10: rg-10\n3. id-app-11: rg-11\n');
  answer('type');
  await hear('Name: ');
  answer('id-mine');
  await vi.waitFor(() => expect(desk.asked).toContain('look connection --subscription id-1 --identity id-mine'), 15_000);
  desk.looked(ready);
  const plan = await hear(choice);
  expect(plan).toContain(
    'The plan has 10 steps.\nAuth0 tenant: acme-dev.eu.auth0.com\nAzure subscription: Contoso Development, 00000000-0000-0000-0000-000000000001\n1. Auth0: TO CREATE. API api://AzureADTokenExchange\n',
  );
  expect(plan).toContain('2. Auth0: OK. application keyless.\n');
  expect(plan).toContain('issuer: now https://acme-dev.eu.auth0.com and then https://acme-dev.eu.auth0.com/\n');
  expect(plan).toContain('Command:\naz identity create --name id-keyless --resource-group rg-keyless\n');
  expect(plan).toContain('4 to create, 2 to change, 4 are right.\n');
  expect(plan).toContain('1. yes, do it\n2. no\n');
  answer('1');
  await hear('Doing it, one step after the other.\n');
  for (const step of doing) {
    desk.step({ type: 'started', step });
    desk.step({ type: 'finished', ...settledBy(step.id, { kind: 'done', ran: step.commands }) });
  }
  const told = await hear('DONE. .env\n');
  expect(told).toContain('Step 3 of 6: managed identity id-keyless.\nDONE. managed identity id-keyless.\n');
  desk.followed({ looked: allRight, values: new Map(), remarks: [] });
  expect(await hear(choice)).toContain('1. check, and wait for Azure\n');
  answer('');
  await hear('Waiting for Azure');
  expect(desk.asked.at(-1)).toBe('wait');
  answer('leave');
  expect(await left).toBe(130);
});

test('what is in the way is told with the command that helps, and a secret is asked for without showing it', async () => {
  const { desk, hear, answer, left, all } = provisioning();
  await hear('Nothing is changed.\n');
  desk.looked(halfBlind);
  const plan = await hear(choice);
  expect(plan).toContain('4. Azure: NOT KNOWN. resource group rg-keyless.\n');
  expect(plan).toContain('WARNING. The Azure CLI is not signed in.\nTo help:\naz login\n');
  expect(plan).toContain('1. what is wrong\n');
  answer('look');
  await hear('Nothing is changed.\n');
  desk.looked(
    asking({ flag: '--client-secret-file', title: 'What is the client secret of keyless?', step: 'local.env', choices: [], usual: null }),
  );
  expect(await hear('Secret: ')).toContain('What you type or paste is not shown.\n');
  answer(secretText);
  expect(await hear('Nothing is changed.\n')).toContain('Auth0 client secret: 64 characters, ending in 7fQ2.\n');
  expect(all()).not.toContain(secretText.slice(0, 8));
  desk.looked(ready);
  await hear(choice);
  answer('quit');
  expect(await left).toBe(0);
});
