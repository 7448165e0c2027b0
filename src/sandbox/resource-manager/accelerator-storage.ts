import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { Accelerator } from '../world.js';
import { connectionOf, linkOf, searchOf, storageOf } from './accelerator-json.js';
import { routeAt } from './accelerator-route.js';
import type { Kind } from './accelerator-route.js';
import { list, problem } from './problem.js';
import type { Asked, Route } from './route.js';

const storage: Kind<Accelerator> = {
  type: 'Microsoft.Storage/storageAccounts',
  find: (accelerator, isIt) => (isIt(accelerator.storage.id) ? accelerator : undefined),
};

const search: Kind<Accelerator> = {
  type: 'Microsoft.Search/searchServices',
  find: (accelerator, isIt) => (isIt(accelerator.search.id) ? accelerator : undefined),
};

const connections = '/privateEndpointConnections';
const oneConnection = `${connections}/(?<connection>[^/]+)`;

/** A storage account with what wants to connect to it, and AI Search, which asked for that. */
export const storageRoutes: readonly Route[] = [
  routeAt(storage, { method: 'GET', action: 'read', answer: (one, asked) => json(200, storageOf(one, regionOf(asked))) }),
  routeAt(storage, {
    method: 'GET',
    rest: connections,
    action: 'privateEndpointConnections/read',
    answer: ({ storage: { id, connections: all } }) => list(all.map((one) => connectionOf(one, id))),
  }),
  routeAt(storage, { method: 'GET', rest: oneConnection, action: 'privateEndpointConnections/read', answer: connectionAsked }),
  routeAt(storage, { method: 'PUT', rest: oneConnection, action: 'privateEndpointConnections/write', answer: decide }),
  routeAt(search, { method: 'GET', action: 'read', answer: (one, asked) => json(200, searchOf(one, regionOf(asked))) }),
  routeAt(search, {
    method: 'GET',
    rest: '/sharedPrivateLinkResources',
    action: 'sharedPrivateLinkResources/read',
    answer: (one) => list(one.search.links.map((link) => linkOf(link, one))),
  }),
];

const regionOf = ({ place }: Asked): string => place.world.azure.region.id;

function connectionAsked({ storage: { id, connections: all } }: Accelerator, { groups }: Asked): Reply {
  const found = all.find(({ name }) => name.toLowerCase() === groups['connection']?.toLowerCase());
  // The sentence was not found.
  return found ? json(200, connectionOf(found, id)) : problem(404, 'ResourceNotFound', 'The private endpoint connection was not found.');
}

/** The owner of the account lets it in or not. What was refused or taken away stays that: whoever asked has to ask anew. */
function decide(one: Accelerator, asked: Asked): Reply {
  const { id, connections: all } = one.storage;
  const found = all.find(({ name }) => name.toLowerCase() === asked.groups['connection']?.toLowerCase());
  if (!found) return connectionAsked(one, asked);
  const { status, description = found.description } = decisionIn(asked.request.body);
  // The sentences of these two were not found.
  if (status !== 'Approved' && status !== 'Rejected') return problem(400, 'InvalidRequest', 'The status is Approved or Rejected.');
  if (found.status === 'Rejected' || found.status === 'Disconnected')
    return problem(409, 'Conflict', `The private endpoint connection is ${found.status}, and cannot become ${status}.`);
  Object.assign(found, { status, description });
  return json(200, connectionOf(found, id));
}

function decisionIn(body: string): { status?: string; description?: string } {
  const { properties } = objectIn(body) ?? {};
  return (properties as { privateLinkServiceConnectionState?: object } | undefined)?.privateLinkServiceConnectionState ?? {};
}
