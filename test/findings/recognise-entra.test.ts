import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { AskedEntra } from '../../src/findings/recognise/entra.js';
import { recogniseEntra } from '../../src/findings/recognise/entra.js';
import { answered } from '../support/answered.js';
import { root } from '../support/binary.js';
import { decoded } from '../support/decoded.js';

const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: 'contoso.onmicrosoft.com', clientId: 'c' };
const asked: AskedEntra = { entra, scope: 'https://cognitiveservices.azure.com/.default', decoded, credential: null };
const unseen: AskedEntra = { ...asked, decoded: null };

const codeOf = (status: number, body: object | string, known = asked): string =>
  recogniseEntra(answered('entra', status, body), known).code;
const oneLine =
  ' Trace ID: 3f96df4b-2005-4ec7-a251-155d368576be Correlation ID: dd1a6997-2228-426b-a47c-2a69b9398a80 Timestamp: 2026-03-08 23:18:59Z';
const threeLines = oneLine.replaceAll(/ (?=Trace|Correlation|Timestamp)/g, '\r\n');
const said = (error: string, text: string): object => ({ error, error_description: text + oneLine });
const none = 'No matching federated identity record found for presented assertion';
const suffixA =
  ' Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation';
const suffixB =
  ' Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

describe('where the number stands', () => {
  test.each<[string, object]>([
    ['in the words', said('invalid_client', `AADSTS700213: ${none} subject 'x'.${suffixB}`)],
    ['in the list', { error: 'invalid_client', error_description: 'new words', error_codes: [700213] }],
    ['in the list, as texts', { error: 'invalid_client', error_codes: ['700213'] }],
    ['in the address of its page', { error: 'invalid_client', error_uri: 'https://login.microsoftonline.com/error?code=700213' }],
    ['nowhere', said('invalid_client', `${none} subject 'x'.${suffixA}`)],
    ['on a page', { message: `AADSTS700213: ${none} subject 'x'.` }],
  ])('%s', (_, body) => expect(codeOf(401, body)).toBe('trust/subject-mismatch'));

  test('the list is read where the words have another form, and the words come first', () => {
    expect(codeOf(400, { error_description: 'AADSTS90002: x', error_codes: [700016] })).toBe('entra/tenant-not-found');
    expect(codeOf(400, '<html><body>Sign in: AADSTS90002: Tenant &#39;x&#39; not found.</body></html>')).toBe('entra/tenant-not-found');
  });

  test('of several the inner one counts, or the one that is known', () => {
    const wrapped = (text: string, codes: number[]): object => ({
      ...said('invalid_client', `AADSTS70002: Error validating credentials. ${text}`),
      error_codes: codes,
    });
    expect(codeOf(401, wrapped('AADSTS50012: Client assertion audience claim does not match Realm issuer.', [70002, 50012]))).toBe(
      'entra/refused',
    );
    expect(codeOf(401, wrapped('AADSTS50012: Invalid client secret is provided.', [70002, 50012]))).toBe('entra/assertion-not-sent');
    expect(
      codeOf(
        401,
        wrapped('AADSTS50012: Client assertion contains an invalid signature. [Reason - The key was not found.]', [70002, 50012]),
      ),
    ).toBe('token/signature-invalid');
    expect(codeOf(400, said('invalid_request', 'AADSTS90002: Tenant x not found. AADSTS999999: new'))).toBe('entra/tenant-not-found');
    expect(codeOf(401, { error: 'invalid_client', error_codes: [70002, 700024] })).toBe('token/outside-valid-time');
  });
});

describe('what is read', () => {
  test.each([oneLine, threeLines])('the trace is no part of the words', (trace) => {
    const refusal = answered('entra', 401, { error: 'invalid_client', error_description: `AADSTS700211: ${none} issuer 'x'.${trace}` });
    expect(refusal).toMatchObject({
      code: 'AADSTS700211',
      said: `AADSTS700211: ${none} issuer 'x'.`,
      traceId: '3f96df4b-2005-4ec7-a251-155d368576be',
      correlationId: 'dd1a6997-2228-426b-a47c-2a69b9398a80',
    });
  });

  test.each([
    ["subject 'a b'", 'a b'],
    ['subject <https://x/v2.0>', 'https://x/v2.0'],
    ['subject repo:me/it:ref', 'repo:me/it:ref'],
    ["subject\n'a'", 'a'],
  ])('the value in: %s', (text, token) => {
    const body = said('invalid_client', `AADSTS700213: ${none} ${text}. Check it.`);
    expect(recogniseEntra(answered('entra', 401, body), unseen).evidence).toMatchObject({ token, azure: null });
  });
});

