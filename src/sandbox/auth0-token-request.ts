import { everyApi, everyApplication, everyGrant } from './auth0-management/tenant.js';
import { clockOf, json, objectIn } from './place.js';
import type { Place, Received, Reply } from './place.js';
import type { Auth0Api, Auth0Application, Auth0Tenant, ClientGrant } from './world.js';

/** What may be issued (`api` is null where a tenant flag allows a token for no API), or Auth0's refusal. */
export type TokenVerdict =
  | { ok: true; application: Auth0Application; api: Auth0Api | null; scope: string; headers: Record<string, string> }
  | { ok: false; refusal: Reply };

/** Judges a request to /oauth/token: client, grant type, audience, API, client grant, scopes, quota, Action. */
export function judgeTokenRequest(request: Received, place: Place): TokenVerdict {
  const { auth0 } = place.world;
  const form = parametersOf(request);
  // The bodies for broken JSON and for a missing grant type were not found: neutral words.
  if (!form) return refuse(400, 'invalid_request', 'The request body could not be read.');
  if (!form.grant_type) return refuse(400, 'invalid_request', 'The request is missing a required parameter: grant_type');
  if (form.grant_type !== 'client_credentials') return refuse(400, 'unsupported_grant_type', 'Grant type not supported');
  const application = authenticate(request, form, auth0);
  if (!application) return refuse(401, 'access_denied', 'Unauthorized');
  if (!application.grantTypes.includes('client_credentials')) return grantTypeRefused();
  const audience = form.audience ?? '';
  if (!audience) return withoutAudience(application, auth0);
  const api = everyApi(auth0).find(({ identifier }) => identifier === audience);
  if (!api) return refuse(403, 'access_denied', `Service not enabled within domain: ${audience}`);
  const grant = everyGrant(auth0).find(
    (one) => one.clientId === application.clientId && one.audience === audience && one.subjectType === 'client',
  );
  if (!grant || api.clientPolicy === 'deny_all') return grantMissing(application, audience);
  return judgeGrant({ grant, application, api, form }, place);
}

type Form = Partial<Record<string, string>>;

function parametersOf(request: Received): Form | null {
  if (!(request.headers['content-type'] ?? '').includes('json')) return Object.fromEntries(new URLSearchParams(request.body));
  const body = objectIn(request.body);
  return body && Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** client_secret_post and client_secret_basic are one method to Auth0. Unknown client and wrong secret get one answer. */
function authenticate(request: Received, form: Form, auth0: Auth0Tenant): Auth0Application | null {
  const basic = /^Basic (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const [basicId, ...basicSecret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const clientId = basicId ?? form.client_id;
  const secret = basicId === undefined ? form.client_secret : basicSecret.join(':');
  const application = everyApplication(auth0).find((one) => one.clientId === clientId);
  return application?.authMethod === 'client_secret_post' && application.secret === secret ? application : null;
}

function grantTypeRefused(): TokenVerdict {
  const description = "Grant type 'client_credentials' not allowed for the client.";
  return refuse(403, 'unauthorized_client', description, { error_uri: 'https://auth0.com/docs/clients/client-grant-types' });
}

function withoutAudience(application: Auth0Application, auth0: Auth0Tenant): TokenVerdict {
  if (auth0.allowsApi1NonGlobalClients) return { ok: true, application, api: null, scope: '', headers: {} };
  return refuse(403, 'access_denied', 'Non-global clients are not allowed access to APIv1');
}

/** The body for an API with `deny_all` was not found; a grant that does not count is refused like one that is not there. */
function grantMissing({ clientId }: Auth0Application, audience: string): TokenVerdict {
  const description = `Client "${clientId}" is not authorized to access resource server "${audience}".`;
  return refuse(403, 'access_denied', `${description} You need to create a "client-grant" associated to this API.`);
}

function judgeGrant(asked: { grant: ClientGrant; application: Auth0Application; api: Auth0Api; form: Form }, place: Place): TokenVerdict {
  const { grant, application, api, form } = asked;
  const { action } = place.world.auth0;
  const notGranted = (form.scope ?? '').split(' ').filter((scope) => scope && !grant.scope.includes(scope));
  if (notGranted.length > 0) return refuse(403, 'access_denied', `Client has not been granted scopes: ${notGranted.join(', ')}`);
  if (grant.organizationUsage === 'require' && !form.organization) {
    // Auth0's own body was not found: these are the words of its command line tool for the same state.
    return refuse(403, 'access_denied', `The client grant for ${grant.audience} requires an organization.`);
  }
  const quota = spendQuota(application, clockOf(place, place.world.auth0));
  if (quota?.isSpent) return withHeaders(refuse(429, 'too_many_requests', 'Client quota exceeded'), quota.headers);
  if (action?.kind === 'crashes') return refuse(500, 'server_error', 'Script generated an unhandled asynchronous exception.');
  if (action) return refuse(action.code === 'server_error' ? 500 : 400, action.code, action.reason);
  return { ok: true, application, api, scope: form.scope ?? grant.scope.join(' '), headers: quota?.headers ?? {} };
}

/** Fine-grained quotas: counted by token issued, reset at the full hour. */
function spendQuota({ tokenQuota }: Auth0Application, at: Date): { isSpent: boolean; headers: Record<string, string> } | null {
  if (!tokenQuota) return null;
  const isSpent = tokenQuota.issued >= tokenQuota.perHour;
  if (!isSpent) tokenQuota.issued += 1;
  const seconds = 3600 - (at.getUTCMinutes() * 60 + at.getUTCSeconds());
  const left = tokenQuota.perHour - tokenQuota.issued;
  const limit = { 'auth0-client-quota-limit': `b=per_hour;q=${tokenQuota.perHour};r=${left};t=${seconds}` };
  return { isSpent, headers: isSpent ? { ...limit, 'retry-after': String(seconds) } : limit };
}

function refuse(status: number, error: string, description: string, more: Record<string, string> = {}): TokenVerdict & { ok: false } {
  return { ok: false, refusal: json(status, { error, error_description: description, ...more }) };
}

function withHeaders({ refusal }: TokenVerdict & { ok: false }, headers: Record<string, string>): TokenVerdict {
  return { ok: false, refusal: { ...refusal, headers: { ...refusal.headers, ...headers } } };
}
