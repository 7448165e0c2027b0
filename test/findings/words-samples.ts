import type { NetworkFailure, Party, Refusal } from '../../src/chain/answer.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Code, Evidence, Finding, Mismatch } from '../../src/findings/finding.js';

export const acme: Known = {
  domain: 'acme-dev.eu.auth0.com',
  oidcClientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  audience: 'api://AzureADTokenExchange',
  tenant: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  azureClientId: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  authorityHost: 'https://login.microsoftonline.com',
  endpoint: 'https://acme-ai.openai.azure.com',
  deployment: 'gpt4o-mini',
  apiVersion: null,
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
  credentialName: 'auth0-prod',
  identity: 'managed-identity',
  identityName: 'acme-api',
  isAccepted: false,
};

export const unknown = nothingKnown;

export const entraRefusal: Refusal = {
  party: 'entra',
  status: 401,
  code: 'AADSTS700211',
  said: 'AADSTS700211: No matching federated identity record found for presented assertion issuer.',
  asked: 'POST https://login.microsoftonline.com/7c9e6679-7425-40de-944b-e07fc1f90ae7/oauth2/v2.0/token',
  correlationId: '8f043819-8577-46b9-b330-a72e2e114665',
  traceId: null,
  timestamp: '2026-11-23 16:53:02Z',
  retryAfterSeconds: null,
  network: null,
};

const wanted = { issuer: acme.issuer, subject: acme.subject, audience: acme.audience };
const nobody = { issuer: null, subject: null, audience: null };
const objectId = '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b';
const clientId = acme.azureClientId ?? '';
const tenant = acme.tenant ?? '';

export const slash = mismatch('issuer', 'https://acme-dev.eu.auth0.com/', 'https://acme-dev.eu.auth0.com', [
  { kind: 'missing', position: 30, token: '/', azure: '' },
]);
export const letterCase = mismatch('subject', `${acme.subject}`, 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQJa@clients', [
  { kind: 'case', position: 31, token: 'j', azure: 'J' },
]);
export const zeroWidth = mismatch('subject', `${acme.subject}`, `${acme.subject}\u200b`, [
  { kind: 'invisible', position: 41, token: '', azure: '\u200b' },
]);
const otherIssuer = mismatch('issuer', 'https://acme-dev.eu.auth0.com/', 'https://login.acme.example/', [
  { kind: 'replaced', position: 9, token: 'acme-dev.eu.auth0.com', azure: 'login.acme.example' },
]);
const otherSubject = mismatch('subject', `${acme.subject}`, 'Zz9AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients', [
  { kind: 'replaced', position: 1, token: 'K1', azure: 'Zz9' },
]);
const noSuffix = mismatch('subject', `${acme.subject}`, `${acme.oidcClientId}`, [
  { kind: 'missing', position: 33, token: '@clients', azure: '' },
]);
const suffixTooMany = mismatch('subject', `${acme.oidcClientId}`, `${acme.subject}`, [
  { kind: 'extra', position: 33, token: '', azure: '@clients' },
]);
export const otherAudience = mismatch('audience', 'api://AzureADTokenExchange', 'https://api.acme.example', [
  { kind: 'replaced', position: 1, token: 'api', azure: 'https' },
  { kind: 'replaced', position: 7, token: 'AzureADTokenExchange', azure: 'api.acme.example' },
]);
export const customAudience = mismatch('audience', 'https://api.acme.example', 'api://AzureADTokenExchange', otherAudience.diff);

