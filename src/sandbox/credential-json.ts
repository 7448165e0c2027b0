import type { Identity, World } from './world.js';

/** What the Azure CLI prints of the federated credentials of the settings' identity; null where the person gives nothing of the kind. */
export function credentialJson({ entra, handsOverCredentials }: World): string | null {
  const identity = entra.tenants[0]?.identities[0];
  return handsOverCredentials && identity ? JSON.stringify(listed(identity)) : null;
}

/** `az identity federated-credential list`; of an app registration Microsoft Graph has them, under bare ids. */
function listed({ kind, resourceId, objectId, credentials }: Identity): unknown[] {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
  const resourceGroup = resourceId.split('/')[4];
  return credentials.map(({ name, issuer, subject, audience }) => {
    const values = { name, issuer, subject, audiences: [audience] };
    if (kind === 'app-registration') return { id: objectId, description: '', ...values };
    return { id: `${resourceId}/federatedIdentityCredentials/${name}`, resourceGroup, type, systemData: null, ...values };
  });
}
