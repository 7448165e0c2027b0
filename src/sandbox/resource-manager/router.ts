import { randomUUID } from 'node:crypto';

import type { Party, Place, Received, Reply } from '../place.js';
import { judgeAction, judgeToken } from './gate.js';
import type { Caller } from '../bearer.js';
import { paged } from './pages.js';
import { groupNotFound, problem } from './problem.js';
import type { Asked, Groups, Route } from './route.js';
import { routes } from './routes.js';
import type { Subscription } from '../world.js';

/** Azure Resource Manager: whoever has a token, does what the roles allow. */
export function createResourceManager(place: Place): Party {
  return async (request) => {
    const reply = paged(await answer(request, place), request, place.world.subscription.pageSize);
    return { ...reply, headers: { 'x-ms-request-id': randomUUID(), 'x-ms-correlation-request-id': randomUUID(), ...reply.headers } };
  };
}

async function answer(request: Received, place: Place): Promise<Reply> {
  // It asks for this before it asks who calls.
  if (!request.query.get('api-version')) {
    return problem(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
  }
  const caller = await judgeToken(request, place);
  if ('status' in caller) return caller;
  const found = find(request);
  if (!found) return problem(404, 'NotFound', 'The sandbox has no such service yet.');
  const { route, groups } = found;
  const asked = { groups, request, caller, place };
  return judge(route, asked) ?? route.answer(asked);
}

/** The Azure CLI doubles slashes where ids are put together. */
function find({ method, path }: Received): { route: Route; groups: Groups } | null {
  const asked = path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(asked) : null;
    if (match) return { route, groups: decoded(match.groups ?? {}) };
  }
  return null;
}

function decoded(groups: Groups): Groups {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decode(text)]));
}

/** What is no encoding is a name that nothing here has. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Subscription and tenant, then the roles, then the group, then policies. That the roles come before the group is documented, the rest is inferred. */
function judge(route: Route, { groups, caller, place: { world } }: Asked): Reply | null {
  const { subscription, group } = groups;
  const wrong = subscription === undefined ? null : judgeSubscription(subscription, caller, world.subscription);
  if (wrong) return wrong;
  const needed = route.needs && { action: route.needs.action, scope: route.needs.scope(groups) };
  const refused = needed && judgeAction(caller, needed, world);
  if (refused) return refused;
  if (group !== undefined && !findGroup(group, world.subscription)) return groupNotFound(group);
  return route.method === 'PUT' && needed ? judgePolicy(needed.action, Object.values(groups).at(-1) ?? '', world.subscription) : null;
}

const findGroup = (name: string, { groups }: Subscription) => groups.find((one) => one.name.toLowerCase() === name.toLowerCase());

function judgeSubscription(subscriptionId: string, { tenantId }: Caller, subscription: Subscription): Reply | null {
  if (subscriptionId.toLowerCase() !== subscription.id) {
    // The sentence was not found.
    return problem(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  if (tenantId === subscription.tenantId) return null;
  // Azure/BatchExplorer#2044, whose last sentences about a subscription that was moved are left out.
  const wrong = `The access token is from the wrong issuer 'https://sts.windows.net/${tenantId}/'.`;
  const right = `It must match the tenant 'https://sts.windows.net/${subscription.tenantId}/' associated with this subscription.`;
  const use = `Please use the authority (URL) 'https://login.windows.net/${subscription.tenantId}' to get the token.`;
  return problem(401, 'InvalidAuthenticationTokenTenant', `${wrong} ${right} ${use}`);
}

/** A policy with the effect Deny stops whoever it is, an owner too. */
function judgePolicy(action: string, name: string, { id, deniedTypes }: Subscription): Reply | null {
  const type = action.replace(/\/write$/i, '').toLowerCase();
  if (!deniedTypes.some((denied) => denied.toLowerCase() === type)) return null;
  const assignment = { name: 'Allowed here', id: `/subscriptions/${id}/providers/Microsoft.Authorization/policyAssignments/allowed-here` };
  const identifiers = JSON.stringify([{ policyAssignment: assignment }]);
  return problem(403, 'RequestDisallowedByPolicy', `Resource '${name}' was disallowed by policy. Policy identifiers: '${identifiers}'.`);
}