/** At least one example of the evidence of every code: the short form, the long form, and what a pasted log leaves out. */
export const samples: { [C in Code]: Evidence[C][] } = {
  'settings/missing': [
    { field: 'OIDC_ENDPOINT' },
    { field: 'OIDC_CLIENT_SECRET' },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME' },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: [] },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: ['team-chat'] },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: ['a', 'b', 'c', 'd', 'e', 'f'] },
  ],
  'settings/malformed': [
    { field: 'AZURE_CLIENT_ID', value: 'acme', problem: 'it is not a GUID' },
    { field: 'OIDC_CLIENT_SECRET', value: null, problem: 'it has white space inside' },
    { field: 'AZURE_AOAI_API_VERSION', value: 'new', problem: 'it is no version' },
    { field: 'AZURE_AUTHORITY_HOST', value: 'here', problem: 'it has no dot' },
  ],
  'settings/placeholder': [
    { field: 'OIDC_ENDPOINT', value: 'YOUR_DOMAIN' },
    { field: 'OIDC_CLIENT_SECRET', value: null },
  ],
  'settings/swapped': [
    { field: 'OIDC_CLIENT_ID', value: clientId, looksLike: 'an id of Azure (a GUID)', belongsTo: 'AZURE_CLIENT_ID' },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', value: null, looksLike: 'a token (JWT)', belongsTo: null },
  ],
  'settings/normalised': [
    { field: 'OIDC_ENDPOINT', value: 'acme-dev.eu.auth0.com', removed: ['https://', 'the final slash'] },
    { field: 'OIDC_CLIENT_SECRET', value: null, removed: ['1 line break'] },
  ],
  'settings/file-unreadable': (['missing', 'folder', 'denied', 'binary', 'too-large', 'unreadable'] as const).map((problem) => ({
    path: './my env',
    problem,
    detail: 'EACCES',
  })),
  'settings/secret-exposed': [{ path: '.env' }, { path: "it's here/.env" }],
  'settings/retired-api-version': [
    { version: '2023-07-01-preview', answers: true },
    { version: '2023-07-01-preview', answers: false },
  ],
  'network/name-not-found': network('name-not-found', ['ENOTFOUND', 'EAI_AGAIN']),
  'network/unreachable': network('unreachable', ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'UND_ERR_SOCKET', 'odd']),
  'network/timeout': [...network('timeout', ['ETIMEDOUT']), ...network('timeout', ['ETIMEDOUT'], { afterMs: 10_000 })],
  'network/tls-untrusted': network('tls-untrusted', [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]),
  'network/proxy': [
    ...network('proxy', ['407', '403', 'ECONNREFUSED', 'ERR_PROXY_TUNNEL'], { proxy: 'http://proxy.acme.example:3128' }),
    ...network('proxy', ['407', '502', 'ENOTFOUND', 'ERR_PROXY_TUNNEL']),
  ],
  'auth0/domain-wrong': [{ domain: 'acme-dev.eu.auth0.com' }, { domain: '' }],
  'auth0/metadata-invalid': [
    { domain: 'acme-dev.eu.auth0.com', document: 'discovery', problem: 'it is no JSON' },
    { domain: '', document: 'keys', problem: 'it has no keys' },
  ],
  'auth0/issuer-differs': [{ domain: 'id.acme.example', expected: 'https://id.acme.example/', issuer: 'https://acme-dev.eu.auth0.com/' }],
  'auth0/client-refused': [{ clientId: `${acme.oidcClientId}` }, { clientId: '' }],
  'auth0/api-missing': [
    { audience: 'api://AzureADTokenExchange', domain: 'acme-dev.eu.auth0.com' },
    { audience: 'https://api.acme.example', domain: '' },
    { audience: '', domain: '' },
  ],
  'auth0/grant-missing': [
    { audience: 'api://AzureADTokenExchange', clientId: `${acme.oidcClientId}` },
    { audience: '', clientId: '' },
  ],
  'auth0/grant-type-disabled': [{ clientId: `${acme.oidcClientId}` }, { clientId: '' }],
  'auth0/scope-not-granted': [{}],
  'auth0/audience-missing': [{}],
  'auth0/action-denied': [{}],
  'auth0/quota-low': [{ left: 1, of: 10, period: 'per_hour' }],
  'auth0/quota-exhausted': [{}],
  'auth0/rate-limited': [{}],
  'auth0/organization-required': [{}],
  'auth0/service-error': [{}],
  'auth0/refused': [{}],
  'token/opaque': [{ length: 32 }, { length: 0 }],
  'token/encrypted': [{}],
  'token/malformed': [{ problem: 'it has two parts' }],
  'token/algorithm-unsupported': [{ algorithm: 'HS256' }, { algorithm: 'ES256' }, { algorithm: null }],
  'token/key-id-missing': [{}],
  'token/type-unsupported': [{ type: 'at+jwt' }, { type: null }],
  'token/header-unsupported': [{ parameters: ['gty', 'foo'] }, { parameters: [] }],
  'token/key-not-published': [
    { keyId: 'kid-old', published: ['kid-1', 'kid-2'] },
    { keyId: null, published: [] },
  ],
  'token/signature-invalid': [{ keyId: 'kid-1' }, { keyId: null }],
  'token/outside-valid-time': [
    { now: '2026-11-23T16:53:02Z', notBefore: '2026-11-22T16:00:00Z', expires: '2026-11-23T16:00:00Z', clock: 'entra' },
    { now: '2026-11-23T16:53:02Z', notBefore: '2026-11-23T16:55:00Z', expires: '2026-11-24T16:55:00Z', clock: 'auth0' },
    { now: '2026-11-23T16:53:02Z', notBefore: null, expires: '2026-11-23T16:00:00Z', clock: 'local' },
    { now: '2026-11-23T16:53:02Z', notBefore: '1970-01-01T00:00:00.000Z', expires: '1970-01-01T00:00:00.000Z', clock: 'entra' },
    { now: null, notBefore: null, expires: null, clock: 'entra' },
  ],
  'token/clock-skew': [{ seconds: 600 }, { seconds: -600 }],
  'token/audience-multiple': [{ audiences: ['api://AzureADTokenExchange', 'https://acme-dev.eu.auth0.com/userinfo'] }, { audiences: [] }],
  'token/claim-missing': [{ claim: 'sub' }, { claim: null }],
  'token/claim-mismatch': [
    { claim: 'sub', expected: `${acme.subject}`, actual: 'agt_123' },
    { claim: 'sub', expected: null, actual: null },
  ],
  'trust/no-match': [wanted, nobody],
  'trust/issuer-slash': [slash, { ...slash, token: `${slash.azure}`, azure: slash.token }],
  'trust/issuer-mismatch': everySource(otherIssuer),
  'trust/subject-suffix': [noSuffix, suffixTooMany],
  'trust/subject-case': everySource(letterCase),
  'trust/subject-mismatch': everySource(otherSubject),
  'trust/audience-mismatch': [...everySource(otherAudience), ...everySource(customAudience)],
  'trust/hidden-character': [
    ...everySource(zeroWidth),
    mismatch('issuer', `${acme.issuer}`, `${acme.issuer} `, [{ kind: 'whitespace', position: 31, token: '', azure: ' ' }]),
    mismatch('audience', 'api://A ', 'api://A', [{ kind: 'whitespace', position: 8, token: ' ', azure: '' }]),
    mismatch('audience', 'api://A', 'api://\u0410', [{ kind: 'lookalike', position: 7, token: 'A', azure: '\u0410' }]),
  ],
  'trust/credential-missing': [wanted, nobody],
  'trust/credential-stale': (['az', 'pasted', 'settings'] as const).map((azureSource) => ({ ...wanted, field: 'subject', azureSource })),
  'trust/propagating': [wanted, nobody],
  'trust/issuer-blocked': [{ issuer: acme.issuer }, { issuer: null }],
  'trust/identity-missing': [{ clientId }, { clientId: null }],
  'trust/credential-duplicate': [{}],
  'trust/credential-invalid': [{}],
  'trust/credential-write-conflict': [{}],
  'trust/credential-limit': [{}],
  'trust/region-unsupported': [{}],
  'entra/unreachable': [{}, { status: 200 }],
  'entra/tenant-not-found': [{ tenant }, { tenant: '' }],
  'entra/tenant-malformed': [{ tenant: '{{tenantid}}' }, { tenant: '' }],
  'entra/client-not-found': [
    { clientId, tenant },
    { clientId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/acme-api', tenant },
    { clientId: '', tenant: '' },
  ],
  'entra/client-mismatch': [{}],
  'entra/principal-missing': [{ clientId }, { clientId: '' }],
  'entra/principal-disabled': [{ clientId }, { clientId: '' }],
  'entra/issuer-unreachable': [{ issuer: acme.issuer }, { issuer: null }],
  'entra/issuer-metadata-invalid': [{ issuer: acme.issuer }, { issuer: null }],
  'entra/entra-token-as-assertion': [{}],
  'entra/assertion-not-sent': [{}],
  'entra/parameter-missing': [{ parameter: 'scope' }, { parameter: null }],
  'entra/resource-not-found': [{ scope: 'https://acme-ai.openai.azure.com/.default' }, { scope: '' }],
  'entra/resource-disabled': [{ scope: 'https://cognitiveservices.azure.com/.default' }, { scope: '' }],
  'entra/scope-invalid': [{ scope: 'https://cognitiveservices.azure.com' }, { scope: '' }],
  'entra/conditional-access': [{}],
  'entra/identity-kind-not-allowed': [{}],
  'entra/wrong-cloud': [{ authorityHost: 'https://login.microsoftonline.com' }, { authorityHost: '' }],
  'entra/throttled': [{}],
  'entra/transient': [{}],
  'entra/request-loop': [{}],
  'entra/token-unexpected': [
    { claim: 'aud', expected: 'https://cognitiveservices.azure.com', actual: 'https://management.azure.com' },
    { claim: 'oid', expected: objectId, actual: null },
  ],
  'entra/refused': [{}],
  'azure-openai/role-missing': [
    { principal: objectId, action: 'Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action' },
    { principal: 'maria@acme.example', action: null },
    { principal: null, action: null },
  ],
  'azure-openai/tenant-mismatch': [{ tokenTenant: tenant }, { tokenTenant: null }],
  'azure-openai/token-refused': [
    { audienceWanted: 'https://ai.azure.com', audienceSent: 'https://cognitiveservices.azure.com' },
    { audienceWanted: 'https://cognitiveservices.azure.com', audienceSent: 'https://cognitiveservices.azure.com' },
    { audienceWanted: null, audienceSent: null },
  ],
  'azure-openai/subdomain-required': [{ host: 'japaneast.api.cognitive.microsoft.com' }, { host: '' }],
  'azure-openai/subdomain-unmapped': [{ host: 'acme-ai.openai.azure.com' }, { host: '' }],
  'azure-openai/subdomain-taken': [{}],
  'azure-openai/name-soft-deleted': [{}],
  'azure-openai/public-access-disabled': [{ host: 'acme-ai.openai.azure.com' }, { host: '' }],
  'azure-openai/firewall-blocked': [{ host: 'acme-ai.openai.azure.com' }, { host: '' }],
  'azure-openai/private-endpoint-unapproved': [{ host: 'acme-ai.openai.azure.com' }, { host: '' }],
  'azure-openai/deployment-missing': [
    { deployment: 'gpt-4o', available: ['GPT-4o', 'chat'] },
    { deployment: '', available: [] },
  ],
  'azure-openai/path-or-version-wrong': [{ apiVersion: '2024-05-13' }, { apiVersion: null }],
  'azure-openai/version-not-allowed': [{ apiVersion: '2024-10-21' }, { apiVersion: null }],
  'azure-openai/version-too-old': [
    { apiVersion: '2024-10-21', needed: '2024-12-01-preview' },
    { apiVersion: null, needed: null },
  ],
  'azure-openai/operation-unsupported': [{ deployment: 'codex' }, { deployment: '' }],
  'azure-openai/parameter-unsupported': [{ parameter: 'max_tokens' }, { parameter: null }],
  'azure-openai/output-limit-too-small': [{ hasText: true }, { hasText: false }],
  'azure-openai/context-too-long': [{}],
  'azure-openai/content-filtered': [{}],
  'azure-openai/model-retiring': [{ deployment: 'chat', model: 'gpt-4o-2024-08-06', retiresAt: '2026-12-31T00:00:00.000Z' }],
  'azure-openai/model-retired': [{ deployment: 'gpt-35' }, { deployment: '' }],
  'azure-openai/rate-limited': [{ limit: 'requests' }, { limit: 'tokens' }, { limit: null }],
  'azure-openai/quota-insufficient': [{}],
  'azure-openai/capacity': [{}],
  'azure-openai/key-refused': [{}],
  'azure-openai/key-disabled': [{}],
  'azure-openai/gateway-key-missing': [{ host: 'acme.azure-api.net' }, { host: '' }],
  'azure-openai/blocked-for-abuse': [{}],
  'azure-openai/service-error': [{}],
  'azure-openai/refused': [{}],
  'tool/environment-conflict': [{ variables: ['AZURE_OPENAI_API_KEY', 'OPENAI_BASE_URL'] }, { variables: [] }],
  'check/crashed': [{ error: 'x is not a function' }, { error: '' }],
};

/** All of them as findings, each with and without what a party said. */
export const everyFinding: Finding[] = (Object.keys(samples) as Code[]).flatMap((code) =>
  samples[code].flatMap((evidence) => [finding(code, evidence), finding(code, evidence, entraRefusal)]),
);

function mismatch(field: Mismatch['field'], token: string, azure: string, diff: Mismatch['diff']): Mismatch {
  return { field, token, azure, azureSource: 'az', diff };
}

function everySource(of: Mismatch): Mismatch[] {
  return [of, { ...of, azureSource: 'pasted' }, { ...of, azureSource: 'settings' }, { ...of, azure: null, azureSource: null, diff: [] }];
}

function network(
  kind: NetworkFailure['kind'],
  details: string[],
  more: Partial<NetworkFailure> = {},
): { party: Party; failure: NetworkFailure }[] {
  const hosts: Record<Party, string> = {
    auth0: 'acme.auth0.com',
    entra: 'login.microsoftonline.com',
    'azure-openai': 'acme-ai.openai.azure.com',
  };
  const parties = Object.keys(hosts) as Party[];
  return details.flatMap((detail) => parties.map((party) => ({ party, failure: { kind, host: hosts[party], detail, ...more } })));
}
