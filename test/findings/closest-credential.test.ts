import { describe, expect, test } from 'vitest';

import { describeChoice, describeReason } from '../../src/findings/describe-choice.js';
import { closestCredential } from '../../src/findings/recognise/closest-credential.js';
import type { Choice } from '../../src/findings/recognise/closest-credential.js';
import type { FederatedCredential } from '../../src/settings/profile.js';
import { Random } from './random-text.js';

const wanted = {
  issuer: 'https://acme.eu.auth0.com/',
  subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
  audience: 'api://AzureADTokenExchange',
};
const right: FederatedCredential = { name: 'right', ...wanted, source: 'pasted' };
const github: FederatedCredential = {
  name: 'github',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/api:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
  source: 'pasted',
};
const of = (name: string, values: Partial<FederatedCredential>): FederatedCredential => ({ ...right, ...values, name });

function choose(...credentials: FederatedCredential[]): Choice {
  const choice = closestCredential(wanted, credentials);
  if (!choice) throw new TypeError('none of several was chosen');
  return choice;
}

describe('which credential was meant', () => {
  test('there is none among none', () => expect(closestCredential(wanted, [])).toBeNull());

  test('the one with the fewest characters to change, and why', () => {
    const choice = choose(github, of('slash', { issuer: 'https://acme.eu.auth0.com' }), of('other', { subject: 'x@clients' }));
    expect(choice).toMatchObject({ of: 3, distance: 1, ties: 0, changed: { issuer: 1, subject: 0, audience: 0 } });
    expect(describeChoice(choice)).toBe('"slash", the closest of 3');
    expect(describeReason(choice)).toBe('subject and audience identical, 1 character of the issuer differs');
  });

  test('of several that are as close that with more identical values, of those the first', () => {
    const two = of('two', { subject: wanted.subject.replace('K1', '1K') });
    const spread = of('spread', { issuer: 'https://acme.eu.auth0.com', audience: 'api://AzureADTokenExchang' });
    expect(choose(spread, two)).toMatchObject({ credential: { name: 'two' }, distance: 2, ties: 0 });
    const choice = choose(github, two, of('twin', { subject: wanted.subject.replace('K1', 'XY') }));
    expect(describeChoice(choice)).toBe('"two", the closest of 3, the first of 2 that are as close');
    expect(describeReason(choice)).toBe('issuer and audience identical, 2 characters of the subject differ');
  });

  test.each<[string, Partial<FederatedCredential>, string]>([
    ['no better than an identical one', {}, 'known'],
    ['no better than one that was mistyped', { audience: 'api://AzureADTokenExchang' }, 'known'],
    ['no worse than quite another one', { audience: 'https://api.acme.example' }, 'unknown'],
  ])('a value that is not known is %s', (_, values, name) => {
    const choice = choose(of('unknown', { audience: null }), of('known', values));
    expect(choice.credential.name).toBe(name);
  });

  test('what is not known is said, on either side', () => {
    expect(describeReason(choose(of('a', { issuer: null, name: null }), github))).toBe(
      'subject and audience identical, issuer not compared',
    );
    const choice = closestCredential({ ...wanted, audience: null }, [of('x', { audience: 'whatever' }), right]);
    expect(choice).toMatchObject({ credential: { name: 'x' }, distance: 0, ties: 1 });
    expect(describeChoice(choose({ ...right, name: null }, github))).toBe('one without a name, the closest of 2');
  });

  test('several values that differ are one half of the sentence', () => {
    const two = of('two', { issuer: 'https://acme.eu.auth0.com', subject: wanted.subject.replace('K1', '1K') });
    expect(describeReason(choose(two, github))).toBe('audience identical, 1 character of the issuer and 2 of the subject differ');
    expect(describeReason(choose(of('all', { issuer: 'x', subject: 'y', audience: 'z' })))).toBe(
      '26 characters of the issuer, 40 of the subject and 25 of the audience differ',
    );
  });

  test('empty values and values of white space are compared like any other', () => {
    expect(choose(of('empty', { subject: '' }), of('blank', { subject: ' \u200b' }), right).credential.name).toBe('right');
    expect(choose(of('empty', { subject: '' })).changed.subject).toBe(40);
  });

  test('of 20, wherever it stands: seeded', () => {
    const random = new Random(11);
    for (let at = 0; at < 200; at += 1) {
      const all = Array.from({ length: 20 }, (_, index) =>
        of(`${index}`, { issuer: `https://${random.host()}/`, subject: `${random.clientId()}@clients` }),
      );
      const meant = random.below(20);
      all[meant] = of('meant', { subject: wanted.subject.replace('j', 'J') });
      expect(choose(...all)).toMatchObject({ credential: { name: 'meant' }, of: 20, distance: 1 });
    }
  });
});
