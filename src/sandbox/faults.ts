import type { Code } from '../findings/finding.js';
import { contributor } from './roles.js';
import type {
  AzureOpenAi,
  Auth0Api,
  Auth0Application,
  Deployment,
  EntraTenant,
  FederatedCredential,
  ManagedIdentity,
  World,
} from './world.js';

/** A wrong state of the world, and one sentence that tells it. */
export interface Fault {
  sentence: string;
  plant(world: World): void;
}

/** Brings the world into the state of a fault. */
export function plant(world: World, code: Code): void {
  const fault = faults[code];
  if (!fault) throw new TypeError(`there is no fault ${code} in the sandbox`);
  fault.plant(world);
}

/** Plants the fault too, unless one before it has taken away what it would change. */
export function canBePlanted(world: World, code: Code): boolean {
  try {
    plant(world, code);
    return true;
  } catch (error) {
    if (error instanceof NothingThere) return false;
    throw error;
  }
}

/** Tells whether there is a fault for a code. */
export const isFault = (code: string): code is Code => Object.hasOwn(faults, code);

const fault = (sentence: string, change: (world: World) => unknown): Fault => ({ sentence, plant: (world) => void change(world) });

const auth0: Partial<Record<Code, Fault>> = {
  'auth0/domain-wrong': fault('the settings name a domain where Auth0 has no tenant', (world) =>
    edit(world, { OIDC_ENDPOINT: world.elsewhere.auth0Domain }),
  ),
  'auth0/metadata-invalid': fault(
    'a proxy before the Auth0 tenant answers the public documents with a page of its own',
    ({ auth0: tenant }) => Object.assign(tenant.edge, { stops: 'everybody', with: 'page', documents: ['discovery', 'keys'] }),
  ),
  'auth0/issuer-differs': fault('the custom domain of the settings is forwarded to the canonical one', (world) => {
    world.auth0.customDomain.forwardsTo = 'canonical';
    edit(world, { OIDC_ENDPOINT: world.auth0.customDomain.host });
  }),
  'auth0/client-refused': fault('the settings hold the secret of another application', (world) =>
    edit(world, { OIDC_CLIENT_SECRET: otherApplication(world).secret }),
  ),
  'auth0/api-missing': fault('the tenant has no API with this identifier', ({ auth0: tenant }) => (tenant.apis = [])),
  'auth0/grant-missing': fault('the application is not authorised for the API', ({ auth0: tenant }) => tenant.grants.shift()),
  'auth0/grant-type-disabled': fault(
    'the application may not use client credentials',
    (world) => (application(world).grantTypes = ['authorization_code', 'refresh_token']),
  ),
  'auth0/action-denied': fault(
    'an Action of the Machine to Machine flow crashes',
    ({ auth0: tenant }) => (tenant.action = { kind: 'crashes' }),
  ),
  'auth0/quota-exhausted': fault('the application has used up its tokens of this hour', (world) => {
    application(world).tokenQuota = { perHour: 10, issued: 10 };
  }),
  'auth0/quota-low': fault('the application has nearly used up its tokens of this hour', (world) => {
    application(world).tokenQuota = { perHour: 20, issued: 18 };
  }),
  'auth0/rate-limited': fault('other applications use up the request limit of the tenant', ({ auth0: tenant }) => {
    tenant.rateLimit.byOthers = tenant.rateLimit.perMinute;
  }),
  'auth0/organization-required': fault('the client grant requires an organization', ({ auth0: tenant }) =>
    tenant.grants.forEach((grant) => (grant.organizationUsage = 'require')),
  ),
  'auth0/service-error': fault('Auth0 is down', ({ auth0: tenant }) => (tenant.isDown = true)),
};

