import { newAccelerator } from './accelerator.js';
import { managementScopes } from './auth0-management/tenant.js';
import type { Random } from './random.js';
import { openAiUser, owner } from './roles.js';
import { usualApi } from './usual-api.js';
import type {
  Administrator,
  Auth0Api,
  Auth0Application,
  Auth0Tenant,
  AzureOpenAi,
  Entra,
  Gateway,
  Identity,
  Model,
  Subscription,
  World,
} from './world.js';

/** Lifetimes of the two tokens, in seconds. */
export interface Lifetimes {
  auth0TokenSeconds: number;
  entraTokenSeconds: number;
}

/** A place in which everything is right: one tenant of each party, connected by one federated credential. */
export function healthyWorld(random: Random, lifetimes: Lifetimes, now: Date): World {
  const auth0 = auth0Tenant(random, lifetimes.auth0TokenSeconds);
  const entra = entraWith(random, lifetimes.entraTokenSeconds, auth0);
  const azure = azureOpenAi(random, entra, now);
  const [tenant] = entra.tenants;
  if (!tenant) throw new Error('a world without a tenant');
  tenant.administrator = administrator(random);
  const subscription = subscriptionWith(azure, now);
  azure.roleAssignments.push({
    principalId: tenant.administrator.objectId,
    roleId: owner,
    scope: `/subscriptions/${subscription.id}`,
  });
  // Drawn last, so that what a seed gave before these came it still gives.
  for (const one of auth0.apis) one.id = random.hex(24);
  for (const one of auth0.grants) one.id = `cgr_${random.base62(16)}`;
  auth0.management.application = auth0Application('Command line', random);
  subscription.accelerator = newAccelerator(azure.resourceId, random);
  return {
    auth0,
    entra,
    azure,
    subscription,
    network: {
      proxyRefuses: [],
      cuts: [],
      silences: [],
      intercepts: [],
      askedDirectly: [],
      gateways: { auth0: gateway(), entra: gateway() },
    },
    settingsEdits: {},
    envFile: 'none',
    handsOverCredentials: false,
    elsewhere: {
      tenantId: random.guid(),
      clientId: random.guid(),
      gatewayClientId: random.guid(),
      auth0Domain: `${random.hex(20)}.eu.auth0.com`,
    },
  };
}

/** A place with nobody in it yet: an Auth0 tenant without API and application, a subscription without anything. */
export function emptied(world: World): World {
  const { auth0, entra, azure, subscription } = world;
  auth0.apis = [];
  auth0.applications = [];
  auth0.grants = [];
  for (const tenant of entra.tenants) tenant.identities = [];
  const admins = new Set(entra.tenants.map(({ administrator: { objectId } }) => objectId));
  azure.isCreated = false;
  azure.roleAssignments = azure.roleAssignments.filter(({ principalId }) => admins.has(principalId));
  azure.deployments = [];
  subscription.groups = [];
  subscription.accelerator = null;
  return world;
}

/** Application and service principal as a pipeline has them. */
function administrator(random: Random): Administrator {
  return { name: 'setup', clientId: random.guid(), objectId: random.guid(), secret: random.base62(40), directory: 'write' };
}

const nobody: Administrator = { name: '', clientId: '', objectId: '', secret: '', directory: 'nothing' };

function subscriptionWith({ resourceId, tenantId, region, deployments }: AzureOpenAi, now: Date): Subscription {
  const [, , id = '', , group = ''] = resourceId.split('/');
  const offered = { isDefaultVersion: true, lifecycle: 'GenerallyAvailable' as const, skus: ['GlobalStandard', 'Standard'] };
  return {
    id,
    name: 'keyless sandbox',
    tenantId,
    groups: [{ name: group, location: region.id }],
    deniedTypes: [],
    regionsWithoutFederation: ['malaysiasouth', 'newzealandnorth'],
    isCredentialBeingWritten: false,
    deletedAccounts: [],
    takenSubdomains: [],
    pageSize: null,
    models: [
      ...deployments.map(({ model }) => ({ ...offered, model })),
      {
        ...offered,
        model: { ...chatModel(now), name: 'gpt-4o-mini', version: '2024-07-18' },
        lifecycle: 'Deprecating',
        skus: ['Standard'],
      },
      {
        ...offered,
        model: { ...chatModel(now), name: 'text-embedding-3-small', version: '1', canChat: false, canRespond: false },
      },
    ],
    freeCapacity: 500,
    accelerator: null,
  };
}

/** One that passes everything on as it is. */
function gateway(): Gateway {
  return { drops: [], sets: {}, blacksOutTokens: false, showsPage: false, signsInAs: null };
}

const audience = 'api://AzureADTokenExchange';

function auth0Tenant(random: Random, lifetimeSeconds: number): Auth0Tenant {
  // The second one is what Auth0 creates by itself beside every API, and what people copy by mistake.
  const applications = ['keyless', 'Azure token exchange (Test Application)'].map((name) => auth0Application(name, random));
  const [signing, next] = [random.base62(21), random.base62(21)];
  return {
    domain: `${random.hex(20)}.eu.auth0.com`,
    customDomain: { host: `login.${random.hex(20)}.net`, forwardsTo: 'custom' },
    applications,
    apis: [tokenExchangeApi(random, lifetimeSeconds)],
    grants: applications.map(({ clientId }) => ({
      id: '',
      clientId,
      audience,
      scope: [],
      subjectType: 'client',
      organizationUsage: 'deny',
    })),
    management: { application: nothingYet, scopes: [...managementScopes], rateLimit: { perSecond: 50, byOthers: 0 } },
    signingKeyId: signing,
    publishedKeys: [signing, next].map((id) => ({ id, material: id })),
    action: null,
    rateLimit: { perMinute: 300, byOthers: 0 },
    allowsApi1NonGlobalClients: false,
    edge: { stops: 'nobody', with: 'block', stopped: [] },
    discoveryLacks: [],
    clockOffsetSeconds: 0,
    isDown: false,
  };
}

