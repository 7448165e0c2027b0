import { expect, test } from 'vitest';

import type { DecodedAssertion } from '../../src/chain/assertion.js';
import { tokenKindOf } from '../../src/findings/token-kind.js';
import { decoded } from '../support/decoded.js';

const machine = { gty: 'client-credentials', azp: 'id' };
const auth0 = 'https://acme.eu.auth0.com/';
const entra = 'https://login.microsoftonline.com/7c9e6679-7425-40de-944b-e07fc1f90ae7/v2.0';

test.each<[string, string, Partial<DecodedAssertion>]>([
  ['auth0', 'an access token of Auth0 for an application', { issuer: auth0, claims: machine }],
  ['auth0', 'an access token of Auth0 for an application', { issuer: 'https://login.acme.example/', subject: 'id@clients' }],
  ['auth0', 'an access token of Auth0 for a person who signed in', { issuer: auth0, subject: 'auth0|5f7c', claims: { scope: 'openid' } }],
  ['auth0', 'an access token of Auth0 for a person who signed in', { issuer: 'https://login.acme.example/', subject: 'google-oauth2|11' }],
  ['auth0', 'an access token of Auth0 for a person who signed in', { issuer: 'https://login.acme.example/', subject: 'adfs|x' }],
  ['auth0', 'an access token of Auth0 for a person who signed in', { issuer: auth0, subject: 'custom-conn|x' }],
  ['auth0', 'an ID token of Auth0', { issuer: auth0, subject: 'auth0|5f7c', audiences: ['K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja'] }],
  ['auth0', 'an ID token of Auth0', { issuer: auth0, subject: 'auth0|5f7c', claims: { nonce: 'n' } }],
  [
    'entra',
    'an access token of Entra ID for https://ai.azure.com',
    { issuer: entra, subject: 's', audiences: ['https://ai.azure.com'], claims: { azp: 'x' } },
  ],
  [
    'entra',
    'an access token of Entra ID for https://ai.azure.com',
    { issuer: 'https://sts.windows.net/7c9e/', subject: 's', audiences: ['https://ai.azure.com'] },
  ],
  ['entra', 'an ID token of Entra ID', { issuer: entra, subject: 's', claims: { preferred_username: 'a@b.example' } }],
  [
    'other',
    'a token of GitHub Actions',
    { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app:ref:refs/heads/main' },
  ],
  ['other', 'a token of GitHub Actions', { issuer: 'https://token.actions.githubusercontent.com/acme', subject: 'repo:acme/app' }],
  ['other', 'a token of Kubernetes', { issuer: 'https://oidc.prod-aks.azure.com/x/', subject: 'system:serviceaccount:default:app' }],
  ['other', 'a token of https://id.example, which I do not know', { issuer: 'https://id.example', subject: 's' }],
  ['other', 'a token that names no issuer', { issuer: null, subject: 's' }],
])('%s: %s', (issuer, name, changes) => {
  const kind = tokenKindOf({ ...decoded, ...changes });
  expect(kind).toEqual({ issuer, name: expect.stringContaining(name) as string });
});

test('an issuer that moves the cursor is shown, and moves nothing', () => {
  expect(tokenKindOf({ ...decoded, issuer: 'https://x\u001b[2J', subject: 's' }).name).toContain('⟨U+001B⟩');
});
