import { describe, expect, test } from 'vitest';

import { recogniseAzureOpenAi, speaksForItself } from '../../src/findings/recognise/azure-openai.js';
import { answered } from '../support/answered.js';

const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'chat', apiVersion: null };
const asked = { openai, audienceSent: 'https://cognitiveservices.azure.com', tokenTenant: 't', principal: 'oid', available: [] };

function found(status: number, body: object | string, headers: Record<string, string> = {}): { code: string; evidence: object } {
  return recogniseAzureOpenAi(answered('azure-openai', status, body, headers), asked);
}

const no = (code: string | number | null, message: string): object => ({ error: { code, message } });
const action = 'Microsoft.CognitiveServices/accounts/OpenAI/responses/write';
const lacks = (who: string): string =>
  `The principal \`${who}\` lacks the required data action \`${action}\` to perform \`POST /openai/responses\` operation.`;
const unauthorized = 'Unauthorized. Access token is missing, invalid, audience is incorrect (https://ai.azure.com), or have expired.';
const gone = 'The model associated with the deployment is deprecated and no longer available for use.';
const wrongModel = (operation: string, model: string): string =>
  `The ${operation} operation does not work with the specified model, ${model}. Please choose different model and try again.`;
const filtered =
  "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.";
const subdomain = "Please pick a different name. The subdomain name 'aoai' is not available as it's already used by a resource.";
const rate = (kind: string): string =>
  `Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded ${kind} rate limit of your current OpenAI S0 pricing tier. Please retry after 38 seconds.`;
const newRate =
  'Your requests to my chat for gpt-5 in East US 2 have exceeded the token rate limit for your current AIServices S0 pricing tier. This request was for ChatCompletions_Create under OpenAI Language Model Instance API.';
const busy =
  'The system is currently experiencing high demand and cannot process your request. Your request exceeds the maximum usage size allowed during peak load.';
const fault = 'The server had an error while processing your request. Sorry about that!';
const firewall = 'Access denied due to Virtual Network/Firewall rules.';
const closed = 'Public access is disabled. Please configure private endpoint.';
const vnet = 'A Virtual Network is configured for this resource. Please use the correct endpoint for making requests.';
const key = 'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key.';
const abuse = 'Your resource has been temporarily blocked because we detected behavior that may violate our content policy.';
const tenants = 'Token tenant 6969a6a5-65c5-4a51-ae8f-654de109118b does not match resource tenant.';

