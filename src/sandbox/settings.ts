import type { FieldName } from '../settings/field-name.js';
import type { World } from './world.js';

/** The settings of this place, then what the person has instead. The federated credential is read as Azure holds it at this moment. */
export function readSettings(world: World): Record<FieldName, string> {
  // What Auth0 made by itself beside an API is nobody's choice.
  const application = world.auth0.applications.find(({ name }) => !name.endsWith('(Test Application)'));
  const [tenant] = world.entra.tenants;
  const [identity] = tenant?.identities ?? [];
  const [credential] = identity?.credentials ?? [];
  const [deployment] = world.azure.deployments;
  return {
    OIDC_ENDPOINT: world.auth0.domain,
    OIDC_CLIENT_ID: application?.clientId ?? '',
    OIDC_CLIENT_SECRET: application?.secret ?? '',
    OIDC_AUDIENCE: 'api://AzureADTokenExchange',
    AZURE_TENANT_ID: tenant?.id ?? '',
    AZURE_CLIENT_ID: identity?.clientId ?? '',
    AZURE_AOAI_ENDPOINT: world.azure.isCreated ? `https://${world.azure.hosts[0]}` : '',
    AZURE_AOAI_MODEL_DEPLOYMENT_NAME: deployment?.name ?? '',
    AZURE_AOAI_API_VERSION: '',
    AZURE_FEDERATED_ISSUER: credential?.issuer ?? '',
    AZURE_FEDERATED_SUBJECT: credential?.subject ?? '',
    AZURE_FEDERATED_AUDIENCE: credential?.audience ?? '',
    AZURE_AUTHORITY_HOST: `https://${world.entra.host}`,
    ...world.settingsEdits,
  };
}

/** Every host name of the place as it is now; nothing else can be reached through its proxy. */
export function hostsOf(world: World): string[] {
  const { auth0, entra, azure, elsewhere } = world;
  return [auth0.domain, auth0.customDomain.host, elsewhere.auth0Domain, entra.host, managementHost, graphHost, ...azureHosts(azure)];
}

/** The names that its certificate has to have: those of now, and those that an account gets which is created here. */
export function certifiedHosts(world: World): string[] {
  return [...hostsOf(world), ...['openai', 'services.ai', 'cognitiveservices'].map((service) => `*.${service}.azure.com`)];
}

/** Under which names Azure OpenAI is asked: the account's own, once it is there, the region's, and a gateway's in front. */
export function azureHosts({ isCreated, hosts, regionalHost, gatewayHost }: World['azure']): string[] {
  return [...(isCreated ? hosts : []), regionalHost, gatewayHost];
}

const managementHost = 'management.azure.com';
/** Microsoft Graph, where the directory of a tenant is read and changed. */
export const graphHost = 'graph.microsoft.com';
