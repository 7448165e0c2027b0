import { describe, expect, test } from 'vitest';

import type { Auth0Question } from '../../src/findings/recognise/auth0.js';
import { recogniseAuth0 } from '../../src/findings/recognise/auth0.js';
import { Secret } from '../../src/settings/secret.js';
import { answered } from '../support/answered.js';

const asked = { domain: 'acme.eu.auth0.com', clientId: 'id', clientSecret: new Secret('x'), audience: 'api://AzureADTokenExchange' };

function codeOf(status: number, body: object | string, headers: Record<string, string> = {}, question: Auth0Question = 'token'): string {
  return recogniseAuth0(answered('auth0', status, body, headers), question, asked).code;
}

const says = (error: string, error_description: string): object => ({ error, error_description });
const oldGrant = 'See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants';
const grantTypes = 'https://auth0.com/docs/clients/client-grant-types';

describe('the token endpoint', () => {
  test.each<[string, number, object | string, string]>([
    ['unknown client or wrong secret', 401, says('access_denied', 'Unauthorized'), 'client-refused'],
    ['the documented example', 401, says('invalid_client', 'Client authentication failed'), 'client-refused'],
    ['tenants of 2015', 401, 'Unauthorized', 'client-refused'],
    ['a text as JSON', 401, '"Unauthorized"', 'client-refused'],
    ['a code alone', 401, { error: 'invalid_client' }, 'client-refused'],
    [
      'no client grant, 2026',
      403,
      says(
        'access_denied',
        'Client "a b" is not authorized to access resource server "api". You need to create a "client-grant" associated to this API.',
      ),
      'grant-missing',
    ],
    [
      'no client grant, 2020',
      403,
      says(
        'access_denied',
        `Client is not authorized to access "api". You need to create a "client-grant" associated to this API. ${oldGrant}`,
      ),
      'grant-missing',
    ],
    [
      'no client grant, 2016',
      403,
      says(
        'access_denied',
        'Client is not authorized to access "api". You might probably want to create a "client-grant" associated to this API.',
      ),
      'grant-missing',
    ],
    [
      'no client grant, user flow',
      400,
      says('invalid_request', 'Client "x" is not authorized to access resource server "y".'),
      'grant-missing',
    ],
    ['no such API', 403, says('access_denied', 'Service not enabled within domain: https://api.example'), 'api-missing'],
    ['no such API, authorize', 403, says('access_denied', 'Service not found: https://api.example'), 'api-missing'],
    ['no audience', 403, says('access_denied', 'Non-global clients are not allowed access to APIv1'), 'audience-missing'],
    [
      'no audience, no default',
      403,
      says('access_denied', 'No audience parameter was provided, and no default audience has been configured'),
      'audience-missing',
    ],
    [
      'grant type',
      403,
      { ...says('unauthorized_client', "Grant type 'client_credentials' not allowed for the client."), error_uri: grantTypes },
      'grant-type-disabled',
    ],
    ['grant type, page alone', 403, { error: 'unauthorized_client', error_uri: grantTypes }, 'grant-type-disabled'],
    ['unauthorized_client without text', 403, { error: 'unauthorized_client' }, 'refused'],
    [
      'grant types of a native application',
      400,
      { statusCode: 400, error: 'Bad Request', message: 'Invalid grant types: client_credentials' },
      'grant-type-disabled',
    ],
    ['scope not granted', 403, says('access_denied', 'Client has not been granted scopes: read:users'), 'scope-not-granted'],
    ['organization', 403, says('access_denied', 'The client grant for api requires an organization.'), 'organization-required'],
    [
      'organization, as a parameter',
      400,
      says('invalid_request', 'parameter organization is required for this client'),
      'organization-required',
    ],
    ['crashed Action', 500, says('server_error', 'Script generated an unhandled asynchronous exception.'), 'action-denied'],
    ['unknown host', 404, 'Not found.', 'domain-wrong'],
    ['unknown grant type, as it once was', 501, says('unsupported_grant_type', 'Grant type not supported'), 'refused'],
    ['unknown grant type', 400, says('unsupported_grant_type', 'Grant type not supported'), 'refused'],
    ['a parameter is missing', 400, says('invalid_request', 'The request is missing a required parameter: redirect_uri'), 'refused'],
    ['invalid_request without a reason', 400, { error: 'invalid_request' }, 'refused'],
    ['an error page of its own', 403, { ...says('access_denied', 'new words'), error_uri: 'https://acme.example/help' }, 'refused'],
    ['block page', 403, '<!DOCTYPE html><html><head><title>Blocked</title></head><body>Access denied</body></html>', 'refused'],
    [
      'Management API',
      403,
      { statusCode: 403, error: 'Forbidden', message: 'Insufficient scope, expected any of: read:roles', errorCode: 'insufficient_scope' },
      'refused',
    ],
    ['outage', 503, 'Service Unavailable', 'service-error'],
    ['outage in JSON', 502, says('server_error', 'upstream'), 'service-error'],
    ['outage in the words of OAuth', 503, says('temporarily_unavailable', 'Try later'), 'service-error'],
    ['outage as a page', 500, '<html><body><h1>500</h1></body></html>', 'service-error'],
  ])('%s', (_, status, body, expected) => expect(codeOf(status, body)).toBe(`auth0/${expected}`));

  const bucket = (left: number): string => `b=per_hour;q=10;r=${left};t=3540,b=per_day;q=50;r=47;t=43200`;
  test.each<[string, object, Record<string, string>, string]>([
    ['application quota', says('too_many_requests', 'Client quota exceeded'), {}, 'quota-exhausted'],
    ['organization quota', says('too_many_requests', 'Organization quota exceeded'), {}, 'quota-exhausted'],
    ['plan', says('too_many_requests', 'You have exceeded your plan limit for this month'), {}, 'quota-exhausted'],
    ['nothing left', says('too_many_requests', 'Too many requests'), { 'auth0-client-quota-limit': bucket(0) }, 'quota-exhausted'],
    [
      'nothing left for the organization',
      { error: 'too_many_requests' },
      { 'auth0-organization-quota-limit': bucket(0) },
      'quota-exhausted',
    ],
    ['some left', says('too_many_requests', 'Rate limit exceeded.'), { 'auth0-client-quota-limit': bucket(10) }, 'rate-limited'],
    ['custom limit', says('too_many_requests', 'Rate limit exceeded.'), { 'auth0-ratelimit': 'client;q=10;t=1;r=0' }, 'rate-limited'],
    ['tenant limit', says('too_many_requests', 'Too many requests. Check the X-RateLimit-* headers.'), {}, 'rate-limited'],
    ['tenant limit, other text', says('too_many_requests', 'Rate limit exceeded. Please retry after some time.'), {}, 'rate-limited'],
    [
      'Management API',
      { statusCode: 429, error: 'Too Many Requests', message: 'Global limit has been reached', errorCode: 'too_many_requests' },
      {},
      'rate-limited',
    ],
  ])('429: %s', (_, body, headers, expected) => expect(codeOf(429, body, headers)).toBe(`auth0/${expected}`));
});

