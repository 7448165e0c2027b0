import type { DecodedAssertion } from '../chain/assertion.js';
import type { Finding } from '../findings/finding.js';
import type { FieldName } from '../settings/field-name.js';
import type { Secret } from '../settings/secret.js';

/** What was read, or why it could not be. Null while it was not asked: what it belongs to is not there, or not chosen. */
export type Seen<T> = { ok: true; value: T } | { ok: false; finding: Finding } | null;

/** What there is on both sides and on this machine. A plan is made of this and of nothing else. */
export interface Facts {
  auth0: Auth0Facts;
  azure: AzureFacts;
  /** The token that Auth0 gives once application, secret, API and grant are there, read. */
  token: Seen<DecodedAssertion>;
  env: EnvFacts;
}

export interface Auth0Facts {
  /** The tenants that the CLI is signed in to. */
  tenants: Seen<TenantFact[]>;
  apis: Seen<ApiFact[]>;
  applications: Seen<ApplicationFact[]>;
  /** Those of the chosen application for the chosen API. */
  grants: Seen<GrantFact[]>;
  /** That of the chosen application, where the settings have none for it. */
  secret: Seen<Secret>;
}

export interface TenantFact {
  domain: string;
  isActive: boolean;
}

/** Properties that Auth0 leaves out are null. */
export interface ApiFact {
  name: string;
  identifier: string;
  signingAlgorithm: string | null;
  dialect: string | null;
  isEncrypted: boolean;
  clientPolicy: string | null;
}

export interface ApplicationFact {
  clientId: string;
  name: string;
  type: string | null;
  grantTypes: string[];
  authMethod: string | null;
  /** Signs in with a key of its own, and takes no secret. */
  hasOwnKey: boolean;
}

export interface GrantFact {
  id: string;
  subjectType: string | null;
  organizationUsage: string | null;
}

export interface AzureFacts {
  subscriptions: Seen<SubscriptionFact[]>;
  groups: Seen<GroupFact[]>;
  identities: Seen<IdentityFact[]>;
  /** Whether the client id of the settings is that of an app registration; asked only where no identity has it. */
  isRegistration: Seen<boolean>;
  accounts: Seen<AccountFact[]>;
  /** Those of the chosen identity. */
  credentials: Seen<CredentialFact[]>;
  /** Those of the chosen account. */
  deployments: Seen<DeploymentFact[]>;
  /** What the account can have, or its region, where there is no account yet; asked only where a deployment is to be made. */
  models: Seen<ModelFact[]>;
  /** The ids of the roles that the chosen identity has at the chosen account, inherited ones too. */
  roles: Seen<string[]>;
}

export interface SubscriptionFact {
  id: string;
  name: string;
  tenantId: string;
  /** The one that `az` uses by itself. */
  isDefault: boolean;
  /** The name that `az` has for the cloud; the public one is `AzureCloud`. */
  cloud: string;
}

export interface GroupFact {
  name: string;
  location: string;
}

export interface IdentityFact {
  name: string;
  group: string;
  location: string;
  clientId: string;
  principalId: string;
}

export interface AccountFact {
  id: string;
  name: string;
  group: string;
  location: string;
  kind: string;
  endpoint: string | null;
  subdomain: string | null;
}

export interface CredentialFact {
  name: string;
  issuer: string;
  subject: string;
  audiences: string[];
}

export interface DeploymentFact {
  name: string;
  model: string;
  version: string;
  canChat: boolean;
}

export interface ModelFact {
  name: string;
  version: string;
  isDefaultVersion: boolean;
  /** Such as `GenerallyAvailable`. */
  lifecycle: string | null;
  skus: string[];
  canChat: boolean;
}

/** The env file as it is. */
export interface EnvFacts {
  path: string;
  isThere: boolean;
  held: ReadonlyMap<FieldName, string | Secret>;
}

/** What is known of somebody's accounts before anybody has looked. */
export const nothingSeen: Pick<Facts, 'auth0' | 'azure' | 'token'> = {
  auth0: { tenants: null, apis: null, applications: null, grants: null, secret: null },
  azure: {
    subscriptions: null,
    groups: null,
    identities: null,
    isRegistration: null,
    accounts: null,
    credentials: null,
    deployments: null,
    models: null,
    roles: null,
  },
  token: null,
};

/** The list, or nothing of it where it was not read. */
export function listOf<T>(seen: Seen<T[]>): readonly T[] {
  return seen?.ok ? seen.value : [];
}

/** What was read. */
export function read<T>(value: T): Seen<T> {
  return { ok: true, value };
}