const nothingYet: Auth0Application = {
  name: '',
  appType: 'non_interactive',
  callbacks: [],
  clientId: '',
  secret: '',
  authMethod: 'client_secret_post',
  grantTypes: [],
  tokenQuota: null,
  kept: {},
};

export function auth0Application(name: string, random: Random): Auth0Application {
  return {
    ...nothingYet,
    callbacks: [],
    kept: {},
    name,
    // Client ids of Auth0 are mixed case, which is why the case of a subject matters.
    clientId: `${random.base62(30)}Kz`,
    secret: random.base62(64),
    grantTypes: ['client_credentials'],
  };
}

function tokenExchangeApi(random: Random, lifetimeSeconds: number): Auth0Api {
  const own = { id: '', name: 'Azure token exchange', identifier: audience, signingSecret: random.base62(32) };
  return { ...usualApi(own), lifetimeSeconds };
}

function entraWith(random: Random, tokenSeconds: number, auth0: Auth0Tenant): Entra {
  return {
    host: 'login.microsoftonline.com',
    signingKeyId: random.base62(27),
    tokenSeconds,
    tenants: [
      {
        id: random.guid(),
        cloud: 'public',
        name: 'Keyless Sandbox',
        domains: [`${random.hex(20)}.onmicrosoft.com`],
        region: 'EU',
        identities: [managedIdentity(random, auth0)],
        administrator: nobody,
        resources: resources.map((identifier) => ({ identifier, isEnabled: true })),
        allowedIssuers: null,
        blocksWorkloads: false,
        isDormant: false,
        isThrottled: false,
      },
    ],
    clockOffsetSeconds: 0,
    isDirectoryAvailable: true,
    namesWhatDiffers: true,
  };
}

const resources = [
  'https://cognitiveservices.azure.com',
  'https://ai.azure.com',
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://graph.microsoft.com',
];

function managedIdentity(random: Random, { domain, applications }: Auth0Tenant): Identity {
  const group = `/subscriptions/${random.guid()}/resourcegroups/rg-keyless`;
  const [application] = applications;
  return {
    kind: 'managed-identity',
    name: 'id-keyless',
    resourceId: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-keyless`,
    location: 'swedencentral',
    clientId: random.guid(),
    objectId: random.guid(),
    isEnabled: true,
    hasPrincipal: true,
    isSharedAgent: false,
    assertsBy: 'federation',
    isLooping: false,
    credentials: [{ name: 'auth0', issuer: `https://${domain}/`, subject: `${application?.clientId}@clients`, audience }],
    arrivingCredential: null,
    staleCredentials: null,
  };
}

function azureOpenAi(random: Random, entra: Entra, now: Date): AzureOpenAi {
  const name = random.hex(20);
  const [tenant] = entra.tenants;
  const [identity] = tenant?.identities ?? [];
  // The claim that names the identity writes the id of its group in lower case, resources do not.
  const group = (identity?.resourceId.split('/providers/')[0] ?? '').replace('/resourcegroups/', '/resourceGroups/');
  const resourceId = `${group}/providers/Microsoft.CognitiveServices/accounts/${name}`;
  return {
    isCreated: true,
    kind: 'AIServices',
    hosts: ['openai', 'services.ai', 'cognitiveservices'].map((service) => `${name}.${service}.azure.com`),
    gatewayHost: `${random.hex(20)}.azure-api.net`,
    gatewayRefusal: null,
    regionalHost: `${random.hex(20)}.api.cognitive.microsoft.com`,
    hasSubdomain: true,
    resourceId,
    tenantId: tenant?.id ?? '',
    region: { id: 'swedencentral', name: 'Sweden Central' },
    isSubdomainMapped: true,
    network: { isPublic: true, default: 'Allow', privateEndpoint: 'none' },
    roleAssignments: [{ principalId: identity?.objectId ?? '', roleId: openAiUser, scope: resourceId }],
    permissionWords: 'names-action',
    quotaWords: 'newer',
    apiVersions: [...general, ...previews],
    takesOnlyV1: false,
    listsDeployments: true,
    deployments: [{ name: 'team-chat', model: chatModel(now), requestsPerMinute: 250, createdAt: new Date(now.getTime() - 40 * day) }],
    contentFilter: { harmfulWords: ['harmful-prompt'], isBlockingEverything: false },
    requestsPerMinuteByOthers: 0,
    isAtCapacity: false,
    isBlockedForAbuse: false,
    isBackendDown: false,
    clockOffsetSeconds: 0,
  };
}

const day = 86_400_000;

/** The dated versions that still answer: the retired ones are left out. */
const general = ['2022-12-01', '2023-05-15', '2024-02-01', '2024-06-01', '2024-10-21'];
const previews = [
  '2023-03-15',
  '2023-06-01',
  '2023-10-01',
  '2024-02-15',
  '2024-03-01',
  '2024-04-01',
  '2024-05-01',
  '2024-07-01',
  '2024-08-01',
  '2024-09-01',
  '2024-10-01',
  '2024-12-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
].map((date) => `${date}-preview`);

function chatModel(now: Date): Model {
  return {
    name: 'gpt-4.1-mini',
    version: '2025-04-14',
    canChat: true,
    canRespond: true,
    isReasoning: false,
    contextTokens: 1_047_576,
    outputTokens: null,
    refusedArguments: [],
    neededApiVersion: null,
    isRetired: false,
    retiresAt: new Date(now.getTime() + 400 * day),
  };
}
