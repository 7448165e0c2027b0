import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { Identity } from '../world.js';
import { applicationsIn } from './applications.js';
import { done, graphProblem, listOf, objectNotFound } from './problem.js';
import type { Directory, GraphAsked, GraphRoute } from './route.js';

const one = /^\/v1\.0\/servicePrincipals\/(?<id>[^/]+)$/;

/** Service principals: what acts in the tenant for an application or a managed identity. */
export const servicePrincipalRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/v1\.0\/servicePrincipals$/, answer: listAll },
  { method: 'POST', path: /^\/v1\.0\/servicePrincipals$/, answer: create },
  { method: 'GET', path: one, answer: show },
  { method: 'PATCH', path: one, answer: update },
  { method: 'POST', path: /^\/v1\.0\/directoryObjects\/getByIds$/, answer: byIds },
];

type Principal = Pick<Identity, 'clientId' | 'objectId' | 'name' | 'kind' | 'isEnabled'>;

function principalsIn({ tenant, subscription }: Directory): Principal[] {
  const { name, clientId, objectId } = tenant.administrator;
  const kind = 'app-registration' as const;
  const system = subscription.accelerator?.documentIntelligence;
  const ofResource = system?.principalId
    ? [
        {
          name: system.id.split('/').at(-1) ?? '',
          clientId: '',
          objectId: system.principalId,
          kind: 'managed-identity' as const,
          isEnabled: true,
        },
      ]
    : [];
  return [
    ...tenant.identities.filter(({ hasPrincipal }) => hasPrincipal),
    { name, clientId, objectId, kind, isEnabled: true },
    ...ofResource,
  ];
}

/** The filters that the Azure CLI finds one with. */
function listAll({ request, directory }: GraphAsked): Reply {
  const filter = request.query.get('$filter') ?? '';
  const wanted = /(?:c:c|appId) eq '([^']*)'/.exec(filter)?.[1]?.toLowerCase();
  const name = /(?:displayName eq|startswith\(displayName,) ?'([^']*)'/i.exec(filter)?.[1];
  const found = principalsIn(directory).filter(
    (principal) => (wanted === undefined || principal.clientId === wanted) && (name === undefined || principal.name.startsWith(name)),
  );
  return listOf(found.map(principalOf));
}

function show({ groups: { id = '' }, directory }: GraphAsked): Reply {
  const principal = principalsIn(directory).find(({ objectId }) => objectId === id);
  return principal ? json(200, principalOf(principal)) : objectNotFound(id);
}

function create({ request, directory: { tenant } }: GraphAsked): Reply {
  const appId = objectIn(request.body)?.['appId'];
  const application = applicationsIn(tenant).find(({ clientId }) => clientId === appId);
  if (!application) {
    const what = `The appId '${String(appId)}' of the service principal does not reference a valid application object.`;
    return graphProblem(400, 'Request_BadRequest', what);
  }
  if (application.hasPrincipal) {
    const what = 'The service principal cannot be created, updated, or restored';
    const why = `because the service principal name ${application.clientId} is already in use.`;
    return graphProblem(409, 'Request_MultipleObjectsWithSameKeyValue', `${what} ${why}`);
  }
  application.hasPrincipal = true;
  return json(201, principalOf(application));
}

function update({ groups: { id = '' }, request, directory }: GraphAsked): Reply {
  const principal = directory.tenant.identities.find(({ objectId, hasPrincipal }) => hasPrincipal && objectId === id);
  if (!principal) return objectNotFound(id);
  // The generic update of the Azure CLI may send what it was told as a text.
  const isEnabled = objectIn(request.body)?.['accountEnabled'];
  if (isEnabled !== undefined) principal.isEnabled = isEnabled === true || isEnabled === 'true';
  return done();
}

function byIds({ request, directory }: GraphAsked): Reply {
  const ids = objectIn(request.body)?.['ids'];
  const wanted = new Set(Array.isArray(ids) ? (ids as unknown[]) : []);
  return listOf(
    principalsIn(directory)
      .filter(({ objectId }) => wanted.has(objectId))
      .map(principalOf),
  );
}

function principalOf({ clientId, objectId, name, kind, isEnabled }: Principal): unknown {
  return {
    '@odata.type': '#microsoft.graph.servicePrincipal',
    id: objectId,
    appId: clientId,
    displayName: name,
    accountEnabled: isEnabled,
    servicePrincipalNames: [clientId],
    servicePrincipalType: kind === 'managed-identity' ? 'ManagedIdentity' : 'Application',
  };
}
