import type { Profile } from '../settings/profile.js';
import { Secret } from '../settings/secret.js';
import type { Answer, Refusal } from './answer.js';
import { codeOf, isRecord, jsonOf, lifeOf, noAnswerOf, plainWords, refusalOf, stringOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { noAnswer, traceOf } from './network-failure.js';
import type { Transport, Wire } from './transport.js';

/** What the issuer says of itself (OpenID Connect Discovery 1.0, part 3). Auth0's issuer ends in a slash. */
export interface Discovery {
  issuer: string;
  jwksUri: string;
}

/** A token as Auth0 issued it, unread. `serverTime` is Auth0's clock when it answered. */
export interface Assertion {
  token: Secret;
  tokenType: string | null;
  expiresInSeconds: number | null;
  serverTime: Date | null;
  /** Our clock when the answer came. */
  receivedAt: Date;
  /** Tokens left this month or hour, where a quota header tells (`Auth0-Client-Quota-Limit`). */
  quota: string | null;
}

/** Asks for the discovery document: costs no metered token, and proves that the domain is an issuer. */
export async function discoverIssuer(domain: string, transport: Transport): Promise<Answer<Discovery>> {
  const exchange = await ask(transport.open('auth0'), `https://${domain}/.well-known/openid-configuration`);
  const body = jsonOf(exchange);
  const issuer = stringOf(body?.['issuer']);
  const jwksUri = stringOf(body?.['jwks_uri']);
  if (exchange.status === 200 && issuer && jwksUri) return { ok: true, value: { issuer, jwksUri } };
  const lacks = [...(issuer ? [] : ['issuer']), ...(jwksUri ? [] : ['jwks_uri'])];
  return { ok: false, refusal: { ...readAuth0Refusal(exchange), ...(exchange.status === 200 && body && { lacks }) } };
}

/** One client credentials request (RFC 6749, 4.4) with the audience Auth0 asks for. A free tenant has 1,000 of these a month. */
export async function requestAssertion(auth0: Profile['auth0'], transport: Transport, now: () => Date): Promise<Answer<Assertion>> {
  const wire = transport.open('auth0');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: auth0.clientId,
    client_secret: auth0.clientSecret.reveal(),
    audience: auth0.audience,
  });
  const headers = { accept: 'application/json' };
  const response = await wire.ask(`https://${auth0.domain}/oauth/token`, { method: 'POST', headers, body }).catch(noAnswer);
  const answer = readAssertionResponse(traceOf(wire), response?.ok ? await response.text() : '', now());
  if (answer.ok) transport.redactor.hide(answer.value.token, endOfAssertion(answer.value));
  return answer;
}

/** When an assertion ends, by what Auth0 said when it issued it; an hour later where it did not say. */
export function endOfAssertion({ receivedAt, expiresInSeconds }: Assertion): Date {
  return new Date(receivedAt.getTime() + (expiresInSeconds ?? 3600) * 1000);
}

/** Judges the token response. `text` is the body before redaction: the only place where the raw token is read. */
function readAssertionResponse(exchange: Exchange, text: string, receivedAt: Date): Answer<Assertion> {
  const body = jsonOf({ ...exchange, body: text });
  const token = stringOf(body?.['access_token']);
  if (!token) return { ok: false, refusal: readAuth0Refusal(exchange) };
  const serverTime = new Date(exchange.headers['date'] ?? Number.NaN);
  return {
    ok: true,
    value: {
      token: new Secret(token),
      tokenType: stringOf(body?.['token_type']),
      expiresInSeconds: lifeOf(body?.['expires_in']),
      serverTime: Number.isNaN(serverTime.getTime()) ? null : serverTime,
      receivedAt,
      quota: exchange.headers['auth0-client-quota-limit'] ?? null,
    },
  };
}

/** Auth0 says `{error, error_description}`, its Management API `{statusCode, error, message, errorCode}`, a wrong host plain text. */
export function readAuth0Refusal(exchange: Exchange): Refusal {
  if (exchange.failure) return noAnswerOf(exchange, exchange.failure);
  const body = jsonOf(exchange);
  const reason = isRecord(body?.['error']) ? body['error'] : body;
  const said = stringOf(reason?.['error_description']) ?? stringOf(reason?.['message']) ?? plainWords(exchange.body);
  const code = codeOf(reason?.['errorCode']) ?? stringOf(reason?.['error']) ?? codeOf(reason?.['code']);
  return refusalOf(exchange, { code: spentQuotaOf(exchange) ?? code, said });
}

/** The header of a quota of which nothing is left: at a 429 it says more than the code, which is that of every limit. */
function spentQuotaOf({ status, headers }: Exchange): string | null {
  if (status !== 429) return null;
  const isSpent = (name: string): boolean => /(?:^|[;,]) *r=0 *(?:[;,]|$)/.test(headers[name] ?? '');
  return ['auth0-client-quota-limit', 'auth0-organization-quota-limit'].find(isSpent) ?? null;
}

async function ask(wire: Wire, url: string): Promise<Exchange> {
  await wire.ask(url, { headers: { accept: 'application/json' } }).catch(noAnswer);
  return traceOf(wire);
}
