import type { NetworkFailure, Party, Refusal } from '../../src/chain/answer.js';
import type { DecodedAssertion } from '../../src/chain/assertion.js';
import { difference } from '../../src/findings/difference.js';
import { acme as people, examples } from '../../src/findings/examples.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Code, Evidence, Finding, Mismatch } from '../../src/findings/finding.js';
import type { FieldName } from '../../src/settings/field-name.js';

export const acme: Known = {
  ...nothingKnown,
  isOwn: true,
  domain: people.domain,
  oidcClientId: people.oidcClientId,
  audience: people.audience,
  tenant: people.tenant,
  azureClientId: people.azureClientId,
  authorityHost: 'https://login.microsoftonline.com',
  endpoint: `https://${people.host}`,
  deployment: 'gpt4o-mini',
  apiVersion: null,
  issuer: people.issuer,
  subject: people.subject,
  credentialName: 'auth0-prod',
  identity: 'managed-identity',
  identityName: 'acme-api',
};

export const unknown = nothingKnown;

/** What a pasted text tells that is not about Auth0: nothing here was sent by this program. */
export const github: Known = {
  ...nothingKnown,
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/app:ref:refs/heads/main',
  audience: people.audience,
};

/** A token of Auth0 in which nothing is wrong. */
export const healthy: DecodedAssertion = {
  header: { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
  claims: { iss: people.issuer, sub: people.subject, aud: people.audience, exp: 1_795_539_182 },
  issuer: people.issuer,
  subject: people.subject,
  audiences: [people.audience],
  issuedAt: 1_795_452_782,
  notBefore: null,
  expires: 1_795_539_182,
};

/** What our own look gives when it finds nothing wrong with the token. */
export const seenHealthy: Known = {
  ...acme,
  token: healthy,
  isVerified: true,
  validAt: { now: '2026-11-23T16:53:02.000Z', clock: 'auth0' },
};

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

const nobody = { issuer: null, subject: null, audience: null };
const { objectId, tenant } = people;

export const slash = examples['trust/issuer-slash'];
export const letterCase = examples['trust/subject-case'];
export const zeroWidth = examples['trust/hidden-character'];
export const otherAudience = examples['trust/audience-mismatch'];
export const customAudience = mismatch('audience', 'https://api.acme.example', people.audience);

/** What an example does not show: the long form, and what a pasted log leaves out. */
const further: { [C in Code]?: Evidence[C][] } = {
  'settings/missing': [
    { field: 'OIDC_CLIENT_SECRET' },
    { field: 'OIDC_CLIENT_SECRET', line: { number: 3, odd: 'colon' } },
    { field: 'OIDC_ENDPOINT', line: { number: 1, odd: 'other-name', sets: 'AUTH0_DOMAIN' } },
    { field: 'OIDC_ENDPOINT', noFile: { path: '.env', near: [] } },
    { field: 'OIDC_ENDPOINT', noFile: { path: './my .env', near: ['.env.local', "it's.env"] } },
    { field: 'OIDC_AUDIENCE', emptyIn: 'flag', hides: ['environment', '.env'] },
    { field: 'OIDC_ENDPOINT', emptyIn: 'environment', hides: ['.env'] },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME' },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', pasted: 'team-chat' },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: [] },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: ['team-chat'] },
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: ['a', 'b', 'c', 'd', 'e', 'f'] },
  ],
  'settings/malformed': [
    { field: 'OIDC_CLIENT_SECRET', value: null, problem: 'it has white space inside' },
    { field: 'AZURE_AOAI_API_VERSION', value: 'new', problem: 'it is no version' },
    { field: 'AZURE_AUTHORITY_HOST', value: 'here', problem: 'it has no dot' },
  ],
  'settings/placeholder': [
    { field: 'OIDC_CLIENT_SECRET', value: null },
    { field: 'OIDC_ENDPOINT', value: 'https://fabrikam-dev.eu.auth0.com/' },
  ],
  'settings/swapped': [
    { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', value: null, looksLike: 'a token (JWT)', belongsTo: null },
    { field: 'OIDC_CLIENT_ID', value: people.subject, looksLike: 'the subject of an Auth0 token', belongsTo: 'AZURE_FEDERATED_SUBJECT' },
    {
      field: 'OIDC_ENDPOINT',
      value: tenant,
      looksLike: 'an id of Azure (a GUID)',
      belongsTo: null,
      held: { field: 'AZURE_TENANT_ID', value: people.domain },
    },
    twin('AZURE_CLIENT_ID', 'AZURE_TENANT_ID', { value: tenant, which: 'either' }),
    twin('OIDC_CLIENT_SECRET', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', { value: null, which: 'this' }),
    twin('OIDC_CLIENT_SECRET', 'OIDC_CLIENT_ID', { value: null, which: 'either' }),
  ],
  'settings/normalised': [
    { field: 'OIDC_CLIENT_SECRET', value: null, removed: ['1 line break'] },
    {
      field: 'AZURE_AOAI_ENDPOINT',
      value: `https://${people.host}`,
      removed: ['the path /openai/deployments/other'],
      besides: [{ field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', pasted: 'other', inUse: 'team-chat' }],
    },
  ],
  'settings/file-unreadable': [
    ...(['missing', 'folder', 'denied', 'binary', 'too-large', 'unreadable'] as const).map((problem) => ({
      path: './my env',
      problem,
      detail: problem === 'denied' ? 'EACCES' : '',
    })),
    { path: '.env', problem: 'binary', detail: '', isUtf16: true },
  ],
  'settings/secret-exposed': [{ path: "it's here/.env" }, { path: '/home/me/#acme/[my] env!' }],
  'settings/retired-api-version': [
    { version: '2023-07-01-preview', answers: false },
    { version: '2023-07-01-preview', answers: null },
  ],
  'network/name-not-found': network('name-not-found', ['ENOTFOUND', 'EAI_AGAIN']),
  'network/unreachable': network('unreachable', ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'UND_ERR_SOCKET', 'odd']),
  'network/timeout': [...network('timeout', ['ETIMEDOUT']), ...network('timeout', ['ETIMEDOUT'], { midAnswer: true })],
  'network/tls-untrusted': network('tls-untrusted', [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ]),
  'network/proxy': [
    ...network('proxy', ['407', '403', 'ECONNREFUSED', 'ERR_PROXY_TUNNEL', 'EPROTO'], { proxy: 'http://proxy.acme.example:3128' }),
    ...network('proxy', ['EPROTO'], { proxy: 'https://proxy.acme.example:3128' }),
    ...network('proxy', ['PROXY_SCHEME', 'PROXY_ADDRESS'], { variable: 'HTTPS_PROXY' }),
    ...network('proxy', ['407', '502', 'ENOTFOUND', 'ERR_PROXY_TUNNEL']),
  ],
  'auth0/domain-wrong': [{ domain: '' }],
  'auth0/metadata-invalid': [{ domain: '', document: 'keys', problem: 'it has no keys' }],
  'auth0/client-refused': [{ clientId: '' }],
  'auth0/api-missing': [
    { audience: 'https://api.acme.example', domain: '' },
    { audience: '', domain: '' },
  ],
  'auth0/grant-missing': [{ audience: '', clientId: '' }],
  'auth0/grant-type-disabled': [{ clientId: '' }],
  'token/opaque': [{ length: 0 }],
  'token/algorithm-unsupported': [{ algorithm: 'ES256' }, { algorithm: null }],
  'token/type-unsupported': [{ type: null }],
  'token/header-unsupported': [{ parameters: ['gty', 'foo'] }, { parameters: [] }],
  'token/key-not-published': [{ keyId: null, published: [] }],
  'token/signature-invalid': [{ keyId: null }],
  'token/outside-valid-time': [
    { now: '2026-11-23T16:53:02Z', notBefore: '2026-11-23T16:55:00Z', expires: '2026-11-24T16:55:00Z', clock: 'auth0' },
    { now: '2026-11-23T16:53:02Z', notBefore: null, expires: '2026-11-23T16:00:00Z', clock: 'local' },
    { now: '2026-11-23T16:53:02Z', notBefore: '1970-01-01T00:00:00.000Z', expires: '1970-01-01T00:00:00.000Z', clock: 'entra' },
    { now: null, notBefore: null, expires: null, clock: 'entra' },
  ],
  'token/clock-skew': [{ seconds: -600 }],
  'token/audience-multiple': [{ audiences: [] }],
  'token/claim-missing': [{ claim: null }],
  'token/claim-mismatch': [{ claim: 'sub', expected: null, actual: null }],
  'trust/no-match': [nobody],
  'trust/issuer-slash': [
    mismatch('issuer', `${slash.azure}`, slash.token),
    mismatch('issuer', slash.token, `${slash.token}/`),
    mismatch('issuer', `${slash.token}/`, slash.token),
  ],
  'trust/issuer-mismatch': everySource(examples['trust/issuer-mismatch']),
  'trust/subject-suffix': [
    mismatch('subject', people.oidcClientId, people.subject),
    mismatch('subject', people.subject, `${people.subject}@clients`),
    mismatch('subject', `${people.subject}@clients`, people.subject),
  ],
  'trust/subject-case': everySource(letterCase),
  'trust/subject-mismatch': everySource(examples['trust/subject-mismatch']),
  'trust/audience-mismatch': [...everySource(otherAudience), customAudience, ...everySource(customAudience)],
  'trust/hidden-character': [
    ...everySource(zeroWidth),
    mismatch('issuer', people.issuer, `${people.issuer} `),
    mismatch('audience', 'api://A ', 'api://A'),
    mismatch('audience', 'api://A', 'api://\u0410'),
  ],
  'trust/credential-missing': [nobody],
  'trust/credential-stale': (['pasted', 'settings'] as const).map((azureSource) => ({
    ...examples['trust/credential-stale'],
    azureSource,
  })),
  'trust/propagating': [nobody],
  'trust/issuer-blocked': [{ issuer: null }],
  'trust/identity-missing': [{ clientId: null }],
  'entra/unreachable': [{ status: 200 }],
  'entra/tenant-not-found': [{ tenant: '' }],
  'entra/tenant-malformed': [{ tenant: '' }],
  'entra/client-not-found': [
    { clientId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/acme-api', tenant },
    { clientId: '', tenant: '' },
  ],
  'entra/principal-missing': [{ clientId: '' }],
  'entra/principal-disabled': [{ clientId: '' }],
  'entra/issuer-unreachable': [{ issuer: null }],
  'entra/issuer-metadata-invalid': [{ issuer: null }],
  'entra/parameter-missing': [{ parameter: null }],
  'entra/resource-not-found': [{ scope: '' }],
  'entra/resource-disabled': [{ scope: '' }],
  'entra/scope-invalid': [{ scope: '' }],
  'entra/wrong-cloud': [{ authorityHost: '' }],
  'entra/token-unexpected': [{ claim: 'oid', expected: objectId, actual: null }],
  'azure-openai/role-missing': [
    { principal: 'maria@acme.example', action: null },
    { principal: null, action: null },
  ],
  'azure-openai/tenant-mismatch': [{ tokenTenant: null }],
  'azure-openai/token-refused': [
    { audienceWanted: 'https://cognitiveservices.azure.com', audienceSent: 'https://cognitiveservices.azure.com' },
    { audienceWanted: null, audienceSent: null },
  ],
  'azure-openai/subdomain-required': [{ host: '' }],
  'azure-openai/subdomain-unmapped': [{ host: '' }],
  'azure-openai/public-access-disabled': [{ host: '' }],
  'azure-openai/firewall-blocked': [{ host: '' }],
  'azure-openai/private-endpoint-unapproved': [{ host: '' }],
  'azure-openai/deployment-missing': [{ deployment: '', available: [] }],
  'azure-openai/path-or-version-wrong': [{ apiVersion: null }],
  'azure-openai/version-not-allowed': [{ apiVersion: null }],
  'azure-openai/version-too-old': [{ apiVersion: null, needed: null }],
  'azure-openai/operation-unsupported': [{ deployment: '' }],
  'azure-openai/parameter-unsupported': [{ parameter: null }],
  'azure-openai/output-limit-too-small': [{ hasText: true }],
  'azure-openai/model-retired': [{ deployment: '' }],
  'azure-openai/rate-limited': [{ limit: 'requests' }, { limit: null }],
  'azure-openai/gateway-key-missing': [{ host: '' }],
  'tool/az-signed-out': [{ tenant: null }],
  'tool/az-login-expired': [
    { number: 'AADSTS70043', tenant },
    { number: 'AADSTS1', tenant: null },
    { number: null, tenant: null },
  ],
  'tool/az-forbidden': [{ action: null, scope: null }],
  'tool/az-wrong-subscription': [{ subscription: null }],
  'tool/az-resource-missing': [{ resource: null }],
  'tool/az-role-exists': [{ role: null }],
  'tool/az-refused': [
    { said: '', command: null },
    ...(['not-started', 'late', 'unreadable', 'not-found', 'ambiguous'] as const).map((why) => ({
      said: '',
      command: 'az identity list',
      why,
    })),
  ],
  'tool/auth0-signed-out': [{ domain: 'id.acme.example' }, { domain: null }, { domain: null, lacks: 'create:client_grants' }],
  'tool/auth0-refused': [{ said: 'Careful', command: 'auth0 apis list', why: 'late' }],
  'tool/environment-conflict': [{ variables: ['OPENAI_API_KEY'] }, { variables: [] }],
  'check/crashed': [{ error: '' }],
};

export const codes = Object.keys(examples) as Code[];

/** All of them as findings, each with and without what a party said. */
export const everyFinding: Finding[] = codes.flatMap((code) =>
  [examples[code], ...(further[code] ?? [])].flatMap((evidence) => [finding(code, evidence), finding(code, evidence, entraRefusal)]),
);

function mismatch(field: Mismatch['field'], token: string, azure: string): Mismatch {
  return { field, token, azure, azureSource: 'az', diff: difference(token, azure) };
}

function everySource(of: Mismatch): Mismatch[] {
  return [
    { ...of, azureSource: 'pasted' },
    { ...of, azureSource: 'settings' },
    { ...of, azure: null, azureSource: null, diff: [] },
  ];
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

/** Two settings with one value. */
function twin(
  field: FieldName,
  belongsTo: FieldName,
  { value, which }: { value: string | null; which: 'this' | 'either' },
): Evidence['settings/swapped'] {
  return { field, value, looksLike: `the value of ${belongsTo}`, belongsTo, twin: which };
}
