import { expect, test } from 'vitest';

import { readCredentialText } from '../../src/settings/credential-text.js';

const values = { issuer: 'https://acme.eu.auth0.com/', subject: 'K1AU@clients', audience: 'api://AzureADTokenExchange' };

test.each<[string, string]>([
  [
    'Terraform, of a managed identity',
    `resource "azurerm_federated_identity_credential" "auth0" {
  name                = "auth0-prod"
  resource_group_name = "acme"
  audience            = ["api://AzureADTokenExchange"]
  issuer              = "https://acme.eu.auth0.com/"
  parent_id           = azurerm_user_assigned_identity.acme.id
  subject             = "K1AU@clients"
}`,
  ],
  [
    'Terraform, of an application',
    `display_name = "x"\naudiences    = [\n  "api://AzureADTokenExchange"\n]\nissuer = "https://acme.eu.auth0.com/"\nsubject = "K1AU@clients"\n`,
  ],
  [
    'Bicep',
    `properties: {\n  issuer: 'https://acme.eu.auth0.com/'\n  subject: 'K1AU@clients'\n  audiences: [\n    'api://AzureADTokenExchange'\n  ]\n}`,
  ],
  ['the portal, in a row', 'Issuer\thttps://acme.eu.auth0.com/\nSubject identifier\tK1AU@clients\nAudience\tapi://AzureADTokenExchange\n'],
  [
    'the portal, one below the other',
    'Federated credential details\r\nIssuer URL\r\nIssuer\r\nhttps://acme.eu.auth0.com/\r\nSubject identifier *\r\nK1AU@clients\r\nName\r\nauth0-prod\r\nAudience\r\napi://AzureADTokenExchange',
  ],
])('%s', (_, text) => {
  expect(readCredentialText(text)).toMatchObject(values);
});

test.each<[string, string]>([
  ['prose', 'The issuer, the subject and the audience have to be the same.'],
  ['a claim', '{"iss":"https://acme.eu.auth0.com/","sub":"K1AU@clients","aud":"api://AzureADTokenExchange"}'],
  ['two of three', 'issuer = "https://acme.eu.auth0.com/"\nsubject = "K1AU@clients"\n'],
  ['names without values', 'issuer:\nsubject:\naudience:\n'],
])('%s is none', (_, text) => {
  expect(readCredentialText(text)).toBeNull();
});
