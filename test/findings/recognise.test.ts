import { describe, expect, test } from 'vitest';

import type { Refusal } from '../../src/chain/answer.js';
import { recogniseAuth0 } from '../../src/findings/recognise/auth0.js';
import { recogniseAzureOpenAi } from '../../src/findings/recognise/azure-openai.js';
import { recogniseEntra } from '../../src/findings/recognise/entra.js';
import type { FederatedCredential } from '../../src/settings/profile.js';
import { Secret } from '../../src/settings/secret.js';
import { decoded } from '../support/decoded.js';

const auth0 = { domain: 'acme.eu.auth0.com', clientId: 'id', clientSecret: new Secret('x'), audience: 'api://AzureADTokenExchange' };
const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: 'contoso.onmicrosoft.com', clientId: 'c' };
const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'chat', apiVersion: null };

function refusal(party: Refusal['party'], status: number | null, code: string | null, said: string): Refusal {
  const none = { correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null, network: null };
  return { party, status, code, said, asked: 'POST', ...none };
}

describe('Auth0', () => {
  test.each([
    [401, 'access_denied', 'Unauthorized', 'auth0/client-refused'],
    [401, 'invalid_client', 'Client authentication failed', 'auth0/client-refused'],
    [403, 'access_denied', 'Service not enabled within domain: api://x', 'auth0/api-missing'],
    [
      403,
      'access_denied',
      'Client "x" is not authorized to access resource server "y". You need to create a "client-grant" associated to this API.',
      'auth0/grant-missing',
    ],
    [
      403,
      'access_denied',
      'Client is not authorized to access "y". You might probably want to create a "client-grant" associated to this API. See: …',
      'auth0/grant-missing',
    ],
    [403, 'unauthorized_client', "Grant type 'client_credentials' not allowed for the client.", 'auth0/grant-type-disabled'],
    [403, 'access_denied', 'Client has not been granted scopes: read:users', 'auth0/scope-not-granted'],
    [403, 'access_denied', 'Non-global clients are not allowed access to APIv1', 'auth0/audience-missing'],
    [429, 'too_many_requests', 'Client quota exceeded', 'auth0/quota-exhausted'],
    [429, 'too_many_requests', 'Rate limit exceeded.', 'auth0/rate-limited'],
    [500, 'server_error', 'Script generated an unhandled asynchronous exception.', 'auth0/action-denied'],
    [400, 'invalid_scope', 'your own reason', 'auth0/action-denied'],
    [503, null, 'Service Unavailable', 'auth0/service-error'],
    [404, null, 'Not found.', 'auth0/domain-wrong'],
    [403, 'access_denied', 'something nobody has seen', 'auth0/refused'],
  ])('%i %s %s', (status, code, said, expected) =>
    expect(recogniseAuth0(refusal('auth0', status, code, said), 'token', auth0).code).toBe(expected),
  );
});

