import { exchange } from './entra-exchange.js';
import { writeRefusal } from './entra-refusal.js';
import { findTenant, isRefusal, sharedEndpoints } from './entra-tenant.js';
import { clockOf, html, json } from './place.js';
import type { Party, Place, Received, Reply } from './place.js';
import type { EntraTenant } from './world.js';

/** Entra ID: its public documents and its token endpoint. */
export function createEntra(place: Place): Party {
  return async (request) => {
    const reply = await answer(request, place);
    return { ...reply, headers: { date: clockOf(place, place.world.entra).toUTCString(), ...reply.headers } };
  };
}

async function answer(request: Received, place: Place): Promise<Reply> {
  if (!place.world.entra.isDirectoryAvailable) {
    return writeRefusal({ code: 90033, text: 'A transient error has occurred. Please try again.' }, request, place);
  }
  const [, tenant = '', ...rest] = request.path.split('/').map(decode);
  switch (`${request.method} ${rest.join('/')}`) {
    case 'GET discovery/instance':
      return instance(request, place);
    case 'GET v2.0/.well-known/openid-configuration':
      return configuration(tenant, request, place);
    case 'GET discovery/v2.0/keys':
      return json(200, { keys: [signingKey(place)] });
    case 'POST oauth2/v2.0/token':
      return exchange(tenant, request, place);
    default:
      return html(404, '404 - File or directory not found.');
  }
}

function decode(segment: string): string {
  return /%(?![0-9a-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
}

function configuration(name: string, request: Received, place: Place): Reply {
  const { host } = place.world.entra;
  if (sharedEndpoints.includes(name)) return json(200, document(host, { segment: name, issuerId: '{tenantid}', region: null }));
  const tenant = findTenant(name, place.world.entra);
  if (!isRefusal(tenant)) return json(200, document(host, { segment: tenant.id, issuerId: tenant.id, region: tenant.region }));
  return writeRefusal(tenant, request, place, 'discovery');
}

interface Names {
  segment: string;
  issuerId: string;
  region: EntraTenant['region'] | null;
}

function document(host: string, { segment, issuerId, region }: Names): Record<string, unknown> {
  const base = `https://${host}/${segment}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic', 'self_signed_tls_client_auth'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `https://${host}/${issuerId}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'ver'],
    tenant_region_scope: region,
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

function instance(request: Received, place: Place): Reply {
  const { host } = place.world.entra;
  const asked = URL.parse(request.query.get('authorization_endpoint') ?? '');
  const aliases = [host, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'];
  if (!asked || !aliases.includes(asked.hostname)) {
    return writeRefusal({ code: 50049, text: 'Unknown or invalid instance.' }, request, place);
  }
  return json(200, {
    tenant_discovery_endpoint: `https://${asked.host}/${asked.pathname.split('/')[1]}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: 'login.windows.net', aliases }],
  });
}

function signingKey({ world, keys }: Place): unknown {
  const { signingKeyId, host } = world.entra;
  const key = keys.get(signingKeyId);
  if (!key) throw new Error(`no key ${signingKeyId}`);
  return { kty: 'RSA', use: 'sig', kid: signingKeyId, x5t: signingKeyId, n: key.n, e: key.e, issuer: `https://${host}/{tenantid}/v2.0` };
}