const token: Partial<Record<Code, Fault>> = {
  'token/opaque': fault('Auth0 issues an opaque token for the API', (world) => (api(world).format = 'opaque')),
  'token/encrypted': fault('the API encrypts its tokens', (world) => (api(world).isEncrypted = true)),
  'token/algorithm-unsupported': fault('the API signs with HS256', (world) => (api(world).signingAlgorithm = 'HS256')),
  'token/type-unsupported': fault('the API uses the RFC 9068 token profile', (world) => (api(world).dialect = 'rfc9068_profile')),
  'token/key-not-published': fault('the key that signs was taken out of the published keys', ({ auth0: tenant }) => {
    tenant.publishedKeys = tenant.publishedKeys.filter(({ id }) => id !== tenant.signingKeyId);
  }),
  'token/signature-invalid': fault('the key published under this id is not the key that signs', ({ auth0: tenant }) => {
    const other = tenant.publishedKeys.find(({ id }) => id !== tenant.signingKeyId)?.material ?? '';
    tenant.publishedKeys = [{ id: tenant.signingKeyId, material: other }];
  }),
  'token/clock-skew': fault('the clock of Auth0 is ten minutes slow', (world) => {
    world.auth0.clockOffsetSeconds = -600;
  }),
  'token/outside-valid-time': fault('the clock of Auth0 is slow by more than a token lives', (world) => {
    world.auth0.clockOffsetSeconds = -(api(world).lifetimeSeconds + 3600);
  }),
};

const trust: Partial<Record<Code, Fault>> = {
  'trust/issuer-slash': fault('the credential in Azure lacks the final slash of the issuer', (world) => {
    credential(world).issuer = credential(world).issuer.replace(/\/$/, '');
  }),
  'trust/issuer-mismatch': fault('the application uses the custom domain, the credential names the canonical one', (world) =>
    edit(world, { OIDC_ENDPOINT: world.auth0.customDomain.host }),
  ),
  'trust/subject-suffix': fault(
    'the subject in Azure lacks @clients',
    (world) => (credential(world).subject = application(world).clientId),
  ),
  'trust/subject-case': fault('the subject in Azure was written in lower case', (world) => {
    credential(world).subject = credential(world).subject.toLowerCase();
  }),
  'trust/subject-mismatch': fault('the subject in Azure is that of another application', (world) => {
    credential(world).subject = `${otherApplication(world).clientId}@clients`;
  }),
  'trust/audience-mismatch': fault('the credential in Azure expects another audience', (world) => {
    credential(world).audience = 'api://AzureADTokenExchangeUSGov';
  }),
  'trust/hidden-character': fault('the subject in Azure holds a zero-width space', (world) => {
    credential(world).subject = credential(world).subject.replace('@', '\u200B@');
  }),
  'trust/credential-missing': fault('the identity has no federated credential', (world) => (identity(world).credentials = [])),
  'trust/credential-stale': fault('Entra ID still matches against an older copy of the credential', (world) => {
    identity(world).staleCredentials = [{ ...credential(world), subject: application(world).clientId }];
  }),
  'trust/issuer-blocked': fault('a policy of the tenant allows another issuer only', (world) => {
    tenantOf(world).allowedIssuers = ['https://token.actions.githubusercontent.com'];
  }),
};

