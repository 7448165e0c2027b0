import { json } from '../place.js';
import type { EntraTenant, Subscription, World } from '../world.js';
import { isSeenBy, readable } from './gate.js';
import { list } from './problem.js';
import { regions } from './regions.js';
import { fill, needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const one = '/subscriptions/{subscription}';

/** Tenants and subscriptions of the caller, and the regions in which something can be made. */
export const subscriptionRoutes: readonly Route[] = [
  { method: 'GET', path: pattern('/tenants'), needs: null, answer: ({ caller, place }) => list(tenantsOf(caller.tenantId, place.world)) },
  {
    method: 'GET',
    path: pattern('/subscriptions'),
    needs: null,
    answer: ({ caller, place: { world } }) => list(isSeenBy(caller, world) ? [subscriptionOf(world.subscription)] : []),
  },
  { method: 'GET', path: pattern(one), needs: null, answer: show },
  {
    method: 'GET',
    path: pattern(`${one}/locations`),
    needs: needs('Microsoft.Resources/subscriptions/locations/read', one),
    answer: ({ place: { world } }) => list(Object.entries(regions).map((region) => locationOf(region, world.subscription.id))),
  },
];

function show(asked: Asked) {
  const { subscription } = asked.place.world;
  const action = { action: 'Microsoft.Resources/subscriptions/read', scope: fill(one, asked.groups) };
  const seen = readable(asked, action, []);
  return 'status' in seen ? seen : json(200, subscriptionOf(subscription));
}

/** The one subscription of the place. */
function subscriptionOf({ id, name, tenantId }: Subscription): Record<string, unknown> {
  return {
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    tenantId,
    displayName: name,
    state: 'Enabled',
    subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'PayAsYouGo_2014-09-01', spendingLimit: 'Off' },
    authorizationSource: 'RoleBased',
    managedByTenants: [],
  };
}

function tenantsOf(tenantId: string, { entra }: World): unknown[] {
  return entra.tenants.filter(({ id }) => id === tenantId).map(tenantOf);
}

function tenantOf({ id, name, domains }: EntraTenant): unknown {
  return {
    id: `/tenants/${id}`,
    tenantId: id,
    countryCode: 'SE',
    displayName: name,
    domains,
    defaultDomain: domains[0],
    tenantType: 'AAD',
  };
}

function locationOf([name, displayName]: [string, string], subscriptionId: string): unknown {
  const id = `/subscriptions/${subscriptionId}/locations/${name}`;
  return {
    id,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
  };
}
