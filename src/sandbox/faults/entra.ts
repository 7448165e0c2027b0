import { edit, fault, identity, tenantOf } from './fault.js';
import type { FaultsOf } from './fault.js';

/** What Entra ID refuses for another reason than the comparison. */
export const entraFaults = {
  'entra/tenant-not-found': fault('the settings name a tenant that does not exist', (world) =>
    edit(world, { AZURE_TENANT_ID: world.elsewhere.tenantId }),
  ),
  'entra/client-not-found': fault('the settings name an identity that was deleted', (world) =>
    edit(world, { AZURE_CLIENT_ID: world.elsewhere.clientId }),
  ),
  'entra/principal-disabled': fault('the identity is disabled', (world) => (identity(world).isEnabled = false)),
  'entra/issuer-unreachable': fault('an access control list of Auth0 blocks Entra ID', ({ auth0: tenant }) =>
    Object.assign(tenant.edge, { stops: 'entra', with: 'block', stopped: ['discovery', 'keys'] }),
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
  'entra/throttled': fault('Entra ID throttles the tenant', (world) => (tenantOf(world).isThrottled = true)),
  'entra/transient': fault('the directory of Entra ID does not answer', (world) => (world.entra.isDirectoryAvailable = false)),
} satisfies Partial<FaultsOf<'entra'>>;

const cognitiveServices = 'https://cognitiveservices.azure.com';