const entra: Partial<Record<Code, Fault>> = {
  'entra/tenant-not-found': fault('the settings name a tenant that does not exist', (world) =>
    edit(world, { AZURE_TENANT_ID: world.elsewhere.tenantId }),
  ),
  'entra/client-not-found': fault('the settings name an identity that was deleted', (world) =>
    edit(world, { AZURE_CLIENT_ID: world.elsewhere.clientId }),
  ),
  'entra/principal-disabled': fault('the identity is disabled', (world) => (identity(world).isEnabled = false)),
  'entra/issuer-unreachable': fault('an access control list of Auth0 blocks Entra ID', ({ auth0: tenant }) =>
    Object.assign(tenant.edge, { stops: 'entra', with: 'block', documents: ['discovery', 'keys'] }),
  ),
  'entra/issuer-metadata-invalid': fault('a proxy before Auth0 shows Entra ID a page instead of the keys', ({ auth0: tenant }) =>
    Object.assign(tenant.edge, { stops: 'entra', with: 'page', documents: ['keys'] }),
  ),
  'entra/resource-not-found': fault('the tenant does not know Cognitive Services', (world) => {
    const others = tenantOf(world).resources.filter(({ identifier }) => identifier !== cognitiveServices);
    tenantOf(world).resources = others;
  }),
  'entra/resource-disabled': fault('Cognitive Services is disabled in the tenant', (world) =>
    tenantOf(world).resources.forEach((resource) => (resource.isEnabled = resource.identifier !== cognitiveServices)),
  ),
  'entra/throttled': fault('Entra ID throttles the tenant', (world) => (tenantOf(world).isThrottled = true)),
  'entra/transient': fault('the directory of Entra ID does not answer', (world) => (world.entra.isDirectoryAvailable = false)),
};

const azureOpenAi: Partial<Record<Code, Fault>> = {
  'azure-openai/role-missing': fault('the identity is Contributor, a role without data actions', ({ azure }) =>
    azure.roleAssignments.forEach((assignment) => (assignment.roleId = contributor)),
  ),
  'azure-openai/tenant-mismatch': fault('the resource belongs to another tenant', ({ azure, elsewhere }) => {
    azure.tenantId = elsewhere.tenantId;
  }),
  'azure-openai/token-refused': fault(
    'the clock of Azure OpenAI is fast by more than a token lives',
    ({ azure, entra: { tokenSeconds } }) => {
      azure.clockOffsetSeconds = tokenSeconds + 3600;
    },
  ),
  'azure-openai/deployment-missing': fault('the settings name the model, not the deployment', (world) =>
    edit(world, { AZURE_AOAI_MODEL_DEPLOYMENT_NAME: deployment(world).model.name }),
  ),
  'azure-openai/public-access-disabled': fault(
    'the resource is closed to public networks',
    ({ azure }) => (azure.network.isPublic = false),
  ),
  'azure-openai/firewall-blocked': fault('the firewall of the resource lets selected networks in', ({ azure }) => {
    azure.network.default = 'Deny';
  }),
  'azure-openai/private-endpoint-unapproved': fault('the private endpoint still waits for approval', ({ azure }) =>
    Object.assign(azure.network, { isPublic: false, privateEndpoint: 'pending' } satisfies Partial<AzureOpenAi['network']>),
  ),
  'azure-openai/subdomain-unmapped': fault('the name leads to Azure, but to no resource', ({ azure }) => (azure.isSubdomainMapped = false)),
  'azure-openai/gateway-key-missing': fault('the settings name a gateway that wants a key of its own', (world) =>
    edit(world, { AZURE_AOAI_ENDPOINT: `https://${world.azure.gatewayHost}` }),
  ),
  'azure-openai/model-retiring': fault('the model of the deployment has a month to live', (world) => {
    deployment(world).model.retiresAt = new Date(Date.now() + 30 * 86_400_000);
  }),
  'azure-openai/model-retired': fault('the model of the deployment is retired', (world) => (deployment(world).model.isRetired = true)),
  'azure-openai/operation-unsupported': fault('the deployment is one of an embeddings model', (world) =>
    Object.assign(deployment(world).model, { name: 'text-embedding-3-small', version: '1', canChat: false, canRespond: false }),
  ),
  'azure-openai/version-too-old': fault('the model needs a later API version than the settings name', (world) => {
    deployment(world).model.neededApiVersion = '2024-12-01-preview';
    edit(world, { AZURE_AOAI_API_VERSION: '2024-06-01' });
  }),
  'azure-openai/path-or-version-wrong': fault('the settings name an API version that never was', (world) =>
    edit(world, { AZURE_AOAI_API_VERSION: '2024-05-13' }),
  ),
  'azure-openai/rate-limited': fault('others use up the rate limit of the deployment', (world) => {
    world.azure.requestsPerMinuteByOthers = deployment(world).requestsPerMinute;
  }),
  'azure-openai/capacity': fault('Azure OpenAI is at its capacity', ({ azure }) => (azure.isAtCapacity = true)),
  'azure-openai/content-filtered': fault('a custom content filter stops every prompt', ({ azure }) => {
    azure.contentFilter.isBlockingEverything = true;
  }),
  'azure-openai/context-too-long': fault(
    'the model reads no more than four tokens',
    (world) => (deployment(world).model.contextTokens = 4),
  ),
  'azure-openai/blocked-for-abuse': fault('Azure has blocked the resource', ({ azure }) => (azure.isBlockedForAbuse = true)),
  'azure-openai/service-error': fault('the backend of Azure OpenAI is down', ({ azure }) => (azure.isBackendDown = true)),
};

