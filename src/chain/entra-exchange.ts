import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { AuthenticationRequiredError, ClientAssertionCredential, CredentialUnavailableError } from '@azure/identity';
import type { AccessToken } from '@azure/identity';

import type { Profile } from '../settings/profile.js';
import { Secret } from '../settings/secret.js';
import type { Answer } from './answer.js';
import type { EntraToken } from './entra.js';
import { readEntraRefusal } from './entra.js';
import { jsonOf, strangeLetterIn, stringOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { traceOf } from './network-failure.js';
import type { Transport, Wire } from './transport.js';

/** What a token is asked for. */
export interface TokenRequest {
  /** That of one resource, such as `https://cognitiveservices.azure.com/.default`. */
  scope: string;
  /** The claims of a challenge by which a resource refused the last token, as JSON (Microsoft Learn, claims-challenge). */
  claims?: string;
  /** Whether whoever uses the token understands such a challenge (Microsoft Learn, app-resilience-continuous-access-evaluation). */
  enableCae?: boolean;
}

/**
 * Exchanges the Auth0 token for one of Entra ID with the class the user's application will use, and judges by the wire:
 * the SDK throws Entra ID's answer away, and replays a failure from memory, so every call has a credential of its own.
 */
export async function exchangeAssertion(
  assertion: Secret,
  request: TokenRequest & { entra: Profile['entra']; now: () => Date },
  transport: Transport,
): Promise<Answer<EntraToken>> {
  const { entra, scope, now, claims, enableCae = false } = request;
  const wire = transport.open('entra');
  const way = { straysTo: null as string | null };
  const credential = new ClientAssertionCredential(entra.tenant, entra.clientId, () => Promise.resolve(assertion.reveal()), {
    authorityHost: entra.authorityHost,
    disableInstanceDiscovery: !publicAuthorities.has(new URL(entra.authorityHost).host),
    httpClient: clientOver(wire, entra.authorityHost, way),
    ...unaided,
  });
  const got = await credential
    .getToken(scope.split(' '), { enableCae, ...(claims && { claims }) })
    .catch((error: unknown) => refused(error, wire));
  const exchange = traceOf(wire);
  if (way.straysTo !== null) {
    const said = `{"token_endpoint":"${way.straysTo}"}: the token was not sent there, since that is another host than ${entra.authorityHost}`;
    return { ok: false, refusal: { ...readEntraRefusal(exchange), code: null, said } };
  }
  // The SDK takes a token from any answer that has one.
  if (!got || !isSuccess(exchange) || !stringOf(got.token)) return { ok: false, refusal: readEntraRefusal(exchange) };
  const token = new Secret(got.token.trim());
  const receivedAt = now();
  const expiresAt = new Date(receivedAt.getTime() + lifeOf(got));
  transport.redactor.hide(token, expiresAt);
  const problem = whyUnusable(token.reveal());
  if (problem === null) return { ok: true, value: { token, receivedAt, expiresAt, scope } };
  const said = `{"access_token":"[secret]"}: no request can carry this token, since it ${problem}`;
  return { ok: false, refusal: { ...readEntraRefusal(exchange), code: null, said } };
}

/** Loads what the SDK comes to need with its first request: it looks whether a body is a form, and that class loads a tenth of Node. */
export function makeReady(): void {
  void globalThis.FormData;
}

function isSuccess({ status }: Exchange): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** A token goes into a header (RFC 6750, 2.1), where not every character and no size without end has a place. */
function whyUnusable(token: string): string | null {
  const strange = strangeLetterIn(token);
  if (strange) return `holds the character ${strange}`;
  return token.length > mostLetters ? `has ${token.length} letters` : null;
}

/** No server takes a header of this size. */
const mostLetters = 65_536;

/**
 * What the SDK would do on its own, and must not: the wire alone knows the proxy. Without one given, the SDK reads the variables
 * itself, by other rules, and throws where it cannot; the agent it makes of this one never gets a request. A redirect is an answer: nothing that was sent goes elsewhere.
 */
const unaided = {
  proxyOptions: { host: 'http://unused.invalid', port: 1 },
  retryOptions: { maxRetries: 0 },
  redirectOptions: { maxRetries: 0 },
};

/** Authorities whose metadata MSAL has built in: no discovery request is made for them. */
const publicAuthorities: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]);

/** Below these the SDK asks a region of Entra ID, where AZURE_REGIONAL_AUTHORITY_NAME or MSAL_FORCE_REGION names one. */
const regional: ReadonlySet<string> = new Set([...publicAuthorities, 'login.microsoft.com']);

/** Whoever writes the document of an authority that MSAL does not know would get the token that is to be exchanged. */
function isOfEntra(url: URL, authorityHost: string): boolean {
  if (url.origin === new URL(authorityHost).origin) return true;
  const [region = '', ...parent] = url.host.split('.');
  const isPublic = publicAuthorities.has(url.host) || (/^[a-z0-9]+$/.test(region) && regional.has(parent.join('.')));
  return url.protocol === 'https:' && isPublic;
}

/** The SDK's own kind of HTTP client, over our wire. What is handed over goes where it may go and nowhere else. */
function clientOver(wire: Wire, authorityHost: string, way: { straysTo: string | null }): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const url = new URL(request.url);
      if (request.method !== 'GET' && !isOfEntra(url, authorityHost)) {
        way.straysTo = url.origin + url.pathname;
        throw new Error('the token would go to another host');
      }
      const body = typeof request.body === 'string' ? { body: request.body } : {};
      const signal = request.abortSignal instanceof AbortSignal ? { signal: request.abortSignal } : {};
      const response = await wire.ask(url, { method: request.method, headers: request.headers.toJSON(), ...body, ...signal });
      const headers = createHttpHeaders(response.headers);
      return { request, status: response.status, headers, bodyAsText: await response.text() };
    },
  };
}

/**
 * Every refusal and every lost connection arrives as one of these two; what really happened is on the wire. An answer without a
 * token the SDK does not look for: it fails somewhere inside.
 */
function refused(error: unknown, { exchanges }: Wire): null {
  if (error instanceof AuthenticationRequiredError || error instanceof CredentialUnavailableError) return null;
  const answer = exchanges.at(-1);
  if (answer && !(isSuccess(answer) && stringOf(jsonOf(answer)?.['access_token']))) return null;
  throw error;
}

/**
 * Milliseconds; an hour where Entra ID told no life, or one that is none: a token that was just issued has not ended. The SDK counts by
 * the clock of the machine, which need not be the one of whoever asks.
 */
function lifeOf({ expiresOnTimestamp }: AccessToken): number {
  const life = expiresOnTimestamp - Date.now();
  return life > 0 && life < mostLife ? life : 3_600_000;
}

/** A hundred years: what is longer is no life of a token, and no calendar may hold its end. */
const mostLife = 3.2e12;
