import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { World } from './world.js';

/**
 * Signs the administrator in with the Azure CLI, in a folder that is its AZURE_CONFIG_DIR: the two files that `az login --service-principal` leaves
 * there (measured with 2.45; newer ones read the same keys). So nobody has to wait for a login, and nothing of the person's own is touched.
 */
export async function signInAzureCli(folder: string, world: World): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await Promise.all([
    writeFile(join(folder, 'azureProfile.json'), JSON.stringify(profileOf(world)), { mode: 0o600 }),
    writeFile(join(folder, 'service_principal_entries.json'), JSON.stringify(entriesOf(world)), { mode: 0o600 }),
  ]);
}

/** What it reads besides: that the secret lies there unencrypted, and that it tells nobody what it does, and asks nobody anything. */
export const azureCliSwitches: Readonly<Record<string, string>> = {
  AZURE_CORE_ENCRYPT_TOKEN_CACHE: 'false',
  AZURE_CORE_COLLECT_TELEMETRY: 'false',
  AZURE_CORE_SURVEY_MESSAGE: 'false',
  AZURE_CORE_LOGIN_EXPERIENCE_V2: 'off',
};

function profileOf({ subscription: { id, name, tenantId }, entra }: World): unknown {
  const administrator = entra.tenants.find((tenant) => tenant.id === tenantId)?.administrator;
  const user = { name: administrator?.clientId ?? '', type: 'servicePrincipal' };
  const account = { id, name, state: 'Enabled', user, isDefault: true, tenantId, environmentName: 'AzureCloud', homeTenantId: tenantId };
  return { subscriptions: administrator ? [{ ...account, managedByTenants: [] }] : [] };
}

/** One for each tenant, so that `az login` to another one of the place finds its administrator too. */
function entriesOf({ entra }: World): unknown {
  return entra.tenants.map(({ id, administrator: { clientId, secret } }) => ({ client_id: clientId, tenant: id, client_secret: secret }));
}