describe('words alone, with line breaks and of all years', () => {
  test.each<[string, string]>([
    [`${none} issuer <https://x/>`, 'trust/issuer-mismatch'],
    [`No matching federated identity record found for\npresented assertion issuer\n'https://x/'.`, 'trust/issuer-mismatch'],
    [`${none} audience api://x`, 'trust/audience-mismatch'],
    [`${none} subject 'x'.${suffixA} Please note that the matching is done using a case-sensitive comparison.`, 'trust/subject-mismatch'],
    [`${none} subject 'x' or no federated identity credential expression matched.`, 'trust/subject-mismatch'],
    [
      `${none} subject 'x'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.`,
      'trust/subject-case',
    ],
    [`${none}. Assertion Issuer: 'x'. Assertion Subject: 'y'. Assertion Audience: 'z'.`, 'trust/no-match'],
    ["The client 'app'(name) has no configured \nfederated identity credentials", 'trust/credential-missing'],
    [
      "Federated identity credentials issued by 'x' for applications or managed identities registered in this tenant must contain the enterprise claim with value 'y'",
      'trust/issuer-blocked',
    ],
    ['AAD-issued tokens may not be used for federated identity flows.', 'entra/entra-token-as-assertion'],
    ['Only MSI tokens may be used as Federated Identity Credentials for AAD issuer.', 'entra/entra-token-as-assertion'],
    [
      'Forbidden token audience. Token audience must match the cloud-specific AAD Token Exchange App Uri.',
      'entra/entra-token-as-assertion',
    ],
    ['JWT token is invalid or malformed.', 'token/malformed'],
    [
      "Invalid JWT token. 'HS256' is not a supported signature algorithm. Supported signing algorithms are: 'RS256'",
      'token/algorithm-unsupported',
    ],
    [
      'Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in token header.',
      'token/key-id-missing',
    ],
    ["Invalid JWT header type specified, must be 'JWT'. Allowed types: 'JWT'", 'token/type-unsupported'],
    ['Invalid JWT token. Found unsupported token header. Supported headers are: x', 'token/header-unsupported'],
    [
      'The certificate with identifier  used to sign the federated credential could not be found in the metadata of identity provider x.',
      'token/key-not-published',
    ],
    [
      'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
      'token/signature-invalid',
    ],
    ['Client assertion is not within its valid time range. Current time: 2026-01-01T00:00:00.0000000Z', 'token/outside-valid-time'],
    ["The required field 'aud' is missing from the credential.", 'token/claim-missing'],
    ["The request body must contain the following parameter: 'scope'.", 'entra/parameter-missing'],
    ["The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 'entra/assertion-not-sent'],
    ["'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.", 'entra/assertion-not-sent'],
    ["The provided client secret keys for app 'x' are expired.", 'entra/assertion-not-sent'],
    ["Client assertion application identifier doesn't match 'client_id' parameter.", 'entra/client-mismatch'],
    ['Request to External OIDC endpoint failed.', 'entra/issuer-unreachable'],
    ["OIDC Provider Metadata missing required field 'jwks_uri'.", 'entra/issuer-metadata-invalid'],
    ["Tenant 'x' not found. Check to make sure you have the correct tenant ID.", 'entra/tenant-not-found'],
    ["Specified tenant identifier '{{tenant}}' is neither a valid DNS name, nor a valid external domain.", 'entra/tenant-malformed'],
    ['No tenant-identifying information found in either the request or implied by any provided credentials.', 'entra/tenant-malformed'],
    ["Confidential Client isn't supported in Cross Cloud request.", 'entra/wrong-cloud'],
    ["Application with identifier 'x' was not found in the directory 'y'.", 'entra/client-not-found'],
    ["Application 'x'(name of it) is disabled.", 'entra/principal-disabled'],
    ["Client application 'x'(name) is disabled in tenant y.", 'entra/principal-disabled'],
    ["Resource application 'x'(name) is disabled in tenant y.", 'entra/resource-disabled'],
    ["The service principal for resource 'x' is disabled.", 'entra/resource-disabled'],
    ['The resource principal named api:// was not found in the tenant named x.', 'entra/resource-not-found'],
    ["The provided value for the input parameter 'scope' is not valid.", 'entra/scope-invalid'],
    ['The provided value for scope x is not valid. Client credential flows must have a scope value with /.default', 'entra/scope-invalid'],
    ['Access has been blocked by Conditional Access policies.', 'entra/conditional-access'],
    ['A transient error has occurred. Please try again.', 'entra/transient'],
    ['The server terminated an operation because it encountered a client request loop.', 'entra/request-loop'],
  ])('%s', (text, expected) => {
    expect(codeOf(400, said('invalid_request', text))).toBe(expected);
    // A number that nobody has seen says nothing against them, and neither does a status.
    expect(codeOf(401, said('invalid_client', `AADSTS99999999: ${text}`))).toBe(expected);
    expect(codeOf(503, said('invalid_client', text))).toBe(expected);
  });
});

describe('number and words that do not belong together', () => {
  test.each<[string, string]>([
    ['AADSTS700213: New words.', 'trust/subject-mismatch'],
    ['AADSTS700213: No matching federated identity record found', 'trust/subject-mismatch'],
    ['AADSTS700016: Tenant ‘x’ not found.', 'entra/tenant-not-found'],
    ['AADSTS50013: Assertion is not within its valid time range.', 'token/outside-valid-time'],
    [`AADSTS70021: ${none} audience 'x'.`, 'trust/audience-mismatch'],
    [`AADSTS700213: ${none} issuer 'https://acme.eu.auth0.com/'.`, 'trust/issuer-mismatch'],
    [`AADSTS700213: ${none} issuer 'https://somebody.else/'.`, 'entra/refused'],
    [`AADSTS700223: ${none} subject 'x'.`, 'entra/refused'],
    ['AADSTS700223: No matching federated identity record found.', 'entra/refused'],
    ['AADSTS700238: The federated credential subject does not match.', 'trust/issuer-blocked'],
    ["AADSTS90002: The client 'x' has no configured federated identity credentials", 'entra/refused'],
  ])('%s', (text, expected) => expect(codeOf(401, said('invalid_client', text))).toBe(expected));
});

describe('an error alone', () => {
  test.each<[number, string, string]>([
    [401, 'invalid_client', 'refused'],
    [400, 'invalid_request', 'refused'],
    [400, 'unauthorized_client', 'refused'],
    [400, 'invalid_grant', 'refused'],
    [400, 'interaction_required', 'refused'],
    [400, 'invalid_resource', 'refused'],
    [400, 'invalid_scope', 'scope-invalid'],
    [400, 'invalid_tenant', 'tenant-not-found'],
    [400, 'invalid_instance', 'wrong-cloud'],
    [503, 'temporarily_unavailable', 'transient'],
    [429, 'temporarily_unavailable', 'throttled'],
    [400, 'slow_down', 'throttled'],
    [500, 'server_error', 'transient'],
    [429, 'x', 'throttled'],
    [502, 'x', 'transient'],
    [400, 'constructor', 'refused'],
  ])('%i %s', (status, error, expected) => {
    expect(codeOf(status, { error })).toBe(`entra/${expected}`);
    expect(codeOf(status, { error, suberror: 'message_only', error_description: 'New words.' })).toBe(`entra/${expected}`);
  });
});

describe('numbers', () => {
  const rows = [...readFileSync(join(root, 'docs/codes.md'), 'utf8').matchAll(/^\| ([\d ]+) \| `([a-z0-9/-]+)` \|$/gm)];
  test('the table of docs/codes.md was read', () => expect(rows.length).toBeGreaterThan(30));

  test.each(rows.map(([, numbers = '', code = '']) => [code, numbers.split(' ')] as const))('%s', (expected, numbers) => {
    expect(numbers.map((number) => codeOf(400, said('x', `AADSTS${number}: x`)))).toEqual(numbers.map(() => expected));
  });

  /** Users, devices, consent, certificates, on behalf of: no part of this exchange. And those whose meaning was not found. */
  const others = [
    50020, 50034, 500341, 50053, 50076, 50079, 50129, 50146, 50158, 50173, 53000, 530003, 530035, 50005, 65001, 65002, 650052, 700003,
    700005, 700020, 700043, 700051, 700054, 700082, 130502, 130507, 240002, 100007, 1002016, 392189, 700023, 700025, 700026, 700030, 500131,
    5000811, 7000114, 7000226, 9002313, 9002324, 90013, 90015, 7000110, 5000225, 90036, 700214, 700233, 700234, 700235, 700237, 7002241,
    700263,
  ];
  test.each(others)('%i is left to the words', (number) => {
    expect(codeOf(400, said('invalid_grant', `AADSTS${number}: User 'x' in tenant 'y' must sign in.`))).toBe('entra/refused');
  });

  test('what cannot be tried again is not told to pass, whatever the status', () => {
    expect(
      codeOf(
        500,
        said('server_error', 'AADSTS90036: An unexpected, non-retryable error stemming from the directory service has occurred.'),
      ),
    ).toBe('entra/refused');
  });
});
