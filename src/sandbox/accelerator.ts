import type { Random } from './random.js';
import type { Accelerator } from './world.js';

/** What an accelerator leaves behind in the group of this resource: everything is there, and nothing is done of what is left to people. */
export function newAccelerator(besides: string, random: Random): Accelerator {
  const [group = ''] = besides.split('/providers/');
  const storage = `${group}/providers/Microsoft.Storage/storageAccounts/st${random.hex(20)}`;
  const connection = `${nameOf(storage)}.${random.guid()}`;
  const requestMessage = 'Please approve the connection of AI Search';
  const endpoints = `/subscriptions/${random.guid()}/resourceGroups/rg-${random.hex(8)}/providers/Microsoft.Network/privateEndpoints`;
  return {
    storage: {
      id: storage,
      connections: [{ name: connection, status: 'Pending', description: requestMessage, endpointId: `${endpoints}/pe-${random.hex(8)}` }],
    },
    search: {
      id: `${group}/providers/Microsoft.Search/searchServices/srch-${random.hex(16)}`,
      links: [{ name: 'blob', resourceId: storage, groupId: 'blob', requestMessage, connection, seen: null }],
    },
    documentIntelligence: {
      id: `${group}/providers/Microsoft.CognitiveServices/accounts/di-${random.hex(16)}`,
      principalId: random.guid(),
      hasSystemIdentity: false,
      userAssigned: [],
    },
    webApps: webApps(group, random),
  };
}

function webApps(group: string, random: Random): Accelerator['webApps'] {
  const name = `app-${random.hex(16)}`;
  return [name, `${name}-admin`].map((one) => ({
    id: `${group}/providers/Microsoft.Web/sites/${one}`,
    signIn: neverConfigured(),
    appSettings: { AZURE_SEARCH_INDEX: 'documents', DATABASE_PASSWORD: random.base62(24) },
  }));
}

/** What a web app shows that nobody can sign in to. The real document was not found: it is made after those that people write. */
function neverConfigured(): Record<string, unknown> {
  return {
    platform: { enabled: false, runtimeVersion: '~1' },
    globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' },
    identityProviders: {},
    login: { tokenStore: { enabled: false } },
    httpSettings: { requireHttps: true, routes: { apiPrefix: '/.auth' } },
  };
}

/** The last part of the id of a resource. */
export function nameOf(id: string): string {
  return id.split('/').at(-1) ?? '';
}
