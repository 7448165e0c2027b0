import type { AzureOpenAi, Deployment } from './world.js';

/** The one subscription of the place. */
export function subscriptionOf({ resourceId, tenantId }: AzureOpenAi): { id: string; subscriptionId: string } & Record<string, string> {
  const [, , subscriptionId = ''] = resourceId.split('/');
  return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName: 'keyless sandbox', state: 'Enabled' };
}

/** The account as Azure Resource Manager shows it, its network rules included. */
export function accountOf({ resourceId, region, network, hosts, hasSubdomain, regionalHost }: AzureOpenAi): Record<string, unknown> {
  const name = resourceId.split('/').at(-1) ?? '';
  const urlOf = (service: string): string => `https://${hosts.find((host) => host.startsWith(`${name}.${service}.`))}/`;
  const state = { privateLinkServiceConnectionState: { status: 'Pending' } };
  return {
    id: resourceId,
    name,
    type: 'Microsoft.CognitiveServices/accounts',
    kind: 'AIServices',
    location: region.id,
    sku: { name: 'S0' },
    identity: null,
    properties: {
      ...(hasSubdomain ? { endpoint: urlOf('cognitiveservices'), customSubDomainName: name } : { endpoint: `https://${regionalHost}/` }),
      disableLocalAuth: true,
      publicNetworkAccess: network.isPublic ? 'Enabled' : 'Disabled',
      networkAcls: { defaultAction: network.default, ipRules: [], virtualNetworkRules: [] },
      privateEndpointConnections: network.privateEndpoint === 'pending' ? [{ properties: state }] : [],
      // That this maps names of APIs to addresses is known; the names themselves were not found.
      endpoints: { 'OpenAI Language Model Instance API': urlOf('openai'), 'AI Foundry API': urlOf('services.ai') },
      provisioningState: 'Succeeded',
    },
  };
}

/** A deployment as Azure Resource Manager shows it; its limits are those that the answers of the deployment count down. */
export function deploymentOf({ name, model, requestsPerMinute, createdAt }: Deployment, accountId: string): Record<string, unknown> {
  return {
    id: `${accountId}/deployments/${name}`,
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    name,
    sku: { name: 'GlobalStandard', capacity: requestsPerMinute },
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
