import { auth0Application } from '../healthy-world.js';
import { json } from '../place.js';
import type { Reply } from '../place.js';
import { createRandom } from '../random.js';
import type { Auth0Application } from '../world.js';
import { noClient, refusal } from './answers.js';
import { changeClient, readClient, showClient } from './client-json.js';
import { listed, picked } from './paging.js';
import type { ManagementAsked, ManagementRoute } from './route.js';
import { everyApplication } from './tenant.js';

/** Applications, which are clients here. */
export const clientRoutes: ManagementRoute[] = [
  { method: 'GET', path: /^clients$/, scopes: ['read:clients', 'read:client_summary'], answer: list },
  { method: 'GET', path: /^clients\/(?<id>[^/]+)$/, scopes: ['read:clients', 'read:client_summary'], answer: show },
  { method: 'POST', path: /^clients$/, scopes: ['create:clients'], answer: create },
  { method: 'PATCH', path: /^clients\/(?<id>[^/]+)$/, scopes: ['update:clients'], answer: update },
];

function list(asked: ManagementAsked): Reply {
  const { query } = asked.request;
  const type = query.get('app_type')?.split(',');
  const all = everyApplication(asked.tenant).filter(({ appType }) => !type || type.includes(appType));
  const items = all.map((one) => readable(one, asked));
  return asksInVain(asked) ?? listed('clients', items, query);
}

function show(asked: ManagementAsked): Reply {
  const application = find(asked);
  if (!application) return noClient();
  return asksInVain(asked) ?? json(200, readable(application, asked));
}

function find({ id, tenant }: ManagementAsked): Auth0Application | undefined {
  return everyApplication(tenant).find(({ clientId }) => clientId === id);
}

/** The secret is for whoever may read keys. Who may not, and asks for it by name, is refused; else it is left out. */
function readable(application: Auth0Application, { request, scopes, tenant }: ManagementAsked): object {
  const { client_secret: secret, ...others } = showClient(application, tenant);
  return picked(scopes.has('read:client_keys') ? { ...others, client_secret: secret } : others, request.query);
}

function asksInVain({ request: { query }, scopes }: ManagementAsked): Reply | null {
  const isAsked = query.get('fields')?.split(',').includes('client_secret') && query.get('include_fields') !== 'false';
  return isAsked && !scopes.has('read:client_keys') ? refusal(403, 'You cannot read the following fields: client_secret') : null;
}

function create({ request, tenant }: ManagementAsked): Reply {
  const read = readClient(request.body, 'new');
  if (!read.ok) return read.refusal;
  const application = auth0Application(String(read.body['name']), createRandom());
  const isPublic = read.body['app_type'] === 'native' || read.body['app_type'] === 'spa';
  // What Auth0 takes where the request does not say. Which type it takes then was not found.
  const usual = { grant_types: [...browserGrants, ...(isPublic ? [] : ['client_credentials'])], callbacks: [] };
  const method = isPublic ? 'none' : 'client_secret_post';
  const wanted = { app_type: 'regular_web', ...usual, token_endpoint_auth_method: method, ...read.body };
  const problem = misfit(changeClient(application, wanted));
  if (problem) return problem;
  tenant.applications.push(application);
  return json(201, showClient(application, tenant));
}

const browserGrants = ['authorization_code', 'implicit', 'refresh_token'];

function update(asked: ManagementAsked): Reply {
  const application = find(asked);
  if (!application) return noClient();
  const read = readClient(asked.request.body, 'change');
  if (!read.ok) return read.refusal;
  const changed = changeClient(structuredClone(application), read.body);
  const problem = misfit(changed);
  if (problem) return problem;
  Object.assign(application, changed);
  return json(200, readable(application, asked));
}

/** auth0/auth0-deploy-cli#205: what runs on a person's device keeps no secret, so it cannot sign in as itself. */
function misfit({ appType, grantTypes }: Auth0Application): Reply | null {
  const isPublic = appType === 'native' || appType === 'spa';
  return isPublic && grantTypes.includes('client_credentials') ? refusal(400, 'Invalid grant types: client_credentials') : null;
}
