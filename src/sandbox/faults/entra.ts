import { edit, fault, identity, register, rewrite, tenantOf } from './fault.js';
import type { FaultsOf } from './fault.js';

/** What Entra ID refuses for another reason than the comparison. */
export const entraFaults = {
  'entra/unreachable': fault('the network wants a sign-in and shows its page in the place of Entra ID', ({ network }) => {
    network.gateways.entra.showsPage = true;
  }),
  'entra/tenant-malformed': fault('a variable in the tenant name of the settings was empty', (world) =>
    edit(world, { AZURE_TENANT_ID: 'keyless-.onmicrosoft.com' }),
  ),
  'entra/tenant-not-found': fault('the settings name a tenant that does not exist', (world) =>
    edit(world, { AZURE_TENANT_ID: world.elsewhere.tenantId }),
  ),
  'entra/client-not-found': fault('the settings name an identity that was deleted', (world) =>
    edit(world, { AZURE_CLIENT_ID: world.elsewhere.clientId }),
  ),
  'entra/client-mismatch': fault('the settings name an app registration that signs in with a certificate', (world) =>
    register(world, 'app-with-certificate', { assertsBy: 'certificate' }),
  ),
  'entra/principal-missing': fault('the settings name an app registration that has no service principal', (world) =>
    register(world, 'app-without-principal', { hasPrincipal: false }),
  ),
  'entra/principal-disabled': fault('the identity is disabled', (world) => (identity(world).isEnabled = false)),
  'entra/issuer-unreachable': fault(
    'an access control list of Auth0 blocks Entra ID',
    ({ auth0: tenant }) => Object.assign(tenant.edge, { stops: 'entra', with: 'block', stopped: ['discovery', 'keys'] }),
    { mended: 'The access control list of the pretend Auth0 lets Entra ID read the keys now.' },
  ),
  'entra/issuer-metadata-invalid': fault('a proxy before Auth0 shows Entra ID a page instead of the keys', ({ auth0: tenant }) =>
    Object.assign(tenant.edge, { stops: 'entra', with: 'page', stopped: ['keys'] }),
  ),
  'entra/resource-not-found': fault('the tenant does not know Cognitive Services', (world) => {
    const others = tenantOf(world).resources.filter(({ identifier }) => identifier !== cognitiveServices);
    tenantOf(world).resources = others;
  }),
  'entra/resource-disabled': fault('Cognitive Services is disabled in the tenant', (world) =>
    tenantOf(world).resources.forEach((resource) => (resource.isEnabled = resource.identifier !== cognitiveServices)),
  ),
  'entra/entra-token-as-assertion': fault('a gateway before Auth0 signs in at Entra ID and passes that token on', (world) => {
    const own = { ...identity(world), kind: 'app-registration', name: 'gateway', clientId: world.elsewhere.gatewayClientId } as const;
    tenantOf(world).identities.push(own);
    world.network.gateways.auth0.signsInAs = own.clientId;
  }),
  'entra/parameter-missing': fault('a gateway before Entra ID takes the scope out of the request', ({ network }) =>
    rewrite(network.gateways.entra, { drops: ['scope'] }),
  ),
  'entra/scope-invalid': fault('a gateway before Entra ID asks for the scope of a person who signs in', ({ network }) =>
    rewrite(network.gateways.entra, { sets: { scope: `${cognitiveServices}/user_impersonation` } }),
  ),
  'entra/token-unexpected': fault('a gateway before Entra ID asks for a token of another service', ({ network }) =>
    rewrite(network.gateways.entra, { sets: { scope: 'https://management.azure.com/.default' } }),
  ),
  'entra/conditional-access': fault('a policy of the tenant blocks the app registration of the settings', (world) => {
    register(world, 'app-under-policy', {});
    tenantOf(world).blocksWorkloads = true;
  }),
  'entra/identity-kind-not-allowed': fault(
    'the settings name an application of several tenants that is the identity of an agent',
    (world) => register(world, 'shared-agent', { isSharedAgent: true }),
  ),
  'entra/wrong-cloud': fault('the tenant lives in the cloud of the US government', (world) => {
    tenantOf(world).cloud = 'us-government';
  }),
  'entra/request-loop': fault('other programs ask for the token of the identity again and again', (world) => {
    identity(world).isLooping = true;
  }),
  'entra/refused': fault('Microsoft has blocked the tenant, because nobody used it for a long time', (world) => {
    tenantOf(world).isDormant = true;
  }),
  'entra/throttled': fault('Entra ID throttles the tenant', (world) => (tenantOf(world).isThrottled = true)),
  'entra/transient': fault('the directory of Entra ID does not answer', (world) => (world.entra.isDirectoryAvailable = false)),
} satisfies FaultsOf<'entra'>;

const cognitiveServices = 'https://cognitiveservices.azure.com';
