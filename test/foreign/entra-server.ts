import type { JsonWebKey } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { get } from 'node:https';

import type { Claims } from './jwt.js';
import { isSignedBy, keyNumber, readToken, signToken } from './jwt.js';
import type { Asked, Certificates, Manner, Reply, Served } from './serve.js';
import { serve } from './serve.js';

/** What an Entra tenant knows of one user-assigned managed identity. */
export interface EntraState {
  tenant: string;
  clientId: string;
  objectId: string;
  credential: { issuer: string; subject: string; audience: string } | null;
  expiresIn: number | string;
  instead?: (asked: Asked) => Reply | null | undefined;
  manner?: Manner;
}

const entraKey = 3;
const resource = 'https://cognitiveservices.azure.com';

export async function startEntra(state: EntraState, certificates: Certificates, issued: string[]): Promise<Served> {
  const served = await serve(
    certificates,
    (asked) => {
      const early = state.instead?.(asked);
      if (early !== undefined) return early;
      const [, tenant = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(asked.path) ?? [];
      const isDiscovery = asked.method === 'GET' && rest === '/v2.0/.well-known/openid-configuration';
      if (tenant.toLowerCase() !== state.tenant) {
        const text = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
        return refuse(asked, 400, isDiscovery ? 'invalid_tenant' : 'invalid_request', 90002, text);
      }
      if (isDiscovery) return { status: 200, json: discovery(`https://localhost:${served.port}/${tenant}`, tenant) };
      if (asked.method === 'POST' && rest === '/oauth2/v2.0/token') return exchange(asked, state, certificates.ca, issued);
      if (asked.method === 'GET' && rest === '/discovery/v2.0/keys')
        return { status: 200, json: { keys: [{ ...keyNumber(entraKey).jwk, kid: keyNumber(entraKey).kid }] } };
      return { status: 404, text: '' };
    },
    state.manner,
  );
  return served;
}

/** The order is the one inferred from recorded answers: tenant, client, shape, credential, issuer, audience, subject, keys, time, scope. */
async function exchange(asked: Asked, state: EntraState, ca: string, issued: string[]): Promise<Reply> {
  const form = new URLSearchParams(asked.body);
  const no = (error: string, code: number, text: string): Reply => refuse(asked, error === 'invalid_client' ? 401 : 400, error, code, text);
  const missing = ['grant_type', 'client_id', 'scope', 'client_assertion', 'client_assertion_type'].find((name) => !form.get(name));
  if (missing) return no('invalid_request', 900144, `The request body must contain the following parameter: '${missing}'.`);
  if (form.get('client_id') !== state.clientId) {
    return no(
      'unauthorized_client',
      700016,
      `Application with identifier '${form.get('client_id')}' was not found in the directory '${state.tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  const assertion = form.get('client_assertion') ?? '';
  const token = readToken(assertion);
  const audiences = [token?.claims['aud']].flat();
  if (!token || audiences.length !== 1) return no('invalid_request', 50027, 'JWT token is invalid or malformed.');
  if (token.header['alg'] !== 'RS256')
    return no('invalid_client', 5002738, "The algorithm is not supported. Supported signing algorithms are: 'RS256,RS384,RS512'");
  const { credential } = state;
  if (!credential)
    return no('invalid_client', 70025, `The client '${state.clientId}'(id-foreign) has no configured federated identity credentials`);
  const compared = [
    ['issuer', 700211, token.claims['iss']],
    ['audience', 700212, audiences[0]],
    ['subject', 700213, token.claims['sub']],
  ] as const;
  for (const [name, code, value] of compared) {
    if (value !== credential[name])
      return no(
        'invalid_client',
        code,
        `No matching federated identity record found for presented assertion ${name} '${String(value)}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
      );
  }
  const keys = await publishedKeys(credential.issuer, ca);
  if (!keys) return no('invalid_client', 501661, 'Request to External OIDC endpoint failed.');
  const key = keys.find((one) => one?.kid === token.header['kid']);
  if (!key)
    return no(
      'invalid_client',
      7000272,
      `The certificate with identifier ${String(token.header['kid'])} used to sign the federated credential could not be found in the metadata of identity provider ${credential.issuer}. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.`,
    );
  if (!isSignedBy(assertion, key)) return no('invalid_client', 7000274, 'The assertion has an invalid signature.');
  if (!isCurrent(token.claims)) return no('invalid_client', 700024, 'Client assertion is not within its valid time range.');
  if (form.get('scope') !== `${resource}/.default`)
    return no(
      'invalid_resource',
      500011,
      `The resource principal named ${form.get('scope')} was not found in the tenant named ${state.tenant}.`,
    );
  return grant(state, issued);
}

function grant({ tenant, clientId, objectId, expiresIn }: EntraState, issued: string[]): Reply {
  const now = Math.floor(Date.now() / 1000);
  const identity = `/subscriptions/${randomUUID()}/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-foreign`;
  const who = { appid: clientId, appidacr: '2', idtyp: 'app', oid: objectId, sub: objectId, tid: tenant, xms_mirid: identity };
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${tenant}/`,
    iat: now,
    nbf: now,
    // What is said of its life may be nonsense, the token is none.
    exp: now + (Number(expiresIn) > 0 && Number(expiresIn) < 1e9 ? Number(expiresIn) : 3600),
    ...who,
    ver: '1.0',
  };
  const key = keyNumber(entraKey);
  const token = signToken({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid }, claims, key);
  issued.push(token);
  return {
    status: 200,
    headers: trace(),
    json: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
  };
}

/** The error body as recorded, with trace data at the end of its text. */
function refuse({ query }: Asked, status: number, error: string, code: number, text: string): Reply {
  const [trace_id, correlation_id] = [randomUUID(), query.get('client-request-id') ?? randomUUID()];
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  const error_description = `AADSTS${code}: ${text} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
  return { status, headers: trace(), json: { error, error_description, error_codes: [code], timestamp, trace_id, correlation_id } };
}

function trace(): Record<string, string> {
  return {
    'x-ms-request-id': randomUUID(),
    'x-ms-ests-server': '2.1.22000.7 - WEULR1 ProdSlices',
    'Set-Cookie': 'fpc=Ag; path=/; secure; HttpOnly',
    'Cache-Control': 'no-store, no-cache',
  };
}

function isCurrent({ exp, nbf }: Claims): boolean {
  const now = Date.now() / 1000;
  return typeof exp === 'number' && exp > now - 300 && (nbf === undefined || Number(nbf) < now + 300);
}

function discovery(base: string, tenant: string): object {
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    tenant_region_scope: 'EU',
    msgraph_host: 'graph.microsoft.com',
    tenant,
  };
}

/** Entra ID reads the issuer's documents itself, without signing in. */
async function publishedKeys(issuer: string, ca: string): Promise<((JsonWebKey & { kid?: string }) | null)[] | null> {
  const document = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, ca);
  if (document?.['issuer'] !== issuer) return null;
  return ((await getJson(String(document['jwks_uri']), ca))?.['keys'] ?? null) as JsonWebKey[] | null;
}

function getJson(url: string, ca: string): Promise<Claims | null> {
  return new Promise((resolve) => {
    get(url, { ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve(response.statusCode === 200 ? (JSON.parse(text.replace(/^\uFEFF/, '')) as Claims) : null));
    }).on('error', () => resolve(null));
  });
}
