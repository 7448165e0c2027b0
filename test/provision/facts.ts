import type { Facts } from '../../src/provision/facts.js';
import { nothingSeen, read } from '../../src/provision/facts.js';
import { wishesOf } from '../../src/provision/wishes.js';
import type { Wishes } from '../../src/provision/wishes.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { Secret } from '../../src/settings/secret.js';
import { decoded } from '../support/decoded.js';

export const audience = 'api://AzureADTokenExchange';
export const clientId = 'tq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo'.replace('tq7', 'Kq7');
export const tenantId = '5d1c7a0e-3b64-4f2a-9c8d-e17f0b92a6d5';
export const subscriptionId = '0f9e8d7c-6b5a-4c3d-9e2f-1a0b2c3d4e5f';

export const api: NonNullable<Extract<Facts['auth0']['apis'], { ok: true }>>['value'][number] = {
  name: 'Azure token exchange',
  identifier: audience,
  signingAlgorithm: 'RS256',
  dialect: 'access_token',
  isEncrypted: false,
  clientPolicy: 'require_client_grant',
};

export const application = {
  clientId,
  name: 'keyless',
  type: 'non_interactive',
  grantTypes: ['client_credentials'],
  authMethod: 'client_secret_post',
  hasOwnKey: false,
};

export const identity = {
  name: 'id-keyless',
  group: 'rg-keyless',
  location: 'swedencentral',
  clientId: '6a1f0c52-8d3e-4b97-a046-f2c81e5d9b37',
  principalId: 'c4e90b7d-1f26-4a83-b5d8-9720e6a1f3c5',
};

const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-keyless`;

export const account = {
  id: `${group}/providers/Microsoft.CognitiveServices/accounts/acme-ai`,
  name: 'acme-ai',
  group: 'rg-keyless',
  location: 'swedencentral',
  kind: 'OpenAI',
  endpoint: 'https://acme-ai.openai.azure.com/',
  subdomain: 'acme-ai',
};

export const credential = { name: 'auth0', issuer: 'https://acme.eu.auth0.com/', subject: `${clientId}@clients`, audiences: [audience] };

export const mini = {
  name: 'gpt-4.1-mini',
  version: '2025-04-14',
  isDefaultVersion: true,
  lifecycle: 'GenerallyAvailable',
  skus: ['Standard', 'GlobalStandard'],
  canChat: true,
};

export const openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';

/** Nobody has set anything up: both tools are signed in, and see nothing. */
export function emptyFacts(): Facts {
  const subscription = { id: subscriptionId, name: 'Acme', tenantId, isDefault: true, cloud: 'AzureCloud' };
  return {
    auth0: {
      ...nothingSeen.auth0,
      tenants: read([{ domain: 'acme.eu.auth0.com', isActive: true }]),
      apis: read([]),
      applications: read([]),
    },
    azure: {
      ...nothingSeen.azure,
      subscriptions: read([subscription]),
      groups: read([]),
      identities: read([]),
      accounts: read([]),
      models: read([mini]),
    },
    token: null,
    env: { path: '.env', isThere: false, held: new Map() },
  };
}

/** Everything is there and right, the env file too. */
export function rightFacts(): Facts {
  const empty = emptyFacts();
  const facts: Facts = {
    ...empty,
    auth0: {
      ...empty.auth0,
      apis: read([api]),
      applications: read([application]),
      grants: read([{ id: 'cgr_1', subjectType: 'client', organizationUsage: null }]),
      secret: read(new Secret('s'.repeat(64))),
    },
    azure: {
      ...empty.azure,
      groups: read([{ name: 'rg-keyless', location: 'swedencentral' }]),
      identities: read([identity]),
      accounts: read([account]),
      credentials: read([credential]),
      deployments: read([{ name: 'team-chat', model: 'gpt-4.1-mini', version: '2025-04-14', canChat: true }]),
      roles: read([openAiUser]),
    },
    token: read({ ...decoded, issuer: credential.issuer, subject: credential.subject, audiences: [audience] }),
  };
  return { ...facts, env: { path: '.env', isThere: true, held: heldFor() } };
}

function heldFor(): Map<FieldName, string | Secret> {
  return new Map<FieldName, string | Secret>([
    ['OIDC_ENDPOINT', 'acme.eu.auth0.com'],
    ['OIDC_CLIENT_ID', clientId],
    ['OIDC_CLIENT_SECRET', new Secret('s'.repeat(64))],
    ['AZURE_TENANT_ID', tenantId],
    ['AZURE_CLIENT_ID', identity.clientId],
    ['AZURE_AOAI_ENDPOINT', 'https://acme-ai.openai.azure.com'],
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat'],
    ['AZURE_FEDERATED_ISSUER', credential.issuer],
    ['AZURE_FEDERATED_SUBJECT', credential.subject],
    ['AZURE_FEDERATED_AUDIENCE', audience],
  ]);
}

/** Wishes of settings, and of options where a name begins with dashes. */
export function wishing(given: Readonly<Record<string, string>> = {}): Wishes {
  const entries = Object.entries(given);
  const settings = entries.filter(([name]) => !name.startsWith('--'));
  const texts = settings.map(([name, text]) => [name, { name, text, source: 'flag', shadows: [] }]);
  return wishesOf(new Map(texts as []), new Map(entries.filter(([name]) => name.startsWith('--'))));
}
