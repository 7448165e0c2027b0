import type { Choice } from '../choice.js';
import type { Seen, TenantFact } from '../facts.js';
import type { Json } from './differences.js';

/** A resource as the list of a group tells it. */
export interface ResourceFact {
  id: string;
  type: string;
  kind: string;
}

/** A private endpoint that wants to connect to the storage account, or does. */
export interface ConnectionFact {
  id: string;
  status: string;
  description: string;
  endpointId: string;
  /** Which services of the account it is for; null where Azure does not tell. */
  groups: string[] | null;
}

/** A shared private link that AI Search has asked for. */
export interface LinkFact {
  name: string;
  resourceId: string;
  group: string;
  status: string;
  requestMessage: string;
  provisioningState: string;
}

/** The identities of a resource. */
export interface IdentityFact {
  /** Of the system-assigned one; null while there is none. */
  principalId: string | null;
  userAssigned: string[];
}

export interface RoleFact {
  roleId: string;
  scope: string;
}

export interface WebAppFact {
  host: string;
  /** The document `authsettingsV2`. */
  signIn: Json;
}

/** An application of Auth0 with which people sign in to web apps. */
export interface ClientFact {
  clientId: string;
  callbacks: string[];
}

/** What there is on both sides. A plan is made of this and of nothing else. */
export interface Facts {
  connections: Seen<ConnectionFact[]>;
  links: Seen<LinkFact[]>;
  identity: Seen<IdentityFact>;
  /** Those of that identity at the storage account, of its groups too, and inherited ones; null while there is no identity. */
  roles: Seen<RoleFact[]>;
  webApps: readonly [Seen<WebAppFact>, Seen<WebAppFact>];
  auth0: Auth0Facts;
}

export interface Auth0Facts {
  /** Null while nobody has looked. */
  tenant: Choice<TenantFact> | null;
  /** Where people sign in, which may be a custom domain of the tenant. */
  domain: string | null;
  /** The application of this name, if there is one. */
  client: Seen<ClientFact | null>;
  /** Its secret is at hand. */
  hasSecret: boolean;
  /** Whether the secret has just been stored in the settings of the one and of the other web app. */
  isStored: readonly [boolean, boolean];
}

/** What is known before anybody has looked. */
export const nothingSeen: Facts = {
  connections: null,
  links: null,
  identity: null,
  roles: null,
  webApps: [null, null],
  auth0: { tenant: null, domain: null, client: null, hasSecret: false, isStored: [false, false] },
};