describe('Entra ID', () => {
  const asked = { entra, scope: 'https://cognitiveservices.azure.com/.default', decoded, credential: null };
  const known = (issuer: string) => ({
    name: null,
    issuer,
    subject: 'id@clients',
    audience: 'api://AzureADTokenExchange',
    source: 'pasted' as const,
  });

  test('a refused issuer is as precise as what is known of the other side', () => {
    const said = refusal('entra', 401, 'AADSTS700211', 'No matching federated identity record found …');
    expect(recogniseEntra(said, asked)).toMatchObject({ code: 'trust/issuer-mismatch', evidence: { azure: null, token: decoded.issuer } });
    expect(recogniseEntra(said, { ...asked, credential: known('https://acme.eu.auth0.com') }).code).toBe('trust/issuer-slash');
    expect(recogniseEntra(said, { ...asked, credential: known('https://other.eu.auth0.com/') }).code).toBe('trust/issuer-mismatch');
    expect(recogniseEntra(said, { ...asked, credential: known(decoded.issuer ?? '') }).code).toBe('trust/credential-stale');
  });

  test('the number that names no value is what differs here; identical is too new to be found; unknown stays unknown', () => {
    const said = refusal('entra', 401, 'AADSTS70021', 'No matching federated identity record found for presented assertion.');
    const identical = { ...known(decoded.issuer ?? ''), subject: decoded.subject, audience: decoded.audiences[0] ?? null };
    const of = (credential: FederatedCredential | null): string => recogniseEntra(said, { ...asked, credential }).code;
    expect(of(null)).toBe('trust/no-match');
    expect(of({ ...identical, issuer: decoded.issuer?.replace(/\/$/, '') ?? null })).toBe('trust/issuer-slash');
    expect(of({ ...identical, issuer: null, subject: 'other@clients' })).toBe('trust/subject-mismatch');
    expect(of({ ...identical, audience: null })).toBe('trust/no-match');
    expect(of(identical)).toBe('trust/propagating');
  });

  test('a client without a service principal is an app registration’s, unless the credential is known to be a managed identity’s', () => {
    const said = refusal('entra', 401, 'AADSTS7000229', 'The client application is missing service principal in the tenant');
    const of = (holder: Pick<FederatedCredential, 'holder'>): string =>
      recogniseEntra(said, { ...asked, credential: { ...known(''), ...holder } }).code;
    expect(of({})).toBe('entra/principal-missing');
    expect(of({ holder: { kind: 'app-registration', name: null } })).toBe('entra/principal-missing');
    expect(of({ holder: { kind: 'managed-identity', name: 'id-a' } })).toBe('trust/identity-missing');
  });

  test('a success that is no JSON object is somebody else’s answer; an empty one passes, and a refusal in a page stays a refusal', () => {
    const of = (status: number, said: string) => recogniseEntra(refusal('entra', status, null, said), asked);
    expect(of(200, 'Please sign in to this network')).toMatchObject({ code: 'entra/unreachable', evidence: { status: 200 } });
    expect([of(200, '{"token":5}'), of(200, ''), of(403, 'Blocked'), of(302, '')].map(({ code }) => code)).toEqual([
      'entra/refused',
      'entra/transient',
      'entra/refused',
      'entra/refused',
    ]);
  });

  test('the scope is the one that Entra ID says it got', () => {
    const of = (said: string) => recogniseEntra(refusal('entra', 400, 'AADSTS1002012', said), asked).evidence;
    expect(of('The provided value for scope https://a/user is not valid. Client credential flows …')).toEqual({ scope: 'https://a/user' });
    expect(of('')).toEqual({ scope: asked.scope });
  });

  test('the numbers of the catalogue', () => {
    const of = (number: number): string => recogniseEntra(refusal('entra', 400, `AADSTS${number}`, ''), asked).code;
    expect([70021, 700212, 700213, 7002138, 70025, 700238].map(of)).toEqual([
      'trust/no-match',
      'trust/audience-mismatch',
      'trust/subject-mismatch',
      'trust/subject-case',
      'trust/credential-missing',
      'trust/issuer-blocked',
    ]);
    expect([700016, 90002, 900023, 500011, 1002012, 501661].map(of)).toEqual([
      'entra/client-not-found',
      'entra/tenant-not-found',
      'entra/tenant-malformed',
      'entra/resource-not-found',
      'entra/scope-invalid',
      'entra/issuer-unreachable',
    ]);
  });

  test('a number nobody has seen is refused word for word, a status that says more than the number counts', () => {
    expect(recogniseEntra(refusal('entra', 401, 'AADSTS999999', 'new'), asked).code).toBe('entra/refused');
    expect(recogniseEntra(refusal('entra', 503, null, '<html>'), asked).code).toBe('entra/transient');
    expect(recogniseEntra(refusal('entra', 429, null, ''), asked).code).toBe('entra/throttled');
  });

  test('the missing field is the token’s or the request’s', () => {
    const of = (name: string): string =>
      recogniseEntra(refusal('entra', 400, 'AADSTS90014', `The required field '${name}' is missing`), asked).code;
    expect([of('aud'), of('scope')]).toEqual(['token/claim-missing', 'entra/parameter-missing']);
  });
});

