import { jwtVerify } from 'jose';

import { clockOf, json } from './place.js';
import type { Party, Place } from './place.js';

/** Azure Resource Manager, as far as a sign-in looks at it: the subscriptions in which the caller holds a role. */
export function createResourceManager(place: Place): Party {
  return async ({ method, path, headers }) => {
    const principal = await principalOf(headers['authorization'] ?? '', place);
    if (principal === null) return json(401, { error: { code: 'AuthenticationFailed', message: 'Authentication failed.' } });
    if (method === 'GET' && path === '/subscriptions') return json(200, { value: subscriptionsOf(principal, place) });
    return json(404, { error: { code: 'NotFound', message: 'The sandbox has no such service yet.' } });
  };
}

/** Both audiences name the same service; the Azure CLI still asks for the older one. */
const audiences = ['https://management.azure.com', 'https://management.core.windows.net'].flatMap((one) => [one, `${one}/`]);

async function principalOf(authorization: string, place: Place): Promise<string | null> {
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  const key = place.keys.get(place.world.entra.signingKeyId)?.publicKey;
  if (!token || !key) return null;
  const options = { algorithms: ['RS256'], audience: audiences, currentDate: clockOf(place, place.world.azure) };
  const verified = await jwtVerify(token, key, options).catch(() => null);
  return typeof verified?.payload['oid'] === 'string' ? verified.payload['oid'] : null;
}

function subscriptionsOf(principalId: string, { world: { azure } }: Place): object[] {
  if (!azure.roleAssignments.some((assignment) => assignment.principalId === principalId)) return [];
  const [, , subscriptionId = ''] = azure.resourceId.split('/');
  const { tenantId } = azure;
  return [{ id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName: 'keyless sandbox', state: 'Enabled' }];
}
