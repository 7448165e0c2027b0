import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { Subscription } from '../world.js';
import { readable } from './gate.js';
import { groupNotFound, list, noObject, problem } from './problem.js';
import { regionIn, regions } from './regions.js';
import { fill, needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const all = '/subscriptions/{subscription}/resourceGroups';
const one = `${all}/{name}`;
const type = 'Microsoft.Resources/subscriptions/resourceGroups';

/** Resource groups. Nothing here deletes one. */
export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: pattern(all), needs: null, answer: listAll },
  { method: 'GET', path: pattern(one), needs: needs(`${type}/read`, one), answer: show },
  { method: 'HEAD', path: pattern(one), needs: needs(`${type}/read`, one), answer: exists },
  { method: 'PUT', path: pattern(one), needs: needs(`${type}/write`, one), answer: write },
];

type Group = Subscription['groups'][number];

function listAll(asked: Asked): Reply {
  const { subscription } = asked.place.world;
  const groups = subscription.groups.map((group) => groupOf(group, subscription));
  const seen = readable(asked, { action: `${type}/read`, scope: fill('/subscriptions/{subscription}', asked.groups) }, groups);
  return 'status' in seen ? seen : list(seen);
}

function show({ groups, place }: Asked): Reply {
  const { subscription } = place.world;
  const group = find(groups['name'] ?? '', subscription);
  return group ? json(200, groupOf(group, subscription)) : groupNotFound(groups['name'] ?? '');
}

function exists({ groups, place }: Asked): Reply {
  return { status: find(groups['name'] ?? '', place.world.subscription) ? 204 : 404, headers: {}, body: '' };
}

function write({ groups, request, place }: Asked): Reply {
  const { subscription } = place.world;
  const body = objectIn(request.body);
  if (!body) return noObject();
  const location = regionIn(body['location']);
  // The sentence is from memory of many transcripts.
  if (!location) return problem(400, 'LocationRequired', 'The location property is required for this definition.');
  if (!regions[location]) return noSuchRegion(location);
  const name = groups['name'] ?? '';
  const there = find(name, subscription);
  if (there && there.location !== location) {
    const where = `The Resource group already exists in location '${there.location}'.`;
    return problem(409, 'InvalidResourceGroupLocation', `Invalid resource group location '${location}'. ${where}`);
  }
  const group = there ?? { name, location };
  if (!there) subscription.groups.push(group);
  return json(there ? 200 : 201, groupOf(group, subscription));
}

const find = (name: string, { groups }: Subscription): Group | undefined =>
  groups.find((group) => group.name.toLowerCase() === name.toLowerCase());

function groupOf({ name, location }: Group, { id }: Subscription) {
  const properties = { provisioningState: 'Succeeded' };
  return { id: `/subscriptions/${id}/resourceGroups/${name}`, name, type: 'Microsoft.Resources/resourceGroups', location, properties };
}

function noSuchRegion(location: string): Reply {
  const available = `List of available regions is '${Object.keys(regions).join(',')}'.`;
  const wrong = `The provided location '${location}' is not available for resource group.`;
  return problem(400, 'LocationNotAvailableForResourceGroup', `${wrong} ${available}`);
}
