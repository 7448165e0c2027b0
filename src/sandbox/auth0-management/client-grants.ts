import { json } from '../place.js';
import type { Reply } from '../place.js';
import { createRandom } from '../random.js';
import type { Auth0Tenant, ClientGrant } from '../world.js';
import { invalidBody, noApi, noClient, refusal, taken } from './answers.js';
import { flag, oneOf, readBody, text, texts } from './body.js';
import type { Schema } from './body.js';
import { listed } from './paging.js';
import type { ManagementAsked, ManagementRoute } from './route.js';
import { everyApi, everyApplication, everyGrant, isManagementGrant } from './tenant.js';

/** What an application may ask for of an API. */
export const clientGrantRoutes: ManagementRoute[] = [
  { method: 'GET', path: /^client-grants$/, scopes: ['read:client_grants'], answer: list },
  { method: 'POST', path: /^client-grants$/, scopes: ['create:client_grants'], answer: create },
  { method: 'PATCH', path: /^client-grants\/(?<id>[^/]+)$/, scopes: ['update:client_grants'], answer: update },
];

function list({ request: { query }, tenant }: ManagementAsked): Reply {
  const [client, audience, subject] = ['client_id', 'audience', 'subject_type'].map((name) => query.get(name));
  // That it needs another filter is known, the sentence is not.
  if (subject && !client && !audience) return refusal(400, 'subject_type needs client_id or audience.', 'invalid_query_string');
  const found = everyGrant(tenant).filter(
    (one) => (!client || one.clientId === client) && (!audience || one.audience === audience) && (!subject || one.subjectType === subject),
  );
  return listed('client_grants', found.map(showGrant), query);
}

function showGrant({ id, clientId, audience, scope, subjectType, organizationUsage }: ClientGrant): object {
  const organizations = organizationUsage === 'deny' ? {} : { organization_usage: organizationUsage };
  return { id, client_id: clientId, audience, scope, subject_type: subjectType, ...organizations };
}

function create({ request, tenant }: ManagementAsked): Reply {
  const read = readBody(request.body, { ...changeable, client_id: text, audience: text, subject_type: oneOf('client', 'user') }, [
    'client_id',
    'audience',
  ]);
  if (!read.ok) return read.refusal;
  if (!read.body['scope'] && read.body['allow_all_scopes'] !== true) return invalidBody("'Missing required property: scope'");
  const grant = change({ ...emptyGrant(), ...grantIn(read.body) }, read.body, tenant);
  const problem = misfit(grant, tenant);
  if (problem) return problem;
  tenant.grants.push(grant);
  return json(201, showGrant(grant));
}

const changeable: Schema = {
  scope: texts,
  organization_usage: oneOf('deny', 'allow', 'require'),
  allow_any_organization: flag,
  allow_all_scopes: flag,
};

type Body = Readonly<Record<string, unknown>>;

function emptyGrant(): Pick<ClientGrant, 'id' | 'scope' | 'organizationUsage'> {
  return { id: `cgr_${createRandom().base62(16)}`, scope: [], organizationUsage: 'deny' };
}

function grantIn(body: Body): Pick<ClientGrant, 'clientId' | 'audience' | 'subjectType'> {
  const subjectType = body['subject_type'] === 'user' ? 'user' : 'client';
  return { clientId: String(body['client_id']), audience: String(body['audience']), subjectType };
}

function change(grant: ClientGrant, body: Body, tenant: Auth0Tenant): ClientGrant {
  if (body['scope']) grant.scope = body['scope'] as string[];
  if (body['allow_all_scopes'] === true) grant.scope = scopesOf(grant.audience, tenant);
  if (body['organization_usage']) grant.organizationUsage = body['organization_usage'] as ClientGrant['organizationUsage'];
  return grant;
}

/** In which order Auth0 looks was not found, nor what it says of an API that is not there: the answer is that for the API itself. */
function misfit(grant: ClientGrant, tenant: Auth0Tenant): Reply | null {
  if (!everyApplication(tenant).some(({ clientId }) => clientId === grant.clientId)) return noClient();
  if (!everyApi(tenant).some(({ identifier }) => identifier === grant.audience)) return noApi();
  const isThere = everyGrant(tenant).some(
    (one) => one.clientId === grant.clientId && one.audience === grant.audience && one.subjectType === grant.subjectType,
  );
  return isThere ? taken('A client grant of this client for this audience') : unknownScope(grant, tenant);
}

function unknownScope({ audience, scope }: ClientGrant, tenant: Auth0Tenant): Reply | null {
  const strange = scope.find((one) => !scopesOf(audience, tenant).includes(one));
  // The sentence was not found.
  return strange === undefined ? null : refusal(400, `The API does not have the scope ${strange}.`, 'invalid_body');
}

function scopesOf(audience: string, tenant: Auth0Tenant): string[] {
  const scopes = everyApi(tenant).find(({ identifier }) => identifier === audience)?.kept['scopes'];
  return Array.isArray(scopes) ? scopes.map((one: { value?: unknown }) => String(one.value)) : [];
}

function update({ id, request, tenant }: ManagementAsked): Reply {
  const grant = everyGrant(tenant).find((one) => one.id === id);
  // The sentence was not found.
  if (!grant) return refusal(404, 'The client grant does not exist', 'inexistent_client_grant');
  const read = readBody(request.body, changeable);
  if (!read.ok) return read.refusal;
  const changed = change({ ...grant }, read.body, tenant);
  const problem = unknownScope(changed, tenant);
  if (problem) return problem;
  if (isManagementGrant(tenant, grant)) tenant.management.scopes = changed.scope;
  else Object.assign(grant, changed);
  return json(200, showGrant(changed));
}
