import { makeAccessToken } from './auth0-access-token.js';
import { createAuth0Management, isManagementPath } from './auth0-management.js';
import { createRateLimit } from './auth0-rate-limit.js';
import { judgeTokenRequest } from './auth0-token-request.js';
import { clockOf, html, json, plain } from './place.js';
import type { Party, Place, Received, Reply } from './place.js';
import type { Auth0Tenant } from './world.js';

/** Auth0: the public documents of a tenant, its token endpoint, and its Management API. */
export function createAuth0(place: Place): Party {
  const countRequest = createRateLimit(place);
  const manage = createAuth0Management(place);
  return async (request) => {
    const { auth0 } = place.world;
    // Only under the tenant's own domain: which answer a custom one gives was not found.
    const isManagement = request.host === auth0.domain && isManagementPath(request.path) && !auth0.isDown;
    const reply = isManagement ? await manage(request) : await answer(request, place, countRequest);
    return { ...reply, headers: { date: clockOf(place, auth0).toUTCString(), ...reply.headers } };
  };
}

async function answer(request: Received, place: Place, countRequest: (at: Date) => RateLimited): Promise<Reply> {
  const { auth0 } = place.world;
  // Body and status of an outage were not found: neutral words.
  if (auth0.isDown) return plain(503, 'Service Unavailable');
  if (![auth0.domain, auth0.customDomain.host].includes(request.host)) return notFound();
  switch (`${request.method} ${request.path}`) {
    case 'GET /.well-known/openid-configuration':
      return stopped('discovery', request, auth0) ?? json(200, discovery(issuerAt(request.host, auth0), auth0.discoveryLacks));
    case 'GET /.well-known/jwks.json':
      return stopped('keys', request, auth0) ?? json(200, { keys: publishedKeys(place) });
    case 'POST /oauth/token':
      return stopped('token', request, auth0) ?? issueToken(request, place, countRequest(clockOf(place, auth0)));
    default:
      return notFound();
  }
}

type RateLimited = ReturnType<ReturnType<typeof createRateLimit>>;

const notFound = (): Reply => plain(404, 'Not found.');

async function issueToken(request: Received, place: Place, limit: RateLimited): Promise<Reply> {
  const headers = { ...limit.headers, 'cache-control': 'no-store', pragma: 'no-cache' };
  if (limit.refusal) return { ...limit.refusal, headers: { ...headers, ...limit.refusal.headers } };
  const verdict = judgeTokenRequest(request, place);
  if (!verdict.ok) return { ...verdict.refusal, headers: { ...headers, ...verdict.refusal.headers } };
  const { api, application, scope } = verdict;
  const issuer = issuerAt(request.host, place.world.auth0);
  const token = api
    ? await makeAccessToken({ api, application, scope, issuer }, place)
    : { text: opaque(application.clientId), seconds: 86_400 };
  const body = { access_token: token.text, ...(scope ? { scope } : {}), expires_in: token.seconds, token_type: 'Bearer' };
  return json(200, body, { ...headers, ...verdict.headers });
}

/** A token for no API: letters without a dot. */
const opaque = (clientId: string): string => Buffer.from(`${clientId}/userinfo`).toString('base64url').slice(0, 32);

/** Auth0 names itself by the domain that was asked, with a final slash. */
function issuerAt(host: string, { domain, customDomain }: Auth0Tenant): string {
  const isCustom = host === customDomain.host && customDomain.forwardsTo === 'custom';
  return `https://${isCustom ? customDomain.host : domain}/`;
}

function stopped(what: 'discovery' | 'keys' | 'token', request: Received, { edge }: Auth0Tenant): Reply | null {
  const isStopped = edge.stops === 'everybody' || (edge.stops === 'entra' && request.by === 'sandbox');
  if (!isStopped || !edge.stopped.includes(what)) return null;
  return edge.with === 'block' ? html(403, 'Access denied') : html(200, 'One moment, please');
}

function publishedKeys({ world, keys }: Place): unknown[] {
  return world.auth0.publishedKeys.map(({ id, material }) => {
    const key = keys.get(material);
    if (!key) throw new Error(`no key ${material}`);
    return { kty: 'RSA', use: 'sig', n: key.n, e: key.e, kid: id, alg: 'RS256' };
  });
}

/** The document tells what the tenant can do, not what the API does. */
function discovery(issuer: string, lacks: readonly string[]): Record<string, unknown> {
  const document = {
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}oauth/token`,
    device_authorization_endpoint: `${issuer}oauth/device/code`,
    userinfo_endpoint: `${issuer}userinfo`,
    mfa_challenge_endpoint: `${issuer}mfa/challenge`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    registration_endpoint: `${issuer}oidc/register`,
    revocation_endpoint: `${issuer}oauth/revoke`,
    scopes_supported: ['openid', 'profile', 'offline_access', 'email'],
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token', 'code token id_token'],
    code_challenge_methods_supported: ['S256', 'plain'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'PS256', 'PS384', 'ES256', 'ES384'],
    claims_supported: ['aud', 'exp', 'iat', 'iss', 'name', 'sub'],
    request_uri_parameter_supported: false,
    request_parameter_supported: false,
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
  };
  return Object.fromEntries(Object.entries(document).filter(([field]) => !lacks.includes(field)));
}
