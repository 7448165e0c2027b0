import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import { absent, refused } from './caller.js';
import { principalsOf } from './directory.js';
import type { DirectoryObject } from './directory.js';
import type { Asked } from './graph.js';

/** The part of a list that the filter asks for; the four forms in which the Azure CLI asks. */
export function filtered(objects: readonly DirectoryObject[], { request }: Asked): Reply {
  const filter = request.query.get('$filter');
  if (filter === null) return json(200, { value: objects });
  const [, property, value] =
    /^(appId|displayName) eq '([^']*)'$/.exec(filter) ??
    /^(servicePrincipalNames|identifierUris)\/any\(\w:\w eq '([^']*)'\)$/.exec(filter) ??
    [];
  const beginning = /^startswith\(displayName,'([^']*)'\)$/.exec(filter)?.[1];
  if (beginning !== undefined) return json(200, { value: objects.filter(({ displayName }) => displayName.startsWith(beginning)) });
  if (property === undefined || value === undefined)
    return refused(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause specified: ${filter}`);
  const has = (object: DirectoryObject): boolean =>
    [object[property]].flat().some((one) => String(one).toLowerCase() === value.toLowerCase());
  return json(200, { value: objects.filter(has) });
}

/** One object by its id. */
export function showOne(objects: readonly DirectoryObject[], { groups }: Asked): Reply {
  const id = groups['id'] ?? '';
  const found = objects.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return found ? json(200, found) : absent(id);
}

/** Makes the service principal of an application that is registered here. */
export function createPrincipal({ request, caller: { tenant } }: Asked): Reply {
  const given = objectIn(request.body)?.['appId'];
  const appId = typeof given === 'string' ? given.toLowerCase() : '';
  const identity = tenant.identities.find(({ kind, clientId }) => kind === 'app-registration' && clientId === appId);
  // Both sentences are from memory.
  if (!identity)
    return refused(
      400,
      'Request_BadRequest',
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  if (identity.hasPrincipal)
    return refused(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created because the service principal name ${appId} is already in use.`,
    );
  identity.hasPrincipal = true;
  return json(
    201,
    principalsOf(tenant).find(({ id }) => id === identity.objectId),
  );
}

/** Of everything that can change, whether it may sign in is all that counts here. */
export function changePrincipal({ groups, request, caller: { tenant } }: Asked): Reply {
  const id = groups['id'] ?? '';
  const identity = tenant.identities.find(({ objectId, hasPrincipal }) => hasPrincipal && objectId === id);
  if (!identity) return absent(id);
  const { accountEnabled } = objectIn(request.body) ?? {};
  if (typeof accountEnabled === 'boolean') identity.isEnabled = accountEnabled;
  return { status: 204, headers: {}, body: '' };
}

/** Names for a list of ids, as `az role assignment list` asks for them. */
export function namesByIds({ request, caller: { tenant } }: Asked): Reply {
  const ids = objectIn(request.body)?.['ids'];
  const wanted = new Set(Array.isArray(ids) ? ids.map(String) : []);
  return json(200, { value: principalsOf(tenant).filter(({ id }) => wanted.has(id)) });
}
