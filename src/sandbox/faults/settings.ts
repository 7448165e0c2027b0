import type { World } from '../world.js';
import { NothingThere, application, edit, fault, identity, tenantOf } from './fault.js';
import type { FaultsOf } from './fault.js';

/** Settings that cannot be used, or that will not do for long. */
export const settingsFaults = {
  'settings/missing': fault('the tenant is not set', (world) => edit(world, { AZURE_TENANT_ID: '' })),
  'settings/malformed': fault('the tenant id has lost its last digit', (world) =>
    edit(world, { AZURE_TENANT_ID: tenantOf(world).id.slice(0, -1) }),
  ),
  'settings/placeholder': fault('the tenant is still the one of the sample', (world) =>
    edit(world, { AZURE_TENANT_ID: '<your-tenant-id>' }),
  ),
  'settings/swapped': fault('the client ids of Auth0 and of Azure are exchanged', (world) =>
    edit(world, { OIDC_CLIENT_ID: identity(world).clientId, AZURE_CLIENT_ID: application(world).clientId }),
  ),
  'settings/normalised': fault('the Auth0 domain was copied with its scheme', (world) =>
    edit(world, { OIDC_ENDPOINT: `https://${world.auth0.domain}/` }),
  ),
  'settings/file-unreadable': fault('the settings lie in a folder where a file was meant', (world) => lieIn(world, 'folder')),
  'settings/secret-exposed': fault('the settings lie in a file that git does not ignore', (world) => lieIn(world, 'in-git')),
  'settings/retired-api-version': fault('the settings name a retired API version', (world) =>
    edit(world, { AZURE_AOAI_API_VERSION: '2023-07-01-preview' }),
  ),
} satisfies FaultsOf<'settings'>;

function lieIn(world: World, where: World['envFile']): void {
  if (world.envFile !== 'none') throw new NothingThere('an earlier fault has put the settings into another file');
  world.envFile = where;
}
