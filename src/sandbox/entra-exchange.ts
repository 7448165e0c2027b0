import { randomBytes } from 'node:crypto';

import { SignJWT } from 'jose';

import { judgeAssertion } from './entra-assertion.js';
import { clientNotFound, judgeClient, judgePolicy, judgeTenant } from './entra-client.js';
import { refuse, writeRefusal } from './entra-refusal.js';
import type { Refusal } from './entra-refusal.js';
import { findTenant, isRefusal, sharedEndpoints } from './entra-tenant.js';
import { clockOf, epoch, json } from './place.js';
import type { Place, Received, Reply } from './place.js';
import type { Administrator, EntraTenant, Identity } from './world.js';

/** The token endpoint: tenant, parameters, client, assertion, resource, in the order inferred from recorded answers: Microsoft documents none. */
export async function exchange(tenantName: string, request: Received, place: Place): Promise<Reply> {
  const granted = await judge(tenantName, request, place);
  if (isRefusal(granted)) return writeRefusal(granted, request, place);
  const seconds = place.world.entra.tokenSeconds;
  const body = { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: await issueToken(granted, place) };
  return json(200, body, { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' });
}

interface Grant {
  tenant: EntraTenant;
  identity: Principal;
  resource: string;
}

/** As far as its token tells of it. */
type Principal = Pick<Identity, 'kind' | 'clientId' | 'objectId' | 'resourceId'> & { provedBy?: 'secret' };

async function judge(tenantName: string, request: Received, place: Place): Promise<Grant | Refusal> {
  if (sharedEndpoints.includes(tenantName)) {
    return refuse(50059, 'No tenant-identifying information found in either the request or implied by any provided credentials.');
  }
  const tenant = findTenant(tenantName, place.world.entra);
  if (isRefusal(tenant)) return tenant;
  const form = new URLSearchParams(request.body);
  const wrong = judgeTenant(tenant) ?? judgeForm(request, form);
  if (wrong) return wrong;
  const identity = await judgePrincipal(form, tenant, place);
  if (isRefusal(identity)) return identity;
  const resource = judgeScope(form.get('scope') ?? '', tenant);
  return typeof resource === 'string' ? { tenant, identity, resource } : resource;
}

/** The administrator comes with a secret, everybody else with an assertion. */
async function judgePrincipal(form: URLSearchParams, tenant: EntraTenant, place: Place): Promise<Principal | Refusal> {
  const clientId = form.get('client_id')?.toLowerCase() ?? '';
  if (clientId === tenant.administrator.clientId) return judgeAdministrator(form, tenant.administrator);
  const identity = tenant.identities.find((one) => one.clientId === clientId);
  if (!identity) return clientNotFound(form.get('client_id') ?? '', tenant);
  const notProven = judgeCredentialParameters(form, clientId) ?? judgeClient(identity, tenant);
  if (notProven) return notProven;
  const assertion = form.get('client_assertion') ?? '';
  return (await judgeAssertion(assertion, { identity, tenant }, place)) ?? judgePolicy(identity, tenant) ?? identity;
}

function judgeAdministrator(form: URLSearchParams, { clientId, objectId, name, secret }: Administrator): Principal | Refusal {
  const given = form.get('client_secret') ?? '';
  if (given === secret && !form.get('client_assertion')) {
    return { kind: 'app-registration', clientId, objectId, resourceId: '', provedBy: 'secret' };
  }
  return judgeCredentialParameters(form, clientId) ?? refuse(70025, `The client '${clientId}'(${name}) ${noCredentials}.`);
}

const noCredentials = 'has no configured federated identity credentials';

function judgeForm(request: Received, form: URLSearchParams): Refusal | null {
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return refuse(9002313, 'Invalid request. Request is malformed or invalid.');
  }
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !form.get(name));
  if (missing) return refuse(900144, `The request body must contain the following parameter: '${missing}'.`);
  if (form.getAll('client_id').length > 1) return refuse(7000110, 'Request is ambiguous, multiple application identifiers found.');
  // The sentence for other grant types was not found: neutral words.
  if (form.get('grant_type') !== 'client_credentials') return refuse(70003, 'The grant type is not supported here.');
  return null;
}

function judgeCredentialParameters(form: URLSearchParams, clientId: string): Refusal | null {
  const [secret, assertion, type] = ['client_secret', 'client_assertion', 'client_assertion_type'].map((name) => form.get(name));
  if (secret && assertion) {
    const names = "'client_secret', 'client_assertion' and 'request' parameters.";
    return refuse(9002324, `Request should not contain more than one client credential parameters, this includes ${names}`);
  }
  if (secret) {
    const wanted = 'Ensure the secret being sent in the request is the client secret value, not the client secret ID,';
    return refuse(7000215, `Invalid client secret provided. ${wanted} for a secret added to app '${clientId}'.`);
  }
  if (!assertion) {
    return refuse(7000216, "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.");
  }
  if (!type) return refuse(900144, "The request body must contain the following parameter: 'client_assertion_type'.");
  if (type !== jwtBearer) return refuse(9002313, 'Invalid request. Request is malformed or invalid.');
  return null;
}

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Gives the resource of the scope, which becomes the audience of the new token as it was written. */
function judgeScope(scope: string, tenant: EntraTenant): string | Refusal {
  if (/\s/.test(scope.trim())) {
    return refuse(70011, `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`);
  }
  if (!scope.endsWith('/.default')) {
    const rule = 'Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).';
    return refuse(1002012, `The provided value for scope ${scope} is not valid. ${rule}`);
  }
  const asked = scope.slice(0, -'/.default'.length);
  const resource = tenant.resources.find(({ identifier }) => identifier === asked.replace(/\/$/, ''));
  if (!resource) {
    const first = `The resource principal named ${asked} was not found in the tenant named ${tenant.name}.`;
    const second = 'This can happen if the application has not been installed by the administrator of the tenant';
    const third = 'or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.';
    return refuse(500011, `${first} ${second} ${third}`);
  }
  if (resource.isEnabled) return asked;
  const lapsed = 'This indicate that a subscription within the tenant has lapsed,';
  const disabled = 'or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.';
  return refuse(500014, `The service principal for resource '${asked}' is disabled. ${lapsed} ${disabled}`);
}

/** An application token of the first version, as resources of Azure get them. */
export function issueToken({ tenant, identity, resource }: Grant, place: Place): Promise<string> {
  const { entra } = place.world;
  const iat = epoch(clockOf(place, entra));
  const key = place.keys.get(entra.signingKeyId)?.privateKey;
  if (!key) throw new Error(`no key ${entra.signingKeyId}`);
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp: iat + entra.tokenSeconds,
    appid: identity.clientId,
    appidacr: identity.provedBy === 'secret' ? '1' : '2',
    idp: `https://sts.windows.net/${tenant.id}/`,
    idtyp: 'app',
    oid: identity.objectId,
    sub: identity.objectId,
    tid: tenant.id,
    uti: randomBytes(16).toString('base64url'),
    ver: '1.0',
    ...(identity.kind === 'managed-identity' ? { xms_mirid: identity.resourceId } : {}),
  };
  const header = { typ: 'JWT', alg: 'RS256', x5t: entra.signingKeyId, kid: entra.signingKeyId };
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}
