import { expect, test } from 'vitest';

import type { CheckContext, Outcome } from '../../src/checks/check.js';
import { trustChecks } from '../../src/checks/trust.js';
import type { FederatedCredential } from '../../src/settings/profile.js';
import { decoded } from '../support/decoded.js';

const near: FederatedCredential = {
  name: 'auth0-prod',
  issuer: 'https://acme.eu.auth0.com',
  subject: 'id@clients',
  audience: 'api://AzureADTokenExchange',
  source: 'pasted',
};
const far: FederatedCredential = { ...near, name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:a/b' };

/** What the three checks saw beside their title, in their order. */
async function rows(...credentials: FederatedCredential[]): Promise<Outcome['rows'][]> {
  const outcomes = await Promise.all(
    trustChecks.map(async (check) => check.run({ decoded, credentials }, {} as CheckContext, () => undefined)),
  );
  return outcomes.map((outcome) => ('rows' in outcome ? outcome.rows : undefined));
}

test('of several credentials it is said which one is compared, and why, once', async () => {
  const [issuer, subject, audience] = await rows(far, near);
  expect(issuer).toEqual([
    ['credential', '"auth0-prod", the closest of 2'],
    ['because', 'subject and audience identical, 1 character of the issuer differs'],
  ]);
  expect([subject, audience]).toEqual([[], []]);
});

test('with the first value that is compared', async () => {
  const [issuer, subject] = await rows({ ...near, issuer: null }, far);
  expect(issuer).toBeUndefined();
  expect(subject).toContainEqual(['because', 'subject and audience identical, issuer not compared']);
});

test('of the only one nothing was chosen', async () => expect(await rows(near)).toEqual([[], [], []]));