describe('Azure OpenAI', () => {
  const asked = { openai, audienceSent: null, tokenTenant: null, principal: 'oid', available: [] };

  test.each([
    [401, 'PermissionDenied', 'The principal `p` lacks the required data action `a` to perform `POST`', 'azure-openai/role-missing'],
    [401, 'PermissionDenied', 'Principal does not have access to API/Operation.', 'azure-openai/role-missing'],
    [
      401,
      null,
      'Unauthorized. Access token is missing, invalid, audience is incorrect (https://ai.azure.com), or have expired.',
      'azure-openai/token-refused',
    ],
    [
      400,
      'Tenant provided in token does not match resource token',
      'Token tenant x does not match resource tenant.',
      'azure-openai/tenant-mismatch',
    ],
    [
      400,
      'BadRequest',
      'Please provide a custom subdomain for token authentication, otherwise API key is required.',
      'azure-openai/subdomain-required',
    ],
    [403, '403', 'Public access is disabled. Please configure private endpoint.', 'azure-openai/public-access-disabled'],
    [403, '403', 'Access denied due to Virtual Network/Firewall rules.', 'azure-openai/firewall-blocked'],
    [404, 'DeploymentNotFound', 'The API deployment for this resource does not exist.', 'azure-openai/deployment-missing'],
    [404, '404', 'Resource not found', 'azure-openai/path-or-version-wrong'],
    [400, 'BadRequest', 'Model o3 is enabled only for api versions 2024-12-01-preview and later', 'azure-openai/version-too-old'],
    [410, 'ModelDeprecated', 'The model …', 'azure-openai/model-retired'],
    [429, '429', 'have exceeded call rate limit of your current OpenAI S0 pricing tier.', 'azure-openai/rate-limited'],
    [429, null, 'The system is currently experiencing high demand and cannot process your request.', 'azure-openai/capacity'],
    [500, 'server_error', 'The server had an error while processing your request.', 'azure-openai/service-error'],
    [400, 'content_filter', 'The response was filtered …', 'azure-openai/content-filtered'],
    [418, null, 'something nobody has seen', 'azure-openai/refused'],
  ])('%i %s %s', (status, code, said, expected) =>
    expect(recogniseAzureOpenAi(refusal('azure-openai', status, code, said), asked).code).toBe(expected),
  );

  test('the version that is needed is read from both sentences about it', () => {
    const needed = (said: string) => recogniseAzureOpenAi(refusal('azure-openai', 400, 'BadRequest', said), asked);
    const responses = 'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later';
    expect(needed(responses)).toMatchObject({ code: 'azure-openai/version-too-old', evidence: { needed: '2025-03-01-preview' } });
    const model = 'Model o3 is enabled only for api versions 2024-12-01-preview and later';
    expect(needed(model)).toMatchObject({ code: 'azure-openai/version-too-old', evidence: { needed: '2024-12-01-preview' } });
  });

  test('the principal that lacks the role is the one named, else the token’s', () => {
    const of = (said: string) => recogniseAzureOpenAi(refusal('azure-openai', 401, 'PermissionDenied', said), asked).evidence;
    expect(of('The principal `named` lacks the required data action `act`')).toEqual({ principal: 'named', action: 'act' });
    expect(of('Principal does not have access to API/Operation.')).toEqual({ principal: 'oid', action: null });
  });
});

test('no answer is the network’s finding, whichever party was asked', () => {
  const network = { kind: 'proxy', host: 'h', detail: '407', proxy: 'http://p:1' } as const;
  const said = { ...refusal('entra', null, '407', ''), network };
  expect(recogniseEntra(said, { entra, scope: '', decoded: null, credential: null })).toMatchObject({
    code: 'network/proxy',
    evidence: { party: 'entra' },
  });
});
