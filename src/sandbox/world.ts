import type { FieldName } from '../settings/field-name.js';

/** The whole state of the place as plain data. It is alive: a change shows in the next answer. A fault is such a change. */
export interface World {
  auth0: Auth0Tenant;
  entra: Entra;
  azure: AzureOpenAi;
  /** Where everything of Azure here lives. */
  subscription: Subscription;
  network: Network;
  /** What the person has in the settings instead of what this place would give. */
  settingsEdits: Partial<Record<FieldName, string>>;
  /** Where the settings lie: in no file, or in one that is a folder by mistake, or in one that git would commit. */
  envFile: 'none' | 'folder' | 'in-git';
  /** Whether the person gives what the Azure CLI prints of the federated credentials, beside the settings. */
  handsOverCredentials: boolean;
  /** Well-formed things that do not exist here: the ids and names of another environment. */
  elsewhere: { tenantId: string; clientId: string; gatewayClientId: string; auth0Domain: string };
}

export interface Auth0Tenant {
  domain: string;
  /** Auth0 takes the issuer from the domain asked; a proxy that forwards to the canonical domain hides the custom one. */
  customDomain: { host: string; forwardsTo: 'custom' | 'canonical' };
  applications: Auth0Application[];
  apis: Auth0Api[];
  grants: ClientGrant[];
  /**
   * What the tools sign in as: an application that is authorised for the Management API, with these scopes. The limit counts requests a second, with
   * what others use of it; a free tenant has 2.
   */
  management: { application: Auth0Application; scopes: string[]; rateLimit: { perSecond: number; byOthers: number } };
  /** The key that signs, and what the key set shows: ids with the key material behind each. */
  signingKeyId: string;
  publishedKeys: { id: string; material: string }[];
  action: null | { kind: 'denies'; code: 'invalid_request' | 'invalid_scope' | 'server_error'; reason: string } | { kind: 'crashes' };
  /** Requests a minute to the Authentication API: the tenant's limit, and what other applications use of it. */
  rateLimit: { perMinute: number; byOthers: number };
  /** The tenant flag allow_api1_non_global_clients: no audience gives an opaque token instead of a refusal. */
  allowsApi1NonGlobalClients: boolean;
  edge: Edge;
  /** Fields an incomplete discovery document lacks. */
  discoveryLacks: string[];
  clockOffsetSeconds: number;
  isDown: boolean;
}

/** What stands before the tenant: an access control list of its own, or a proxy with a page. */
interface Edge {
  stops: 'nobody' | 'entra' | 'everybody';
  with: 'block' | 'page';
  stopped: readonly ('discovery' | 'keys' | 'token')[];
}

export interface Auth0Application {
  name: string;
  appType: 'non_interactive' | 'regular_web' | 'spa' | 'native';
  /** Where a browser may be sent back to after a sign-in. */
  callbacks: string[];
  clientId: string;
  secret: string;
  authMethod: 'client_secret_post' | 'private_key_jwt' | 'none';
  grantTypes: string[];
  tokenQuota: null | { perHour: number; issued: number };
  /** Further properties, as the Management API names them, which this place only keeps. */
  kept: Record<string, unknown>;
}

export interface Auth0Api {
  /** Auth0's own id, 24 hexadecimal digits; it stays when the name changes. */
  id: string;
  name: string;
  identifier: string;
  signingAlgorithm: 'RS256' | 'HS256' | 'PS256';
  signingSecret: string;
  dialect: 'access_token' | 'rfc9068_profile';
  format: 'jwt' | 'opaque';
  isEncrypted: boolean;
  /** `agent`: agent_subject_claims (early access), whose subject has no `@clients`. */
  subject: 'client' | 'agent' | 'none';
  /** Audiences a token has beside the API itself, as tokens of people have that of `/userinfo`. */
  moreAudiences: string[];
  /** Whether the header of a token names its key, and what else it says. */
  header: { namesKey: boolean; more: Record<string, string> };
  lifetimeSeconds: number;
  clientPolicy: 'require_client_grant' | 'deny_all';
  /** Further properties, as the Management API names them, which this place only keeps. */
  kept: Record<string, unknown>;
}

export interface ClientGrant {
  /** `cgr_` and 16 characters. */
  id: string;
  clientId: string;
  audience: string;
  scope: string[];
  subjectType: 'client' | 'user';
  organizationUsage: 'deny' | 'allow' | 'require';
}

