import { json } from '../place.js';
import type { Reply } from '../place.js';
import { roles } from '../roles.js';
import type { Role } from '../roles.js';
import { list, problem } from './problem.js';
import type { Asked, Groups, Route } from './route.js';

const at = String.raw`^(?<scope>(?:/subscriptions/(?<subscription>[^/]+)(?:/.+)?)?)/providers/Microsoft\.Authorization/roleDefinitions`;
const needsReading = { action: 'Microsoft.Authorization/roleDefinitions/read', scope: ({ scope = '' }: Groups) => scope || '/' };

/** The built-in roles, by id or by name. */
export const roleDefinitionRoutes: readonly Route[] = [
  { method: 'GET', path: new RegExp(`${at}$`, 'i'), needs: needsReading, answer: listAll },
  { method: 'GET', path: new RegExp(`${at}/(?<role>[^/]+)$`, 'i'), needs: needsReading, answer: show },
];

/** The two filters that the Azure CLI asks with. */
function listAll({ request, place: { world } }: Asked): Reply {
  const filter = request.query.get('$filter') ?? '';
  const name = /roleName eq '(?<name>.*)'/i.exec(filter)?.groups?.['name']?.replaceAll("''", "'");
  const found = Object.entries(roles).filter(([, role]) => name === undefined || role.name.toLowerCase() === name.toLowerCase());
  return list(found.map(([id, role]) => definitionOf(id, role, world.subscription.id)));
}

function show({ groups, place: { world } }: Asked): Reply {
  const role = roles[groups['role'] ?? ''];
  return role ? json(200, definitionOf(groups['role'] ?? '', role, world.subscription.id)) : roleNotFound(groups['role'] ?? '');
}

/** Under its own code, which names the role. */
export function roleNotFound(id: string): Reply {
  return problem(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${id}' does not exist.`);
}

/** The id under which assignments name a role. */
export function definitionId(id: string, subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

function definitionOf(id: string, { name, actions, notActions, dataActions, notDataActions }: Role, subscriptionId: string): unknown {
  return {
    id: definitionId(id, subscriptionId),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: id,
    properties: {
      roleName: name,
      type: 'BuiltInRole',
      description: '',
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions }],
    },
  };
}