describe('the words of an Action’s author decide nothing', () => {
  const reasons = [
    'your own reason',
    'This organization has used up its quota',
    'An organization is required for every client',
    'Ask for a grant: the client is not authorized to access this',
    'The rate limit of your client-grant is reached',
    'Unauthorized',
    'Not found.',
  ];
  test.each(reasons)('%s', (reason) => {
    expect(codeOf(400, says('invalid_scope', reason))).toBe('auth0/action-denied');
    expect(codeOf(400, says('invalid_request', reason))).toBe('auth0/action-denied');
    expect(codeOf(500, says('server_error', reason))).toBe('auth0/action-denied');
  });
});

describe('an audience may be any text', () => {
  const audiences = ['client-grant', 'requires an organization', 'quota exceeded', 'Non-global clients are not allowed access'];
  test.each(audiences)('%s', (audience) => {
    expect(codeOf(403, says('access_denied', `Service not enabled within domain: ${audience}`))).toBe('auth0/api-missing');
    const text = `Client "id" is not authorized to access resource server "${audience}". You need to create a "client-grant" associated to this API.`;
    expect(codeOf(403, says('access_denied', text))).toBe('auth0/grant-missing');
  });
});

describe('status and words that do not belong together', () => {
  test.each<[number, object | string, string]>([
    [400, says('access_denied', 'Unauthorized'), 'client-refused'],
    [401, says('access_denied', 'Service not enabled within domain: x'), 'api-missing'],
    [500, says('access_denied', 'Client has not been granted scopes: x'), 'scope-not-granted'],
    [429, says('access_denied', 'Client is not authorized to access "x".'), 'grant-missing'],
    [403, says('too_many_requests', 'Rate limit exceeded.'), 'rate-limited'],
    [403, says('too_many_requests', 'Client quota exceeded'), 'quota-exhausted'],
    [429, says('access_denied', 'new words'), 'rate-limited'],
    [401, says('access_denied', 'new words'), 'client-refused'],
    [403, says('access_denied', 'new words'), 'refused'],
    [200, says('access_denied', 'new words'), 'refused'],
    [400, { error: 'constructor', error_description: 'toString' }, 'refused'],
  ])('%i %j', (status, body, expected) => expect(codeOf(status, body)).toBe(`auth0/${expected}`));
});

describe('the public documents', () => {
  test.each<[Auth0Question, number, string, string]>([
    ['discovery', 404, 'Not found.', 'domain-wrong'],
    ['discovery', 302, '', 'domain-wrong'],
    ['discovery', 403, '<html><body>Access denied</body></html>', 'metadata-invalid'],
    ['discovery', 200, '<html></html>', 'metadata-invalid'],
    ['discovery', 429, 'Too many requests', 'rate-limited'],
    ['keys', 404, 'Not found.', 'metadata-invalid'],
    ['keys', 500, '', 'service-error'],
  ])('%s %i', (question, status, body, expected) => expect(codeOf(status, body, {}, question)).toBe(`auth0/${expected}`));
});
