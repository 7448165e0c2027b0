import { contributor } from '../roles.js';
import type { AzureOpenAi } from '../world.js';
import { deployment, edit, fault, identity } from './fault.js';
import type { FaultsOf } from './fault.js';

/** What Azure OpenAI refuses with a good token. */
export const azureOpenAiFaults = {
  'azure-openai/role-missing': fault(
    'the identity is Contributor, a role without data actions',
    (world) => {
      const { objectId } = identity(world);
      for (const one of world.azure.roleAssignments) if (one.principalId === objectId) one.roleId = contributor;
    },
    { mended: 'The identity has the role Cognitive Services OpenAI User in the pretend Azure now.' },
  ),
  'azure-openai/tenant-mismatch': fault('the resource belongs to another tenant', ({ azure, subscription, elsewhere }) => {
    azure.tenantId = elsewhere.tenantId;
    subscription.tenantId = elsewhere.tenantId;
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
  'azure-openai/subdomain-required': fault(
    'the account has no subdomain of its own, and the settings name the endpoint of its region',
    (world) => {
      world.azure.hasSubdomain = false;
      edit(world, { AZURE_AOAI_ENDPOINT: `https://${world.azure.regionalHost}` });
    },
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
  'azure-openai/version-not-allowed': fault('the resource has the v1 API only, and the settings name a dated version', (world) => {
    world.azure.takesOnlyV1 = true;
    edit(world, { AZURE_AOAI_API_VERSION: '2024-10-21' });
  }),
  'azure-openai/parameter-unsupported': fault('the model does not take stream_options', (world) => {
    deployment(world).model.refusedArguments.push('stream_options');
  }),
  'azure-openai/output-limit-too-small': fault('the model thinks before it writes, and may write one token', (world) =>
    Object.assign(deployment(world).model, { name: 'o4-mini', version: '2025-04-16', isReasoning: true, outputTokens: 1 }),
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
  'azure-openai/refused': fault('the settings name a gateway whose owner lets nobody in', (world) => {
    edit(world, { AZURE_AOAI_ENDPOINT: `https://${world.azure.gatewayHost}` });
    world.azure.gatewayRefusal = { status: 403, message: 'This gateway is for the billing team. Ask platform-team for access.' };
  }),
} satisfies FaultsOf<'azure-openai'>;