describe('every row', () => {
  test.each<[string, number, object | string, string]>([
    ['role, by object id', 401, no('PermissionDenied', lacks('redactp-1111')), 'role-missing'],
    ['role, by address', 401, no('PermissionDenied', lacks('me@contoso.com')), 'role-missing'],
    ['role, of nobody', 401, no(null, lacks('')), 'role-missing'],
    ['role, shortly', 401, no('PermissionDenied', 'Principal does not have access to API/Operation.'), 'role-missing'],
    ['role, as a text', 401, 'Principal does not have access to API/Operation.', 'role-missing'],
    ['token', 401, { statusCode: 401, message: unauthorized }, 'token-refused'],
    ['token, in other words', 401, no('Unauthorized', 'The access token has expired.'), 'token-refused'],
    [
      'token, a gateway',
      401,
      { statusCode: 401, message: 'JWT validation failed: IDX10214: Audience validation failed.' },
      'token-refused',
    ],
    ['no reason', 401, 'Unauthorized', 'refused'],
    ['tenant', 400, no('Tenant provided in token does not match resource token', tenants), 'tenant-mismatch'],
    ['tenant without its id', 400, no('BadRequest', 'Token tenant does not match resource tenant'), 'tenant-mismatch'],
    [
      'regional host',
      400,
      no('BadRequest', 'Please provide a custom subdomain for token authentication, otherwise API key is required.'),
      'subdomain-required',
    ],
    ['nothing behind the host', 404, no('ResourceNotFound', 'Subdomain does not map to a resource.'), 'subdomain-unmapped'],
    ['closed', 403, no('403', closed), 'public-access-disabled'],
    ['closed, as a number', 403, no(403, closed), 'public-access-disabled'],
    ['closed, other code', 403, no('AccessDenied', closed), 'public-access-disabled'],
    ['closed, handed over as text', 500, { message: JSON.stringify(no('403', closed)) }, 'public-access-disabled'],
    [
      'closed, handed over by a gateway in Python',
      500,
      no('500', `AzureException - Error code: 403 - {'error': {'code': '403', 'message': '${closed}'}}`),
      'public-access-disabled',
    ],
    ['role, handed over by a gateway in Node.js', 500, no(null, '401 Principal does not have access to API/Operation.'), 'role-missing'],
    ['firewall', 403, no('403', firewall), 'firewall-blocked'],
    ['firewall, without a wrapper', 403, { code: '403', message: firewall }, 'firewall-blocked'],
    ['regional virtual network', 403, { code: '403', message: vnet }, 'firewall-blocked'],
    ['private endpoint', 403, 'Traffic is not from an approved private endpoint', 'private-endpoint-unapproved'],
    ['key', 401, no('401', key), 'key-refused'],
    ['keys switched off', 403, no('AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.'), 'key-disabled'],
    [
      'gateway key',
      401,
      { statusCode: 401, message: 'Access denied due to missing subscription key. Make sure to include subscription key.' },
      'gateway-key-missing',
    ],
    ['abuse', 403, { error: { message: abuse } }, 'blocked-for-abuse'],
    [
      'deployment',
      404,
      {
        error: {
          code: 'DeploymentNotFound',
          message: 'The API deployment for this resource does not exist.',
          type: 'invalid_request_error',
          param: null,
        },
      },
      'deployment-missing',
    ],
    ['deployment, in the code of the models API', 404, no('unknown_model', 'Unknown model: chat'), 'deployment-missing'],
    ['deployment, words alone', 404, { error: 'The API deployment for this resource does not exist.' }, 'deployment-missing'],
    ['path', 404, no('404', 'Resource not found'), 'path-or-version-wrong'],
    ['path at a gateway', 404, { statusCode: 404, message: 'Resource not found' }, 'path-or-version-wrong'],
    ['path as a page', 404, '<html><body>Not Found</body></html>', 'path-or-version-wrong'],
    ['retired', 410, no('ModelDeprecated', gone), 'model-retired'],
    ['retired, 404', 404, no('ModelDeprecated', gone), 'model-retired'],
    ['retired, words alone', 400, { message: gone }, 'model-retired'],
    ['retired, status alone', 410, '', 'model-retired'],
    ['retired, of the first generation', 400, no('OperationNotSupported', wrongModel('chatCompletion', 'gpt-35-turbo')), 'model-retired'],
    [
      'retired, at its setup',
      400,
      no(
        'ServiceModelDeprecated',
        "The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' has been deprecated since 03/31/2026 00:00:00.",
      ),
      'model-retired',
    ],
    ['cannot chat', 400, no('OperationNotSupported', wrongModel('chatCompletion', 'gpt-5.4-pro')), 'operation-unsupported'],
    ['cannot complete', 400, no(null, wrongModel('completion', 'gpt-35-turbo')), 'operation-unsupported'],
    ['no Responses', 400, { error: 'Model not supported' }, 'operation-unsupported'],
    ['version on v1', 400, no('BadRequest', 'api-version query parameter is not allowed when using /v1 path'), 'version-not-allowed'],
    ['version of another host', 400, 'API version not supported', 'version-not-allowed'],
    [
      'old version, unfilled name',
      400,
      no('BadRequest', 'Model {modelName} is enabled only for api versions 2024-12-01-preview and later'),
      'version-too-old',
    ],
    [
      'old version, a parameter',
      400,
      no('BadRequest', 'response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later'),
      'version-too-old',
    ],
    [
      'prompt filtered',
      400,
      {
        error: {
          message: filtered,
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
          innererror: { code: 'ResponsibleAIPolicyViolation' },
        },
      },
      'content-filtered',
    ],
    [
      'prompt filtered, inner code',
      400,
      { error: { message: 'new words', code: null, innererror: { code: 'ResponsibleAIPolicyViolation' } } },
      'content-filtered',
    ],
    ['prompt filtered, words alone', 400, { message: filtered }, 'content-filtered'],
    [
      'context',
      400,
      { error: { message: "This model's maximum context length is 16384 tokens.", code: 'context_length_exceeded' } },
      'context-too-long',
    ],
    [
      'context, words alone',
      400,
      { error: { message: "This model's maximum context length is 16384 tokens.", code: null } },
      'context-too-long',
    ],
    [
      'limit',
      400,
      {
        error: {
          message: 'Could not finish the message because max_tokens or model output limit was reached.',
          type: 'invalid_request_error',
          code: null,
        },
      },
      'output-limit-too-small',
    ],
    [
      'limit of Responses',
      400,
      { error: { message: "Invalid 'max_output_tokens': integer below minimum value.", code: 'integer_below_min_value' } },
      'output-limit-too-small',
    ],
    [
      'another least value',
      400,
      { error: { message: "Invalid 'n': integer below minimum value.", code: 'integer_below_min_value' } },
      'parameter-unsupported',
    ],
    [
      'parameter',
      400,
      no('unsupported_parameter', "Unsupported parameter: 'max_tokens' is not supported with this model."),
      'parameter-unsupported',
    ],
    [
      'value',
      400,
      no('unsupported_value', "Unsupported value: 'temperature' does not support 0.2 with this model."),
      'parameter-unsupported',
    ],
    ['unknown parameter', 400, no(null, 'Unrecognized request argument supplied: stream_options'), 'parameter-unsupported'],
    ['requests', 429, no('429', rate('call')), 'rate-limited'],
    ['tokens, newer', 429, no('RateLimitReached', newRate), 'rate-limited'],
    ['free account', 429, no('429', `${rate('token')} For Free Account customers, upgrade to Pay as you Go.`), 'rate-limited'],
    ['a gateway', 429, { statusCode: 429, message: 'Rate limit is exceeded. Try again in 5 seconds.' }, 'rate-limited'],
    ['capacity', 429, no(null, busy), 'capacity'],
    [
      'an account at OpenAI',
      429,
      no('insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.'),
      'refused',
    ],
    ['fault', 500, { error: { message: fault, type: 'server_error', param: null, code: null } }, 'service-error'],
    ['fault at a gateway', 500, { statusCode: 500, message: 'Internal server error', activityId: '19ccf22c' }, 'service-error'],
    ['fault as a page', 503, '<html><body>503</body></html>', 'service-error'],
    ['subdomain in use', 409, no('CustomDomainInUse', subdomain), 'subdomain-taken'],
    ['subdomain in use, words alone', 400, { message: subdomain }, 'subdomain-taken'],
    ['soft-deleted', 409, no('FlagMustBeSetForRestore', "An existing resource with ID 'x' has been soft-deleted."), 'name-soft-deleted'],
    [
      'no quota',
      400,
      no('InsufficientQuota', 'This operation require 10 new capacity in quota Tokens Per Minute (thousands) - gpt-4o.'),
      'quota-insufficient',
    ],
  ])('%s', (_, status, body, expected) => expect(found(status, body).code).toBe(`azure-openai/${expected}`));
});

