import { randomBytes } from 'node:crypto';

import { keyNumber, signToken } from './jwt.js';
import type { Asked, Certificates, Manner, Reply, Served } from './serve.js';
import { serve } from './serve.js';

/** What an Auth0 tenant knows. */
export interface Auth0State {
  clientId: string;
  clientSecret: string;
  audience: string;
  isGranted: boolean;
  /** Whether the keys carry `alg`: a switch of the tenant. */
  keysHaveAlgorithm: boolean;
  publishedKeys: number;
  audienceAsArray: boolean;
  hasNotBefore: boolean;
  expiresIn: number | string;
  /** Claims in place of those that belong there. */
  claims?: Record<string, unknown>;
  /** Answers before the service does: a gateway in front, or an outage. Undefined lets the request through, null never answers. */
  instead?: (asked: Asked) => Reply | null | undefined;
  manner?: Manner;
}

export interface Auth0Server extends Served {
  issuer: string;
}

/** An Auth0 tenant of one machine-to-machine application and one API. `issued` is told of every token. */
export async function startAuth0(state: Auth0State, certificates: Certificates, issued: string[]): Promise<Auth0Server> {
  const answer = (asked: Asked): Reply | null => {
    const early = state.instead?.(asked);
    if (early !== undefined) return early;
    if (asked.method === 'GET' && asked.path === '/.well-known/openid-configuration') return { status: 200, json: discovery(issuer) };
    if (asked.method === 'GET' && asked.path === '/.well-known/jwks.json') return { status: 200, json: keysOf(state) };
    if (asked.method === 'POST' && asked.path === '/oauth/token') return issue(asked, state, issuer, issued);
    return { status: 404, text: 'Not found.' };
  };
  const served = await serve(certificates, answer, state.manner);
  const issuer = `https://localhost:${served.port}/`;
  return { ...served, issuer };
}

function issue(asked: Asked, state: Auth0State, issuer: string, issued: string[]): Reply {
  const sent = fieldsOf(asked);
  const [basicId, basicSecret] = basicOf(asked);
  const id = basicId ?? sent['client_id'];
  const secret = basicSecret ?? sent['client_secret'];
  const refuse = (status: number, error: string, text: string): Reply => ({ status, json: { error, error_description: text } });
  if (id !== state.clientId || secret !== state.clientSecret) return refuse(401, 'access_denied', 'Unauthorized');
  if (sent['grant_type'] !== 'client_credentials') return refuse(400, 'unsupported_grant_type', 'Grant type not supported');
  const audience = sent['audience'];
  if (!audience) return refuse(403, 'access_denied', 'Non-global clients are not allowed access to APIv1');
  if (audience !== state.audience) return refuse(403, 'access_denied', `Service not enabled within domain: ${audience}`);
  if (!state.isGranted) {
    const text = `Client "${id}" is not authorized to access resource server "${audience}". You need to create a "client-grant" associated to this API.`;
    return refuse(403, 'access_denied', text);
  }
  const now = Math.floor(Date.now() / 1000);
  const { expiresIn, hasNotBefore, audienceAsArray } = state;
  const times = { iat: now, ...(hasNotBefore && { nbf: now }), exp: now + Number(expiresIn) };
  const aud = audienceAsArray ? [audience] : audience;
  const claims = { iss: issuer, sub: `${id}@clients`, aud, ...times, gty: 'client-credentials', azp: id, ...state.claims };
  const key = keyNumber(0);
  const token = signToken({ alg: 'RS256', typ: 'JWT', kid: key.kid }, claims, key);
  issued.push(token);
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    json: { access_token: token, expires_in: expiresIn, token_type: 'Bearer' },
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}oauth/token`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    response_types_supported: ['code', 'token', 'id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  };
}

/** The signing key stands last among the others, so that nobody can get away with taking the first. */
function keysOf({ publishedKeys, keysHaveAlgorithm }: Auth0State): object {
  const keys = Array.from({ length: publishedKeys }, (_, at) => keyNumber(publishedKeys - 1 - at));
  const x5t = randomBytes(20).toString('base64url');
  return { keys: keys.map(({ kid, jwk }) => ({ ...jwk, kid, x5t, use: 'sig', ...(keysHaveAlgorithm && { alg: 'RS256' }) })) };
}

function fieldsOf({ headers, body }: Asked): Record<string, string> {
  const isJson = headers['content-type']?.startsWith('application/json');
  return isJson ? (JSON.parse(body) as Record<string, string>) : Object.fromEntries(new URLSearchParams(body));
}

function basicOf({ headers }: Asked): [string?, string?] {
  const encoded = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (!encoded) return [];
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [id, secret];
}
