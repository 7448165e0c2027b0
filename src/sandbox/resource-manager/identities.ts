import { randomUUID } from 'node:crypto';

import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import { isWithin } from '../roles.js';
import type { EntraTenant, Identity, World } from '../world.js';
import { readable } from './gate.js';
import { list, noObject, problem, resourceNotFound } from './problem.js';
import { regionIn, regions } from './regions.js';
import { fill, inGroup, needs, pattern } from './route.js';
import type { Asked, Groups, Route } from './route.js';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const one = `${inGroup}/providers/${type}/{name}`;

/** User-assigned managed identities: a resource of Azure each, and the principal that Entra ID has of it. */
export const identityRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: pattern(`/subscriptions/{subscription}/providers/${type}`),
    needs: null,
    answer: listIn('/subscriptions/{subscription}'),
  },
  { method: 'GET', path: pattern(`${inGroup}/providers/${type}`), needs: null, answer: listIn(inGroup) },
  { method: 'GET', path: pattern(one), needs: needs(`${type}/read`, one), answer: show },
  { method: 'PUT', path: pattern(one), needs: needs(`${type}/write`, one), answer: write },
];

function listIn(template: string): Route['answer'] {
  return (asked) => {
    const scope = fill(template, asked.groups);
    const seen = readable(asked, { action: `${type}/read`, scope }, identitiesIn(asked.place.world).map(identityOf));
    return 'status' in seen ? seen : list(seen.filter(({ id }) => isWithin(id, scope)));
  };
}

function show({ groups, place }: Asked): Reply {
  const identity = findIdentity(groups, place.world);
  return identity ? json(200, identityOf(identity)) : resourceNotFound(type, groups['name'] ?? '', groups['group'] ?? '');
}

function write({ groups, request, place }: Asked): Reply {
  const body = objectIn(request.body);
  if (!body) return noObject();
  const location = regionIn(body['location']);
  const there = findIdentity(groups, place.world);
  if (there) return there.identity.location === location ? json(200, identityOf(there)) : elsewhere(there.identity, groups, location);
  if (!location) return problem(400, 'LocationRequired', 'The location property is required for this definition.');
  if (!regions[location]) return noSuchRegion(location);
  const tenant = tenantIn(place.world);
  if (!tenant) throw new Error('a subscription without its tenant');
  const identity = newIdentity(groups, location);
  tenant.identities.push(identity);
  return json(201, identityOf({ identity, tenant }));
}

/** A managed identity with the tenant that has its principal. */
export interface Found {
  identity: Identity;
  tenant: EntraTenant;
}

const tenantIn = ({ entra, subscription }: World): EntraTenant | undefined => entra.tenants.find(({ id }) => id === subscription.tenantId);

function identitiesIn(world: World): Found[] {
  const tenant = tenantIn(world);
  return tenant ? tenant.identities.filter(({ kind }) => kind === 'managed-identity').map((identity) => ({ identity, tenant })) : [];
}

/** The identity that a path names by its subscription, group and name. */
export function findIdentity(groups: Groups, world: World): Found | undefined {
  const wanted = fill(one, groups).toLowerCase();
  return identitiesIn(world).find(({ identity }) => identity.resourceId.toLowerCase() === wanted);
}

/** As Azure shows it; it writes `resourcegroups` in these ids in lower case, which others do not. */
function identityOf({ identity, tenant }: Found) {
  const { resourceId, name, location, clientId, objectId } = identity;
  return { id: resourceId, name, type, location, tags: {}, properties: { tenantId: tenant.id, principalId: objectId, clientId } };
}

function newIdentity(groups: Groups, location: string): Identity {
  return {
    kind: 'managed-identity',
    name: groups['name'] ?? '',
    resourceId: fill(one, groups).replace('/resourceGroups/', '/resourcegroups/'),
    location,
    clientId: randomUUID(),
    objectId: randomUUID(),
    isEnabled: true,
    hasPrincipal: true,
    isSharedAgent: false,
    assertsBy: 'federation',
    isLooping: false,
    credentials: [],
    arrivingCredential: null,
    staleCredentials: null,
  };
}

/** The well-known answer to a second resource of one name; its sentence is from memory. */
function elsewhere({ name, location }: Identity, { group }: Groups, wanted: string): Reply {
  const first = `The resource '${name}' already exists in location '${location}' in resource group '${group}'.`;
  const second = `A resource with the same name cannot be created in location '${wanted}'. Please select a new resource name.`;
  return problem(409, 'InvalidResourceLocation', `${first} ${second}`);
}

function noSuchRegion(location: string): Reply {
  const wrong = `The provided location '${location}' is not available for resource type '${type}'.`;
  const available = `List of available regions for the resource type is '${Object.keys(regions).join(',')}'.`;
  return problem(400, 'LocationNotAvailableForResourceType', `${wrong} ${available}`);
}
