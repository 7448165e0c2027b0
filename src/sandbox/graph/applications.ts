import { json } from '../place.js';
import type { Reply } from '../place.js';
import { guidOf } from '../random.js';
import type { EntraTenant, Identity } from '../world.js';
import { listOf, objectNotFound } from './problem.js';
import type { GraphAsked, GraphRoute } from './route.js';

/** App registrations: read by their client id or their object id. Nothing here registers one. */
export const applicationRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/v1\.0\/applications$/, answer: listAll },
  { method: 'GET', path: /^\/v1\.0\/applications\/(?<id>[^/]+)$/, answer: show },
];

/** The one filter that the Azure CLI finds an application with. */
function listAll({ request, directory: { tenant } }: GraphAsked): Reply {
  const wanted = /appId eq '([^']*)'/.exec(request.query.get('$filter') ?? '')?.[1];
  const found = applicationsIn(tenant).filter(({ clientId }) => wanted === undefined || clientId === wanted.toLowerCase());
  return listOf(found.map(applicationOf));
}

function show({ groups: { id = '' }, directory: { tenant } }: GraphAsked): Reply {
  const application = findApplication(id, tenant);
  return application ? json(200, applicationOf(application)) : objectNotFound(id);
}

export const applicationsIn = ({ identities }: EntraTenant): Identity[] => identities.filter(({ kind }) => kind === 'app-registration');

/** The application with this object id. It is not the object id of its service principal, which tokens have. */
export function findApplication(objectId: string, tenant: EntraTenant): Identity | undefined {
  return applicationsIn(tenant).find((application) => objectIdOf(application) === objectId.toLowerCase());
}

const objectIdOf = ({ clientId }: Identity): string => guidOf('application', clientId);

function applicationOf(application: Identity): unknown {
  const { clientId, name } = application;
  return { id: objectIdOf(application), appId: clientId, displayName: name, identifierUris: [], signInAudience: 'AzureADMyOrg' };
}
