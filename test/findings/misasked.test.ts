import { expect, test } from 'vitest';

import { mismatch } from '../../src/findings/recognise/trust.js';
import type { DecodedAssertion } from '../../src/chain/assertion.js';
import { differencesToChange, withoutMisasked } from '../../src/findings/misasked.js';
import { tokenKindOf } from '../../src/findings/token-kind.js';
import { remarksOn } from '../../src/findings/token-remarks.js';
import { decoded } from '../support/decoded.js';

const issuer = 'https://acme-dev.eu.auth0.com/';

test.each<[string, { subject?: string; audience?: string }, (string | null)[]]>([
  ['an application', {}, ['id@clients', 'api://AzureADTokenExchange']],
  ['a person', { subject: 'google-oauth2|1042' }, [null, 'api://AzureADTokenExchange']],
  ['the Management API', { audience: `${issuer}api/v2/` }, ['id@clients', null]],
  ['a person of a directory', { subject: 'adfs|x' }, [null, 'api://AzureADTokenExchange']],
  ['a person of a connection with a name of its own', { subject: 'custom-conn|x' }, [null, 'api://AzureADTokenExchange']],
  [
    'somebody else with a bar in a name',
    { subject: 'repo:acme/app:environment:a|b' },
    ['repo:acme/app:environment:a|b', 'api://AzureADTokenExchange'],
  ],
  ['the Management API without its slash', { audience: `${issuer}api/v2` }, ['id@clients', null]],
  ['an API that only ends like it', { audience: 'https://api.acme.example/api/v2/' }, ['id@clients', 'https://api.acme.example/api/v2/']],
])('what Azure may be asked to have of a token of %s', (_, changes, [subject, audience]) => {
  const wanted = { issuer, subject: 'id@clients', audience: 'api://AzureADTokenExchange', ...changes };
  expect(withoutMisasked(wanted)).toEqual({ issuer, subject, audience });
});

test.each<[string, Partial<DecodedAssertion>]>([
  ['an application', {}],
  ['a person', { subject: 'google-oauth2|1042' }],
  ['a person of a directory', { subject: 'adfs|x', issuer: 'https://login.acme.example/' }],
  ['a person of a connection with a name of its own', { subject: 'custom-conn|x' }],
  ['the Management API', { audiences: [`${issuer}api/v2/`] }],
  ['the Management API without its slash', { audiences: [`${issuer}api/v2`] }],
  ['the Management API, from a domain of one’s own', { audiences: [`${issuer}api/v2/`], issuer: 'https://id.acme.example/', subject: 'x' }],
  ['an API that only ends like it', { audiences: ['https://login.acme.com/api/v2/'] }],
  ['two that are wrong', { subject: 'oidc|acme|7', audiences: [`${issuer}api/v2/`] }],
])('whatever is left out has a remark, and nothing else has: a token of %s', (_, changes) => {
  const token = { ...decoded, ...changes };
  const { subject, audience } = withoutMisasked({ issuer, subject: token.subject, audience: token.audiences[0] ?? null });
  const remarks = remarksOn(token, tokenKindOf(token)).join(' ');
  expect([remarks.includes('issued to a person'), remarks.includes('is the Management API')]).toEqual([
    subject === null,
    audience === null,
  ]);
});

test('nor does the credential change for such a value, while another one does', () => {
  const found = [
    mismatch('issuer', issuer, issuer.slice(0, -1), 'settings'),
    mismatch('subject', 'auth0|65f1c0a9', 'id@clients', 'settings'),
    mismatch('audience', `${issuer}api/v2/`, 'api://AzureADTokenExchange', 'settings'),
  ];
  expect(differencesToChange(found).map(({ field }) => field)).toEqual(['issuer']);
});
