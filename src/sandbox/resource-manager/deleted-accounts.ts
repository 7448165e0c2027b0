import type { Reply } from '../place.js';
import type { Subscription } from '../world.js';
import { isSeenBy } from './gate.js';
import { list } from './problem.js';
import { needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const subscription = '/subscriptions/{subscription}';
const service = `${subscription}/providers/Microsoft.CognitiveServices`;
const one = `${service}/locations/{location}/resourceGroups/{group}/deletedAccounts/{name}`;

/** Accounts that were deleted less than 48 hours ago, and keep their names for so long. */
export const deletedAccountRoutes: readonly Route[] = [
  { method: 'GET', path: pattern(`${service}/deletedAccounts`), needs: null, answer: listAll },
  {
    method: 'DELETE',
    path: pattern(one),
    needs: needs('Microsoft.CognitiveServices/locations/resourceGroups/deletedAccounts/delete', one),
    answer: purge,
  },
];

function listAll({ caller, place: { world } }: Asked): Reply {
  if (!isSeenBy(caller, world)) return list([]);
  return list(world.subscription.deletedAccounts.map((name) => deletedOf(name, world.subscription, world.azure.region.id)));
}

/** The world has only names of them: what else is shown of one is the first group of the subscription, and the region of the place. */
function deletedOf(name: string, { id, groups }: Subscription, location: string): unknown {
  const group = groups[0]?.name ?? 'rg-keyless';
  const path = `/subscriptions/${id}/providers/Microsoft.CognitiveServices/locations/${location}/resourceGroups/${group}`;
  const properties = { provisioningState: 'Succeeded' };
  return {
    id: `${path}/deletedAccounts/${name}`,
    name,
    type: 'Microsoft.CognitiveServices/locations/resourceGroups/deletedAccounts',
    kind: 'AIServices',
    location,
    sku: { name: 'S0' },
    properties,
  };
}

function purge({ groups, place: { world } }: Asked): Reply {
  const { subscription: held } = world;
  const isThere = held.deletedAccounts.includes(groups['name'] ?? '');
  held.deletedAccounts = held.deletedAccounts.filter((name) => name !== groups['name']);
  return { status: isThere ? 200 : 204, headers: {}, body: '' };
}
