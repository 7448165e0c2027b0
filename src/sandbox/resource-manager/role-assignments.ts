import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import { guidOf } from '../random.js';
import { isWithin, roles } from '../roles.js';
import type { RoleAssignment, World } from '../world.js';
import { list, noObject, problem } from './problem.js';
import { definitionId, roleNotFound } from './role-definitions.js';
import type { Asked, Groups, Route } from './route.js';
import { judgeScope } from './scopes.js';

const at = String.raw`^(?<scope>/subscriptions/(?<subscription>[^/]+)(?:/.+)?)/providers/Microsoft\.Authorization/roleAssignments`;
const type = 'Microsoft.Authorization/roleAssignments';
const needs = (verb: string): Route['needs'] => ({ action: `${type}/${verb}`, scope: ({ scope = '' }: Groups) => scope });

/** Role assignments at any scope in the subscription. */
export const roleAssignmentRoutes: readonly Route[] = [
  { method: 'GET', path: new RegExp(`${at}$`, 'i'), needs: needs('read'), answer: listAt },
  { method: 'GET', path: new RegExp(`${at}/(?<name>[^/]+)$`, 'i'), needs: needs('read'), answer: show },
  { method: 'PUT', path: new RegExp(`${at}/(?<name>[^/]+)$`, 'i'), needs: needs('write'), answer: write },
];

/** What counts at the scope or above it, and below it too, unless the filter says at the scope. */
function listAt({ groups: { scope = '' }, request, place: { world } }: Asked): Reply {
  const filter = request.query.get('$filter') ?? '';
  const principal = /(?:assignedTo\('|principalId eq ')(?<id>[^']+)'/i.exec(filter)?.groups?.['id']?.toLowerCase();
  const isAtScope = /atScope\(\)/i.test(filter);
  const found = world.azure.roleAssignments.filter((one) => {
    const isInPlace = isWithin(scope, one.scope) || (!isAtScope && isWithin(one.scope, scope));
    return isInPlace && (principal === undefined || one.principalId === principal);
  });
  return list(found.map((one) => assignmentOf(one, world)));
}

function show({ groups: { name = '' }, place: { world } }: Asked): Reply {
  const found = world.azure.roleAssignments.find((one) => nameOf(one) === name.toLowerCase());
  if (found) return json(200, assignmentOf(found, world));
  return problem(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`);
}

function write({ groups: { scope = '', name = '' }, request, place: { world } }: Asked): Reply {
  const { azure } = world;
  const refused = judgeScope(scope, world) ?? judgeName(name);
  if (refused) return refused;
  const asked = read(scope, name.toLowerCase(), request.body);
  if ('status' in asked) return asked;
  const wrong = judgeAssignment(asked, world);
  if (wrong) return wrong;
  const there = azure.roleAssignments.find((one) => nameOf(one) === asked.name);
  if (!there) azure.roleAssignments.push({ name: asked.name, principalId: asked.principalId, roleId: asked.roleId, scope });
  return json(there ? 200 : 201, assignmentOf(there ?? { ...asked, scope }, world));
}

interface Wanted extends Required<RoleAssignment> {
  principalType: string;
}

function read(scope: string, name: string, body: string): Wanted | Reply {
  const properties = (objectIn(body)?.['properties'] ?? null) as Record<string, unknown> | null;
  if (!properties) return noObject();
  const [definition = '', principalId = '', principalType = ''] = ['roleDefinitionId', 'principalId', 'principalType'].map((field) =>
    typeof properties[field] === 'string' ? properties[field].toLowerCase() : '',
  );
  return { scope, name, principalId, principalType, roleId: definition.split('/').at(-1) ?? '' };
}

/** The form is documented; the sentence is from memory. */
function judgeName(name: string): Reply | null {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) return null;
  return problem(400, 'InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`);
}

function judgeAssignment(asked: Wanted, world: World): Reply | null {
  if (!roles[asked.roleId]) return roleNotFound(asked.roleId);
  const same = world.azure.roleAssignments.find((one) => nameOf(one) === asked.name);
  if (same && !isEqual(same, asked)) {
    const fixed = 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.';
    return problem(400, 'RoleAssignmentUpdateNotPermitted', fixed);
  }
  const other = world.azure.roleAssignments.find((one) => one !== same && isEqual(one, asked));
  if (other) return problem(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  return judgePrincipal(asked, world);
}

function isEqual(one: RoleAssignment, { principalId, roleId, scope }: RoleAssignment): boolean {
  return one.principalId === principalId && one.roleId === roleId && one.scope.toLowerCase() === scope.toLowerCase();
}

/** A principal that has not arrived everywhere is taken where its type is given; that one who is nowhere never is, is inferred. */
function judgePrincipal({ principalId, principalType }: Wanted, { entra, subscription }: World): Reply | null {
  const tenant = entra.tenants.find(({ id }) => id === subscription.tenantId);
  const identity = tenant?.identities.find(({ objectId }) => objectId === principalId);
  const others = [tenant?.administrator.objectId, subscription.accelerator?.documentIntelligence.principalId];
  const isKnown = others.includes(principalId) || (identity && (identity.hasPrincipal || principalType !== ''));
  if (!isKnown) return principalNotFound(principalId, subscription.tenantId);
  if (principalType === '' || principalType === 'serviceprincipal') return null;
  // The slip is Azure's own.
  const differs = `which is different from specified PrinciaplType '${principalType}'.`;
  const id = principalId.replaceAll('-', '');
  return problem(400, 'UnmatchedPrincipalType', `The PrincipalId '${id}' has type 'ServicePrincipal' , ${differs}`);
}

function principalNotFound(principalId: string, tenantId: string): Reply {
  const first = `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenantId}. Check that you have the correct principal ID.`;
  const delay =
    'If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay.';
  const typed = 'In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.';
  return problem(400, 'PrincipalNotFound', `${first} ${delay} ${typed} See https://aka.ms/docs-principaltype`);
}

/** The name of an assignment: its own, or where the world gives none, one that follows from what it says. */
function nameOf({ name, principalId, roleId, scope }: RoleAssignment): string {
  return name?.toLowerCase() ?? guidOf(scope.toLowerCase(), principalId, roleId);
}

function assignmentOf(one: RoleAssignment, { subscription }: World): unknown {
  const name = nameOf(one);
  const { principalId, scope } = one;
  const properties = { roleDefinitionId: definitionId(one.roleId, subscription.id), principalId, principalType: 'ServicePrincipal', scope };
  return { id: `${scope}/providers/${type}/${name}`, type, name, properties };
}