test('the policy in a header tells of the network where the words are new', () => {
  const policy = { 'policy-id': 'ThrowExceptionDueToTrafficDenied' };
  expect(found(403, no('403', 'new words'), policy).code).toBe('azure-openai/firewall-blocked');
  expect(found(403, no('403', closed), policy).code).toBe('azure-openai/public-access-disabled');
  expect(found(403, no('AuthenticationTypeDisabled', ''), policy).code).toBe('azure-openai/key-disabled');
});

describe('status and words that do not belong together', () => {
  test.each<[number, object | string, string]>([
    [403, no('PermissionDenied', 'new words'), 'role-missing'],
    [403, { message: lacks('x') }, 'role-missing'],
    [500, no('500', firewall), 'firewall-blocked'],
    [400, { statusCode: 401, message: unauthorized }, 'token-refused'],
    [400, no('RateLimitReached', newRate), 'rate-limited'],
    [404, no('404', busy), 'capacity'],
    [400, no('404', 'Resource not found'), 'path-or-version-wrong'],
    [200, no('DeploymentNotFound', ''), 'deployment-missing'],
    [401, no('401', 'new words'), 'refused'],
    [403, no('403', 'new words'), 'refused'],
    [400, no('constructor', 'toString'), 'refused'],
  ])('%i %j', (status, body, expected) => expect(found(status, body).code).toBe(`azure-openai/${expected}`));
});

describe('a user’s own words decide nothing', () => {
  const names = ['content_filter', 'PermissionDenied', 'server_error', 'DeploymentNotFound', 'ModelDeprecated', 'missing subscription key'];
  test.each(names)('a deployment named %s', (name) => {
    const text = newRate.replace('my chat', name);
    expect(found(429, no('RateLimitReached', text)).code).toBe('azure-openai/rate-limited');
    expect(found(429, no('429', text))).toMatchObject({ code: 'azure-openai/rate-limited', evidence: { limit: 'tokens' } });
    expect(found(400, no('BadRequest', `The deployment ${name} cannot be used here.`)).code).toBe('azure-openai/refused');
  });

  const prompts = [closed, filtered, fault, `Hello. ${firewall} Bye.`, `It's me. ${busy}`, 'content_filter', unauthorized, lacks('x')];
  test.each(prompts)('a prompt that is echoed: %s', (prompt) => {
    for (const quote of ["'", '"']) {
      const body = no('invalid_value', `Invalid value: ${quote}${prompt}${quote}. Supported values are: 'text' and 'image_url'.`);
      const refusal = answered('azure-openai', 400, body);
      expect(recogniseAzureOpenAi(refusal, asked).code).toBe('azure-openai/refused');
      expect(speaksForItself(refusal)).toBe(false);
    }
  });

  test.each([
    'Please ask the platform team: your subscription key is missing from the allow list, the quota or the audience.',
    'This API has been temporarily blocked.',
    'Your team lacks a budget; DeploymentNotFound is not the reason.',
  ])('the owner of a gateway: %s', (message) => expect(found(403, { statusCode: 403, message }).code).toBe('azure-openai/refused'));
});
