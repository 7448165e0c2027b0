import { json } from '../place.js';
import type { Reply } from '../place.js';
import { createRandom } from '../random.js';
import { usualApi } from '../usual-api.js';
import type { Auth0Api } from '../world.js';
import { noApi, refusal, taken } from './answers.js';
import { changeApi, readApi, showApi } from './api-json.js';
import { listed, picked } from './paging.js';
import type { ManagementAsked, ManagementRoute } from './route.js';
import { addTestApplication } from './test-application.js';
import { everyApi } from './tenant.js';

/** APIs, which are resource servers here. */
export const resourceServerRoutes: ManagementRoute[] = [
  { method: 'GET', path: /^resource-servers$/, scopes: ['read:resource_servers'], answer: list },
  { method: 'GET', path: /^resource-servers\/(?<id>[^/]+)$/, scopes: ['read:resource_servers'], answer: show },
  { method: 'POST', path: /^resource-servers$/, scopes: ['create:resource_servers'], answer: create },
  { method: 'PATCH', path: /^resource-servers\/(?<id>[^/]+)$/, scopes: ['update:resource_servers'], answer: update },
];

function list({ request: { query }, tenant }: ManagementAsked): Reply {
  const items = everyApi(tenant).map((api) => picked(showApi(api), query));
  return listed('resource_servers', items, query);
}

/** By its own id, or by its identifier. */
function find({ id, tenant }: ManagementAsked): Auth0Api | undefined {
  return everyApi(tenant).find((api) => api.id === id || api.identifier === id);
}

function show(asked: ManagementAsked): Reply {
  const api = find(asked);
  return api ? json(200, picked(showApi(api), asked.request.query)) : noApi();
}

function create({ request, tenant }: ManagementAsked): Reply {
  const read = readApi(request.body, 'new');
  if (!read.ok) return read.refusal;
  const identifier = String(read.body['identifier']);
  if (everyApi(tenant).some((api) => api.identifier === identifier)) return taken('A resource server with this identifier');
  const random = createRandom();
  const api = changeApi(usualApi({ id: random.hex(24), name: identifier, identifier, signingSecret: random.base62(32) }), read.body);
  tenant.apis.push(api);
  addTestApplication(api, tenant);
  return json(201, showApi(api));
}

function update(asked: ManagementAsked): Reply {
  const api = find(asked);
  if (!api) return noApi();
  // That little of it can be changed is known, the sentence is not.
  if (!asked.tenant.apis.includes(api)) return refusal(403, 'Operation not allowed');
  const read = readApi(asked.request.body, 'change');
  return read.ok ? json(200, showApi(changeApi(api, read.body))) : read.refusal;
}
