import { insufficientScope, refusal } from './auth0-management/answers.js';
import { clientGrantRoutes } from './auth0-management/client-grants.js';
import { clientRoutes } from './auth0-management/clients.js';
import { createManagementLimit, judgeManagementToken } from './auth0-management/gate.js';
import { resourceServerRoutes } from './auth0-management/resource-servers.js';
import type { ManagementRoute } from './auth0-management/route.js';
import type { Party, Place } from './place.js';

/** Auth0's Management API, as far as somebody sets up APIs, applications and grants with it. Nothing can be deleted. */
export function createAuth0Management(place: Place): Party {
  const limit = createManagementLimit(place);
  return async (request) => {
    const refused = limit();
    if (refused) return refused;
    const scopes = await judgeManagementToken(request, place);
    if ('status' in scopes) return scopes;
    const path = request.path.slice(base.length);
    const route = routes.find((one) => one.method === request.method && one.path.test(path));
    const id = decoded(route?.path.exec(path)?.groups?.['id'] ?? '');
    if (!route || id === null) return refusal(404, 'Not Found');
    if (!route.scopes.some((scope) => scopes.has(scope))) return insufficientScope(route.scopes);
    return route.answer({ id, request, scopes, tenant: place.world.auth0, place });
  };
}

const base = '/api/v2/';

export const isManagementPath = (path: string): boolean => path.startsWith(base);

const routes: readonly ManagementRoute[] = [...resourceServerRoutes, ...clientRoutes, ...clientGrantRoutes];

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
