import { createHash } from 'node:crypto';

import type { EntraTenant, FederatedCredential, Identity } from '../world.js';

/** An application or a service principal, as Microsoft Graph shows it. */
export type DirectoryObject = { id: string; appId: string; displayName: string } & Record<string, unknown>;

/** The applications of a tenant: a managed identity is none. */
export function applicationsOf({ identities, administrator }: EntraTenant): DirectoryObject[] {
  const registered = identities.filter(({ kind }) => kind === 'app-registration');
  return [...registered, administrator].map(({ clientId, name }) => ({
    '@odata.type': '#microsoft.graph.application',
    id: applicationId(clientId),
    appId: clientId,
    displayName: name,
    signInAudience: 'AzureADMyOrg',
    identifierUris: [],
  }));
}

/** What acts in a tenant: managed identities too, which have no application. */
export function principalsOf({ identities, administrator }: EntraTenant): DirectoryObject[] {
  const present = identities.filter(({ hasPrincipal }) => hasPrincipal);
  return [
    ...present.map((one) => principal(one, one.kind === 'managed-identity' ? 'ManagedIdentity' : 'Application', one.isEnabled)),
    principal(administrator, 'Application', true),
  ];
}

/** The registration behind the id of an application. */
export function findRegistration(id: string, { identities }: EntraTenant): Identity | null {
  const wanted = id.toLowerCase();
  return identities.find(({ kind, clientId }) => kind === 'app-registration' && applicationId(clientId) === wanted) ?? null;
}

/** As Microsoft Graph shows a federated credential: by an id of its own, which commands take beside its name. */
export function credentialObject({ name, issuer, subject, audience }: FederatedCredential, { clientId }: Identity) {
  return { id: guidOf(`credential ${clientId} ${name}`), name, issuer, subject, description: null, audiences: [audience] };
}

/** An application has an id beside that of its principal; the world knows it by its client id alone, so it is made of that. */
export function applicationId(clientId: string): string {
  return guidOf(`application ${clientId}`);
}

type Named = Pick<Identity, 'clientId' | 'objectId' | 'name'>;

function principal({ clientId, objectId, name }: Named, servicePrincipalType: string, accountEnabled: boolean): DirectoryObject {
  return {
    '@odata.type': '#microsoft.graph.servicePrincipal',
    id: objectId,
    appId: clientId,
    displayName: name,
    appDisplayName: name,
    accountEnabled,
    servicePrincipalType,
    servicePrincipalNames: [clientId],
  };
}

/** The same id for the same words. */
function guidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
