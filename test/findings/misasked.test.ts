import { expect, test } from 'vitest';

import { mismatch } from '../../src/findings/recognise/trust.js';
import { differencesToChange, withoutMisasked } from '../../src/findings/misasked.js';

const issuer = 'https://acme-dev.eu.auth0.com/';

test.each<[string, { subject?: string; audience?: string }, (string | null)[]]>([
  ['an application', {}, ['id@clients', 'api://AzureADTokenExchange']],
  ['a person', { subject: 'google-oauth2|1042' }, [null, 'api://AzureADTokenExchange']],
  ['the Management API', { audience: `${issuer}api/v2/` }, ['id@clients', null]],
  ['an API that only ends like it', { audience: 'https://api.acme.example/api/v2/' }, ['id@clients', 'https://api.acme.example/api/v2/']],
])('what Azure may be asked to have of a token of %s', (_, changes, [subject, audience]) => {
  const wanted = { issuer, subject: 'id@clients', audience: 'api://AzureADTokenExchange', ...changes };
  expect(withoutMisasked(wanted)).toEqual({ issuer, subject, audience });
});

test('nor does the credential change for such a value, while another one does', () => {
  const found = [
    mismatch('issuer', issuer, issuer.slice(0, -1), 'settings'),
    mismatch('subject', 'auth0|65f1c0a9', 'id@clients', 'settings'),
    mismatch('audience', `${issuer}api/v2/`, 'api://AzureADTokenExchange', 'settings'),
  ];
  expect(differencesToChange(found).map(({ field }) => field)).toEqual(['issuer']);
});
