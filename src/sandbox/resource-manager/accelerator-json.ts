import { nameOf } from '../accelerator.js';
import type { Accelerator, PrivateConnection, SharedLink, WebApp } from '../world.js';

type Json = Record<string, unknown>;
/** What every resource has in common, and more. */
export type Resource = Json & { id: string; type: string };

/** A storage account as Azure Resource Manager shows it. */
export function storageOf({ storage: { id, connections } }: Accelerator, location: string): Resource {
  return {
    ...head(id, 'Microsoft.Storage/storageAccounts', location),
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: {
      provisioningState: 'Succeeded',
      primaryEndpoints: { blob: `https://${nameOf(id)}.blob.core.windows.net/` },
      publicNetworkAccess: 'Disabled',
      privateEndpointConnections: connections.map((one) => connectionOf(one, id)),
    },
  };
}

/** A private endpoint that wants to connect to a storage account. The versions used here do not tell for which of its services. */
export function connectionOf({ name, status, description, endpointId }: PrivateConnection, storageId: string): Json {
  return {
    id: `${storageId}/privateEndpointConnections/${name}`,
    name,
    type: 'Microsoft.Storage/storageAccounts/privateEndpointConnections',
    properties: {
      provisioningState: 'Succeeded',
      privateEndpoint: { id: endpointId },
      privateLinkServiceConnectionState: { status, description, actionRequired: 'None' },
    },
  };
}

/** An AI Search service. */
export function searchOf(accelerator: Accelerator, location: string): Resource {
  return {
    ...head(accelerator.search.id, 'Microsoft.Search/searchServices', location),
    sku: { name: 'standard' },
    properties: {
      provisioningState: 'succeeded',
      status: 'running',
      publicNetworkAccess: 'disabled',
      sharedPrivateLinkResources: accelerator.search.links.map((one) => linkOf(one, accelerator)),
    },
  };
}

/** A shared private link of AI Search. Its state is that of the connection, once AI Search has noticed. */
export function linkOf({ name, resourceId, groupId, requestMessage, connection, seen }: SharedLink, accelerator: Accelerator): Json {
  const { search, storage } = accelerator;
  const asked = storage.connections.find((one) => one.name === connection);
  return {
    id: `${search.id}/sharedPrivateLinkResources/${name}`,
    name,
    type: 'Microsoft.Search/searchServices/sharedPrivateLinkResources',
    properties: {
      privateLinkResourceId: resourceId,
      groupId,
      requestMessage,
      status: seen ?? asked?.status ?? 'Disconnected',
      provisioningState: seen === null ? 'Succeeded' : 'Updating',
    },
  };
}

/** A Document Intelligence account, whose kind still has its old name. */
export function documentIntelligenceOf({ documentIntelligence }: Accelerator, at: { location: string; tenantId: string }): Resource {
  const { id } = documentIntelligence;
  return {
    ...head(id, 'Microsoft.CognitiveServices/accounts', at.location),
    kind: 'FormRecognizer',
    sku: { name: 'S0' },
    identity: identityOf(documentIntelligence, at.tenantId),
    properties: {
      endpoint: `https://${nameOf(id)}.cognitiveservices.azure.com/`,
      customSubDomainName: nameOf(id),
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
      privateEndpointConnections: [],
      provisioningState: 'Succeeded',
    },
  };
}

function identityOf({ principalId, hasSystemIdentity, userAssigned }: Accelerator['documentIntelligence'], tenantId: string): Json | null {
  const kinds = [...(hasSystemIdentity ? ['SystemAssigned'] : []), ...(userAssigned.length > 0 ? ['UserAssigned'] : [])];
  if (kinds.length === 0) return null;
  return {
    type: kinds.join(', '),
    ...(hasSystemIdentity && { principalId, tenantId }),
    ...(userAssigned.length > 0 && { userAssignedIdentities: Object.fromEntries(userAssigned.map((id) => [id, {}])) }),
  };
}

/** A web app. Where it answers is told by its default host name. */
export function webAppOf({ id }: WebApp, location: string): Resource {
  const host = `${nameOf(id)}.azurewebsites.net`;
  return {
    ...head(id, 'Microsoft.Web/sites', location),
    kind: 'app,linux',
    properties: { state: 'Running', enabled: true, httpsOnly: true, hostNames: [host], enabledHostNames: [host], defaultHostName: host },
  };
}

/** One of the documents that a web app is configured by. */
export function configOf({ id }: WebApp, name: string, location: string, properties: Json): Json {
  return { id: `${id}/config/${name}`, name, type: 'Microsoft.Web/sites/config', location, properties };
}

function head(id: string, type: string, location: string): Resource {
  return { id, name: nameOf(id), type, location, tags: {} };
}