const settings: Partial<Record<Code, Fault>> = {
  'settings/missing': fault('the tenant is not set', (world) => edit(world, { AZURE_TENANT_ID: '' })),
  'settings/malformed': fault('the tenant id has lost its last digit', (world) =>
    edit(world, { AZURE_TENANT_ID: tenantOf(world).id.slice(0, -1) }),
  ),
  'settings/placeholder': fault('the tenant is still the one of the sample', (world) =>
    edit(world, { AZURE_TENANT_ID: '<your-tenant-id>' }),
  ),
  'settings/swapped': fault('tenant id and client id are exchanged with the ids of Auth0', (world) =>
    edit(world, { OIDC_CLIENT_ID: identity(world).clientId, AZURE_CLIENT_ID: application(world).clientId }),
  ),
  'settings/normalised': fault('the Auth0 domain was copied with its scheme', (world) =>
    edit(world, { OIDC_ENDPOINT: `https://${world.auth0.domain}/` }),
  ),
  'settings/retired-api-version': fault('the settings name a retired API version', (world) =>
    edit(world, { AZURE_AOAI_API_VERSION: '2023-07-01-preview' }),
  ),
};

const network: Partial<Record<Code, Fault>> = {
  'network/proxy': fault('the proxy does not let anybody reach Entra ID', (world) => world.network.proxyRefuses.push(world.entra.host)),
  'network/unreachable': fault('connections to Azure OpenAI are cut', (world) => world.network.cuts.push(...world.azure.hosts)),
  'network/timeout': fault('Azure OpenAI never answers', (world) => world.network.silences.push(...world.azure.hosts)),
  'network/tls-untrusted': fault('something on the way takes TLS to Entra ID apart', (world) =>
    world.network.intercepts.push(world.entra.host),
  ),
};

/** Every fault by the code that should be found. A code that is missing cannot be brought about by rule. */
export const faults: Partial<Record<Code, Fault>> = { ...settings, ...network, ...auth0, ...token, ...trust, ...entra, ...azureOpenAi };

const cognitiveServices = 'https://cognitiveservices.azure.com';

function edit(world: World, edits: World['settingsEdits']): void {
  Object.assign(world.settingsEdits, edits);
}

/** A fault was planted after another that has taken away what it would change. Whoever plants several asks `contradiction` before. */
class NothingThere extends Error {}

/** The things the settings of a healthy world point to. */
function first<T>(things: readonly T[], index = 0): T {
  const thing = things[index];
  if (!thing) throw new NothingThere('this fault needs something that an earlier fault has taken away');
  return thing;
}

const application = (world: World): Auth0Application => first(world.auth0.applications);
const otherApplication = (world: World): Auth0Application => first(world.auth0.applications, 1);
const api = (world: World): Auth0Api => first(world.auth0.apis);
const tenantOf = (world: World): EntraTenant => first(world.entra.tenants);
const identity = (world: World): ManagedIdentity => first(tenantOf(world).identities);
const credential = (world: World): FederatedCredential => first(identity(world).credentials);
const deployment = (world: World): Deployment => first(world.azure.deployments);
