import { expect, test } from 'vitest';

import { readCredentialJson } from '../../src/settings/credential-json.js';

const values = { issuer: 'https://a/', subject: 'b@clients', audiences: ['api://c'] };
const group = '/subscriptions/s/resourcegroups/g/providers';
const identity = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-app/federatedIdentityCredentials/auth0`;

test.each([
  [
    'az identity federated-credential show',
    { id: identity, name: 'auth0', ...values },
    { kind: 'managed-identity', name: 'id-app', resourceGroup: 'g' },
  ],
  [
    'Azure Resource Manager',
    { id: identity, name: 'auth0', properties: values },
    { kind: 'managed-identity', name: 'id-app', resourceGroup: 'g' },
  ],
  [
    'az ad app federated-credential show',
    { id: '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b', name: 'auth0', description: '', ...values },
    { kind: 'app-registration', name: null },
  ],
  ['a piece of it without an id', { name: 'auth0', ...values }, undefined],
  ['something with another id', { id: 5, ...values }, undefined],
])('what %s prints tells whose credential it is', (_, json, holder) => {
  const read = readCredentialJson(JSON.stringify([json]));
  expect(read.ok && read.credentials.map((credential) => credential.holder)).toEqual([holder]);
});
