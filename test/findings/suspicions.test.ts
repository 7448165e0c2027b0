import { expect, test } from 'vitest';

import { suspicionsOf } from '../../src/findings/suspicions.js';
import type { FederatedCredential } from '../../src/settings/profile.js';

const good: FederatedCredential = {
  name: 'auth0',
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
  audience: 'api://AzureADTokenExchange',
  source: 'pasted',
};
const github = { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app:environment:Production West' };

test.each<[string, Partial<FederatedCredential>, (string | RegExp)[]]>([
  ['nothing is odd about a right one', {}, []],
  ['nor about one for GitHub Actions', github, []],
  ['nor about one on a custom domain', { issuer: 'https://login.acme.example' }, []],
  ['nor about one of a person', { subject: 'auth0|5f7c' }, []],
  ['an issuer of Auth0 without its slash', { issuer: 'https://acme-dev.eu.auth0.com' }, [/no slash at its end/]],
  ['a subject without @clients', { subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' }, [/does not end in @clients/]],
  [
    'a client id of Auth0 on a custom domain',
    { issuer: 'https://login.acme.example/', subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' },
    [/@clients/],
  ],
  ['what cannot be seen', { subject: `${good.subject}\u200B` }, [/^The subject holds .*⟨U\+200B⟩/]],
  ['a space at the end', { audience: 'api://AzureADTokenExchange ' }, [/^The audience holds/]],
  ['http', { issuer: 'http://acme-dev.eu.auth0.com/' }, [/begins with http, /]],
  ['no scheme', { issuer: 'acme-dev.eu.auth0.com/' }, [/does not begin with https/]],
  ['two things at once', { issuer: 'http://acme-dev.eu.auth0.com' }, [/begins with http, /, /no slash/]],
])('%s', (_, changes, sentences) => {
  expect(suspicionsOf({ ...good, ...changes }).map(({ sentence }) => sentence)).toEqual(
    sentences.map((one) => expect.stringMatching(one) as string),
  );
});

test.each([
  'acme-dev.eu.auth0.com',
  'http://acme-dev.eu.auth0.com',
  'https://acme-dev.eu.auth0.com/.well-known/openid-configuration',
  'https://Acme-Dev.eu.auth0.com/',
  'https://acme-dev.eu.auth0.com%2F',
])('of an issuer of Auth0 there is one that was meant, whatever is odd about it: %s', (issuer) => {
  const [first, ...others] = suspicionsOf({ ...good, issuer });
  for (const one of [first, ...others]) expect(one).toMatchObject({ field: 'issuer', azure: issuer, meant: good.issuer });
});

test('a subject whose ending is percent-encoded has that ending once', () => {
  const [only] = suspicionsOf({ ...good, subject: good.subject!.replace('@', '%40') });
  expect(only).toMatchObject({ field: 'subject', meant: good.subject });
});