export interface Entra {
  host: string;
  signingKeyId: string;
  tokenSeconds: number;
  tenants: EntraTenant[];
  clockOffsetSeconds: number;
  isDirectoryAvailable: boolean;
  /** Before 2023 one number told that an assertion did not match, and nothing of which value it was. */
  namesWhatDiffers: boolean;
}

export interface EntraTenant {
  id: string;
  /** Each cloud has an Entra ID of its own; this place has the public one. */
  cloud: 'public' | 'us-government';
  name: string;
  domains: string[];
  region: string;
  identities: Identity[];
  /** Who sets things up here, and is signed in with the Azure CLI. What it may do is for its roles to say. */
  administrator: Administrator;
  resources: { identifier: string; isEnabled: boolean }[];
  /** A tenant policy that names the issuers federated credentials may use; null when there is none. */
  allowedIssuers: string[] | null;
  /** A Conditional Access policy for workload identities. It does not reach managed identities. */
  blocksWorkloads: boolean;
  /** Nobody signed in for so long that Microsoft blocked it. */
  isDormant: boolean;
  isThrottled: boolean;
}

/** A service principal that signs in with a secret, as pipelines do. */
export interface Administrator {
  name: string;
  clientId: string;
  objectId: string;
  secret: string;
  /** What it may do in the directory, beside its roles at resources: app registrations are no resources. */
  directory: 'nothing' | 'read' | 'write';
}

/** What signs in without a person. An app registration is no resource of Azure, so its resource id is empty. */
export interface Identity {
  kind: 'managed-identity' | 'app-registration';
  name: string;
  resourceId: string;
  /** The region of a managed identity, such as `swedencentral`. */
  location: string;
  clientId: string;
  objectId: string;
  isEnabled: boolean;
  /** Whether the tenant has the service principal that acts for it: a new one may not have arrived everywhere. */
  hasPrincipal: boolean;
  /** An application for several tenants that was made the identity of an agent. */
  isSharedAgent: boolean;
  /** What Entra ID takes an assertion for: the token of another issuer, or one that the client signed with its own certificate. */
  assertsBy: 'federation' | 'certificate';
  /** Other programs ask for its token again and again. */
  isLooping: boolean;
  credentials: FederatedCredential[];
  /** The name of a credential that was written a moment ago: it can be read, and the token service does not find it yet. */
  arrivingCredential: string | null;
  /** What the token service still sees where its copy is old; null when it sees what is stored. */
  staleCredentials: FederatedCredential[] | null;
}

export interface FederatedCredential {
  name: string;
  issuer: string;
  subject: string;
  audience: string;
}

export interface AzureOpenAi {
  /** Whether the account is there. One that is not answers under no name, and is in no list. */
  isCreated: boolean;
  kind: 'OpenAI' | 'AIServices';
  /** The same resource under three names; the first is the endpoint of the settings. */
  hosts: string[];
  /** An API Management in front. It wants a key of its own, unless its owner lets nobody in and says so. */
  gatewayHost: string;
  gatewayRefusal: null | { status: number; message: string };
  /** The endpoint that all accounts of a region share. Its name is made up, so that nothing real is reached under it. */
  regionalHost: string;
  /** Without a subdomain of its own an account has the regional endpoint only, which takes no tokens. */
  hasSubdomain: boolean;
  resourceId: string;
  tenantId: string;
  region: { id: string; name: string };
  isSubdomainMapped: boolean;
  network: { isPublic: boolean; default: 'Allow' | 'Deny'; privateEndpoint: 'none' | 'pending' };
  roleAssignments: RoleAssignment[];
  /** Both wordings of PermissionDenied occur for one cause. */
  permissionWords: 'names-action' | 'generic';
  /** Both wordings of an exceeded rate limit occur. */
  quotaWords: 'classic' | 'newer';
  apiVersions: string[];
  /** Some resources have the v1 API only. */
  takesOnlyV1: boolean;
  /** The list of deployments that two old versions of the data plane still have on many resources. */
  listsDeployments: boolean;
  deployments: Deployment[];
  contentFilter: { harmfulWords: string[]; isBlockingEverything: boolean };
  requestsPerMinuteByOthers: number;
  isAtCapacity: boolean;
  isBlockedForAbuse: boolean;
  isBackendDown: boolean;
  clockOffsetSeconds: number;
}

