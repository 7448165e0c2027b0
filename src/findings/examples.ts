import type { NetworkFailure, Party } from '../chain/answer.js';
import { difference } from './difference.js';
import type { ClaimName, Code, Evidence, Mismatch } from './finding.js';

/** The people and things of all examples: the same in the tests, in docs/errors.md and wherever a code is explained without a case. */
export const acme = {
  domain: 'acme-dev.eu.auth0.com',
  oidcClientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  audience: 'api://AzureADTokenExchange',
  tenant: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  azureClientId: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  objectId: '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b',
  host: 'acme-ai.openai.azure.com',
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
} as const;

const { domain, oidcClientId, audience, tenant, azureClientId: clientId, objectId, host, issuer, subject } = acme;
const wanted = { issuer, subject, audience };

/** One example of the evidence of every code; one that is missing does not compile. */
export const examples: { readonly [C in Code]: Evidence[C] } = {
  'settings/missing': { field: 'OIDC_ENDPOINT' },
  'settings/malformed': { field: 'AZURE_CLIENT_ID', value: 'acme', problem: 'it is not a GUID' },
  'settings/placeholder': { field: 'OIDC_ENDPOINT', value: 'YOUR_DOMAIN' },
  'settings/swapped': { field: 'OIDC_CLIENT_ID', value: clientId, looksLike: 'an id of Azure (a GUID)', belongsTo: 'AZURE_CLIENT_ID' },
  'settings/normalised': { field: 'OIDC_ENDPOINT', value: domain, removed: ['https://', 'the final slash'] },
  'settings/file-unreadable': { path: '.env', problem: 'denied', detail: 'EACCES' },
  'settings/secret-exposed': { path: '.env' },
  'settings/retired-api-version': { version: '2023-07-01-preview', answers: true },

  'network/name-not-found': network('azure-openai', 'name-not-found', 'ENOTFOUND'),
  'network/unreachable': network('azure-openai', 'unreachable', 'ECONNREFUSED'),
  'network/timeout': network('azure-openai', 'timeout', 'ETIMEDOUT', { afterMs: 10_000 }),
  'network/tls-untrusted': network('entra', 'tls-untrusted', 'SELF_SIGNED_CERT_IN_CHAIN'),
  'network/proxy': network('entra', 'proxy', '403', { proxy: 'http://proxy.acme.example:3128' }),

  'auth0/domain-wrong': { domain },
  'auth0/metadata-invalid': { domain, document: 'discovery', problem: 'it is no JSON' },
  'auth0/issuer-differs': { domain: 'id.acme.example', expected: 'https://id.acme.example/', issuer },
  'auth0/client-refused': { clientId: oidcClientId },
  'auth0/api-missing': { audience, domain },
  'auth0/grant-missing': { audience, clientId: oidcClientId },
  'auth0/grant-type-disabled': { clientId: oidcClientId },
  'auth0/scope-not-granted': {},
  'auth0/audience-missing': {},
  'auth0/action-denied': {},
  'auth0/quota-exhausted': {},
  'auth0/quota-low': { left: 1, of: 10, period: 'per_hour' },
  'auth0/rate-limited': {},
  'auth0/organization-required': {},
  'auth0/service-error': {},
  'auth0/refused': {},

  'token/opaque': { length: 32 },
  'token/encrypted': {},
  'token/malformed': { problem: 'it has two parts' },
  'token/algorithm-unsupported': { algorithm: 'HS256' },
  'token/key-id-missing': {},
  'token/type-unsupported': { type: 'at+jwt' },
  'token/header-unsupported': { parameters: ['gty'] },
  'token/key-not-published': { keyId: 'kid-old', published: ['kid-1', 'kid-2'] },
  'token/signature-invalid': { keyId: 'kid-1' },
  'token/outside-valid-time': {
    now: '2026-11-23T16:53:02Z',
    notBefore: '2026-11-22T16:00:00Z',
    expires: '2026-11-23T16:00:00Z',
    clock: 'entra',
  },
  'token/clock-skew': { seconds: 600 },
  'token/audience-multiple': { audiences: [audience, 'https://acme-dev.eu.auth0.com/userinfo'] },
  'token/claim-missing': { claim: 'sub' },
  'token/claim-mismatch': { claim: 'sub', expected: subject, actual: 'agt_123' },

  'trust/no-match': wanted,
  'trust/issuer-slash': mismatch('issuer', issuer, 'https://acme-dev.eu.auth0.com'),
  'trust/issuer-mismatch': mismatch('issuer', issuer, 'https://login.acme.example/'),
  'trust/subject-suffix': mismatch('subject', subject, oidcClientId),
  'trust/subject-case': mismatch('subject', subject, 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQJa@clients'),
  'trust/subject-mismatch': mismatch('subject', subject, 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients'),
  'trust/audience-mismatch': mismatch('audience', audience, 'https://api.acme.example'),
  'trust/hidden-character': mismatch('subject', subject, `${subject}\u200b`),
  'trust/credential-missing': wanted,
  'trust/credential-stale': { ...wanted, field: 'subject', azureSource: 'az' },
  'trust/propagating': wanted,
  'trust/issuer-blocked': { issuer },
  'trust/identity-missing': { clientId },
  'trust/credential-duplicate': {},
  'trust/credential-invalid': {},
  'trust/credential-write-conflict': {},
  'trust/credential-limit': {},
  'trust/region-unsupported': {},

  'entra/unreachable': {},
  'entra/tenant-not-found': { tenant },
  'entra/tenant-malformed': { tenant: '{{tenantid}}' },
  'entra/client-not-found': { clientId, tenant },
  'entra/client-mismatch': {},
  'entra/principal-missing': { clientId },
  'entra/principal-disabled': { clientId },
  'entra/issuer-unreachable': { issuer },
  'entra/issuer-metadata-invalid': { issuer },
  'entra/entra-token-as-assertion': {},
  'entra/assertion-not-sent': {},
  'entra/parameter-missing': { parameter: 'scope' },
  'entra/resource-not-found': { scope: 'https://cognitiveservices.azure.com/.default' },
  'entra/resource-disabled': { scope: 'https://cognitiveservices.azure.com/.default' },
  'entra/scope-invalid': { scope: 'https://cognitiveservices.azure.com/.default' },
  'entra/conditional-access': {},
  'entra/identity-kind-not-allowed': {},
  'entra/wrong-cloud': { authorityHost: 'https://login.microsoftonline.com' },
  'entra/throttled': {},
  'entra/transient': {},
  'entra/request-loop': {},
  'entra/other-tenant': { asked: '7e0b6c1f-52d8-4a39-9f64-c1d2a8e3b750', tenant },
  'entra/token-unexpected': { claim: 'aud', expected: 'https://cognitiveservices.azure.com', actual: 'https://management.azure.com' },
  'entra/refused': {},

  'azure-openai/role-missing': {
    principal: objectId,
    action: 'Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action',
  },
  'azure-openai/tenant-mismatch': { tokenTenant: tenant },
  'azure-openai/token-refused': { audienceWanted: 'https://ai.azure.com', audienceSent: 'https://cognitiveservices.azure.com' },
  'azure-openai/subdomain-required': { host: 'japaneast.api.cognitive.microsoft.com' },
  'azure-openai/subdomain-unmapped': { host },
  'azure-openai/subdomain-taken': {},
  'azure-openai/name-soft-deleted': {},
  'azure-openai/public-access-disabled': { host },
  'azure-openai/firewall-blocked': { host },
  'azure-openai/private-endpoint-unapproved': { host },
  'azure-openai/deployment-missing': { deployment: 'gpt-4o', available: ['GPT-4o', 'chat'] },
  'azure-openai/path-or-version-wrong': { apiVersion: '2024-05-13' },
  'azure-openai/version-not-allowed': { apiVersion: '2024-10-21' },
  'azure-openai/version-too-old': { apiVersion: '2024-10-21', needed: '2024-12-01-preview' },
  'azure-openai/operation-unsupported': { deployment: 'codex' },
  'azure-openai/parameter-unsupported': { parameter: 'max_tokens' },
  'azure-openai/output-limit-too-small': { hasText: false },
  'azure-openai/context-too-long': {},
  'azure-openai/content-filtered': {},
  'azure-openai/model-retired': { deployment: 'gpt-35' },
  'azure-openai/model-retiring': { deployment: 'chat', model: 'gpt-4o-2024-08-06', retiresAt: '2026-12-31T00:00:00.000Z' },
  'azure-openai/rate-limited': { limit: 'tokens' },
  'azure-openai/quota-insufficient': {},
  'azure-openai/capacity': {},
  'azure-openai/key-refused': {},
  'azure-openai/key-disabled': {},
  'azure-openai/gateway-key-missing': { host: 'acme.azure-api.net' },
  'azure-openai/blocked-for-abuse': {},
  'azure-openai/service-error': {},
  'azure-openai/refused': {},

  'tool/az-missing': {},
  'tool/az-signed-out': { tenant },
  'tool/az-login-expired': { number: 'AADSTS700082', tenant },
  'tool/az-forbidden': {
    action: 'Microsoft.Authorization/roleAssignments/write',
    scope: '/subscriptions/SUBSCRIPTION_ID/resourceGroups/acme',
  },
  'tool/az-wrong-subscription': { subscription: 'acme-prod' },
  'tool/az-resource-missing': { resource: 'Microsoft.ManagedIdentity/userAssignedIdentities/acme-api' },
  'tool/az-role-exists': { role: 'Cognitive Services OpenAI User' },
  'tool/az-refused': { said: 'ERROR: The command failed with an unexpected error.', command: 'az identity list' },
  'tool/auth0-missing': {},
  'tool/auth0-signed-out': { domain },
  'tool/auth0-refused': { said: 'Failed to list APIs: 429 Too Many Requests', command: 'auth0 apis list' },
  'tool/environment-conflict': { variables: ['AZURE_OPENAI_API_KEY', 'OPENAI_BASE_URL'] },

  'check/crashed': { error: 'x is not a function' },
};

/** The two are compared when somebody looks: most who load this table want another line of it. */
function mismatch(field: ClaimName, token: string, azure: string): Mismatch {
  return {
    field,
    token,
    azure,
    azureSource: 'az',
    get diff() {
      return difference(token, azure);
    },
  };
}

function network(
  party: Party,
  kind: NetworkFailure['kind'],
  detail: string,
  more: Partial<NetworkFailure> = {},
): Evidence['network/proxy'] {
  const hosts: Record<Party, string> = { auth0: domain, entra: 'login.microsoftonline.com', 'azure-openai': host };
  return { party, failure: { kind, host: hosts[party], detail, ...more } };
}
