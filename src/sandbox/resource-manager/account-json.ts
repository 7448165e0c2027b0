import type { AzureOpenAi, Deployment } from '../world.js';

/** The account as Azure Resource Manager shows it, its network rules included. */
export function accountOf(azure: AzureOpenAi) {
  const { resourceId, kind, region, network } = azure;
  const state = { privateLinkServiceConnectionState: { status: 'Pending' } };
  return {
    id: resourceId,
    name: nameIn(resourceId),
    type: 'Microsoft.CognitiveServices/accounts',
    kind,
    location: region.id,
    sku: { name: 'S0' },
    identity: null,
    properties: {
      ...addressOf(azure),
      disableLocalAuth: true,
      publicNetworkAccess: network.isPublic ? 'Enabled' : 'Disabled',
      networkAcls: { defaultAction: network.default, ipRules: [], virtualNetworkRules: [] },
      privateEndpointConnections: network.privateEndpoint === 'pending' ? [{ properties: state }] : [],
      provisioningState: 'Succeeded',
    },
  };
}

/** The last part of an id. */
export const nameIn = (id: string): string => id.split('/').at(-1) ?? '';

/** Without a subdomain of its own an account has the endpoint of its region only. */
function addressOf({ hosts, kind, hasSubdomain, regionalHost }: AzureOpenAi) {
  if (!hasSubdomain) return { endpoint: `https://${regionalHost}/`, endpoints: {} };
  const urlOf = (service: string): string => `https://${hosts.find((host) => host.includes(`.${service}.`))}/`;
  return {
    endpoint: urlOf(kind === 'OpenAI' ? 'openai' : 'cognitiveservices'),
    customSubDomainName: hosts[0]?.split('.')[0],
    // That this maps names of APIs to addresses is known; the names themselves were not found.
    endpoints: { 'OpenAI Language Model Instance API': urlOf('openai'), 'AI Foundry API': urlOf('services.ai') },
  };
}

/** A deployment as Azure Resource Manager shows it; its limits are those that the answers of the deployment count down. */
export function deploymentOf({ name, model, requestsPerMinute, sku = 'GlobalStandard', createdAt }: Deployment, accountId: string) {
  return {
    id: `${accountId}/deployments/${name}`,
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    name,
    sku: { name: sku, capacity: requestsPerMinute },
    properties: {
      model: { format: 'OpenAI', name: model.name, version: model.version },
      versionUpgradeOption: 'OnceNewDefaultVersionAvailable',
      currentCapacity: requestsPerMinute,
      // A text, not a boolean; a model that cannot chat lacks it.
      capabilities: model.canChat ? { chatCompletion: 'true' } : {},
      provisioningState: 'Succeeded',
      rateLimits: [
        { key: 'request', renewalPeriod: 60, count: requestsPerMinute },
        { key: 'token', renewalPeriod: 60, count: requestsPerMinute * 1000 },
      ],
    },
    etag: `"${createdAt.getTime().toString(16)}"`,
  };
}