export interface Subscription {
  id: string;
  name: string;
  tenantId: string;
  groups: { name: string; location: string }[];
  /** What a policy forbids to create, such as `Microsoft.ManagedIdentity/userAssignedIdentities`. */
  deniedTypes: string[];
  /** Regions whose managed identities take no federated credentials. */
  regionsWithoutFederation: string[];
  /** Somebody else is just writing federated credentials of the same identity. */
  isCredentialBeingWritten: boolean;
  /** Names of accounts that were deleted less than 48 hours ago. */
  deletedAccounts: string[];
  /** Subdomains that belong to somebody else's account. */
  takenSubdomains: string[];
  /** How many things a list shows at once; null: all of them. */
  pageSize: number | null;
  /** What can be deployed, and how much of it is left to this subscription, in thousands of tokens a minute. */
  models: OfferedModel[];
  freeCapacity: number;
  /** The resources around a deployed accelerator whose last steps are left to people; null where there are none. */
  accelerator: Accelerator | null;
}

/** A model that the region offers. */
export interface OfferedModel {
  model: Model;
  isDefaultVersion: boolean;
  lifecycle: 'GenerallyAvailable' | 'Preview' | 'Deprecating' | 'Deprecated';
  skus: string[];
}

export interface Accelerator {
  storage: { id: string; connections: PrivateConnection[] };
  search: { id: string; links: SharedLink[] };
  /** `principalId` is that of its system-assigned identity, which is there only where it is switched on. */
  documentIntelligence: { id: string; principalId: string; hasSystemIdentity: boolean; userAssigned: string[] };
  webApps: WebApp[];
}

/** A private endpoint that somebody else has asked to connect to a storage account. */
export interface PrivateConnection {
  name: string;
  status: 'Pending' | 'Approved' | 'Rejected' | 'Disconnected';
  /** The words of the request, until whoever decides on it puts others in their place. */
  description: string;
  /** Of a private endpoint in a subscription of Microsoft, where AI Search asked for it. */
  endpointId: string;
}

/** The same from the side of AI Search: a shared private link, and the connection that it asked for. */
export interface SharedLink {
  name: string;
  /** What it leads to, and to which of its services. */
  resourceId: string;
  groupId: string;
  requestMessage: string;
  /** The name of the connection. */
  connection: string;
  /** The state in which AI Search still sees the connection; null once it has noticed how it is. */
  seen: PrivateConnection['status'] | null;
}

export interface WebApp {
  id: string;
  /** The whole of `authsettingsV2`, as it was last written. */
  signIn: Record<string, unknown>;
  appSettings: Record<string, string>;
}

export interface RoleAssignment {
  /** Its own id, a GUID; where it is left out, one is made of what it says. */
  name?: string;
  principalId: string;
  roleId: string;
  /** The id of a resource, a resource group or a subscription: the role counts there and below. */
  scope: string;
}

export interface Deployment {
  name: string;
  model: Model;
  requestsPerMinute: number;
  /** `GlobalStandard` where it is left out. */
  sku?: string;
  createdAt: Date;
}

export interface Model {
  name: string;
  version: string;
  canChat: boolean;
  canRespond: boolean;
  isReasoning: boolean;
  contextTokens: number;
  /** The most it can write; null when it writes as much as it takes. */
  outputTokens: number | null;
  /** Arguments it does not take. */
  refusedArguments: string[];
  /** The first dated API version this model is offered in; null when any will do. */
  neededApiVersion: string | null;
  isRetired: boolean;
  retiresAt: Date;
}

/** The way between the client and the services: hosts a proxy refuses, connections cut, answers that never come. */
export interface Network {
  proxyRefuses: string[];
  cuts: string[];
  silences: string[];
  /** TLS to these hosts is taken apart by something whose authority nobody here trusts. */
  intercepts: string[];
  /** Hosts that the client is told to reach without the proxy (NO_PROXY), and so looks up by itself. */
  askedDirectly: string[];
  gateways: { auth0: Gateway; entra: Gateway };
}

/** Something on the way to a party that opens what is sent, as companies have it. Its authority is trusted, so no client notices. */
export interface Gateway {
  /** Fields of a form that it takes out, and that it puts in. */
  drops: string[];
  sets: Record<string, string>;
  /** Data loss prevention: a token that passes in an answer loses its middle. */
  blacksOutTokens: boolean;
  /** It lets nobody through, and shows a page of its own instead. */
  showsPage: boolean;
  /** It passes no request for a token on, but signs in at Entra ID as this client and answers with what it got. */
  signsInAs: string | null;
}
