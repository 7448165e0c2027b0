import { readBearer } from '../bearer.js';
import type { NoCaller } from '../bearer.js';
import type { Party, Place, Received, Reply } from '../place.js';
import { applicationRoutes } from './applications.js';
import { credentialRoutes } from './credentials.js';
import { graphProblem } from './problem.js';
import type { GraphRoute } from './route.js';
import { servicePrincipalRoutes } from './service-principals.js';

/** Microsoft Graph, as far as the Azure CLI asks it about app registrations and service principals. */
export function createGraph(place: Place): Party {
  return async (request) => {
    const caller = await readBearer(request, place, ['https://graph.microsoft.com/', 'https://graph.microsoft.com']);
    if ('why' in caller) return refusalFor(caller);
    const tenant = place.world.entra.tenants.find(({ id }) => id === caller.tenantId);
    // Who administers may read and write the directory; nobody else here was given a permission of Graph.
    if (!tenant || caller.principalId !== tenant.administrator.objectId) {
      return graphProblem(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    }
    return answer(request, { tenant, subscription: place.world.subscription });
  };
}

/** The sentences of Graph for a token that is none or for somebody else are from memory. */
function refusalFor({ why }: NoCaller): Reply {
  const said = {
    'no-token': 'Access token is empty.',
    expired: 'Lifetime validation failed, the token is expired.',
    audience: 'Access token validation failure. Invalid audience.',
    unreadable: 'CompactToken validation failed.',
  };
  return graphProblem(401, 'InvalidAuthenticationToken', said[why]);
}

const routes: readonly GraphRoute[] = [...credentialRoutes, ...applicationRoutes, ...servicePrincipalRoutes];

function answer(request: Received, directory: Parameters<GraphRoute['answer']>[0]['directory']): Reply {
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(request.path) : null;
    if (match) return route.answer({ groups: match.groups ?? {}, request, directory });
  }
  return graphProblem(400, 'BadRequest', 'The sandbox has no such resource yet.');
}
