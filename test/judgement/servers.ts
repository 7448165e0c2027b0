import { randomBytes, randomUUID } from 'node:crypto';

import type { Changes, PartyName } from '../foreign/connection.js';
import type { Asked, Manner, Reply } from '../foreign/serve.js';

/** A refusal by a server this project did not write: what is found, and what the party said. All of them end with exit 1. */
export interface Refusal {
  changes?: Changes;
  settings?: Record<string, string>;
  code: string;
  party: string;
  status: number;
  /** The party's own code and words. */
  said?: RegExp;
}

/** What is set up wrongly, as a service that works says it. */
export const refusals: [string, Refusal][] = [
  [
    'a wrong secret',
    {
      settings: { OIDC_CLIENT_SECRET: randomBytes(48).toString('base64url') },
      code: 'auth0/client-refused',
      party: 'auth0',
      status: 401,
      said: / Unauthorized$/,
    },
  ],
  [
    'a client id of another tenant',
    { settings: { OIDC_CLIENT_ID: 'k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV' }, code: 'auth0/client-refused', party: 'auth0', status: 401 },
  ],
  [
    'no API with this identifier',
    {
      settings: { OIDC_AUDIENCE: 'api://AzureADTokenExchangeUSGov' },
      code: 'auth0/api-missing',
      party: 'auth0',
      status: 403,
      said: /Service not enabled within domain/,
    },
  ],
  ['no client grant', { changes: { auth0: { isGranted: false } }, code: 'auth0/grant-missing', party: 'auth0', status: 403 }],
  [
    'an unknown tenant',
    { settings: { AZURE_TENANT_ID: randomUUID() }, code: 'entra/tenant-not-found', party: 'entra', status: 400, said: /AADSTS90002/ },
  ],
  [
    'an unknown identity',
    { settings: { AZURE_CLIENT_ID: randomUUID() }, code: 'entra/client-not-found', party: 'entra', status: 400, said: /AADSTS700016/ },
  ],
  [
    'an identity without a federated credential',
    { changes: { entra: { credential: null } }, code: 'trust/credential-missing', party: 'entra', status: 401, said: /AADSTS70025/ },
  ],
  [
    'no role',
    {
      changes: { azureOpenAi: { hasRole: false } },
      code: 'azure-openai/role-missing',
      party: 'azure-openai',
      status: 401,
      said: /lacks the required data action/,
    },
  ],
  [
    'no such deployment',
    {
      settings: { AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'gpt-4o' },
      code: 'azure-openai/deployment-missing',
      party: 'azure-openai',
      status: 404,
      said: /does not exist/,
    },
  ],
  [
    'a version that never was',
    {
      settings: { AZURE_AOAI_API_VERSION: '2024-05-13' },
      code: 'azure-openai/path-or-version-wrong',
      party: 'azure-openai',
      status: 404,
    },
  ],
  [
    'a model that can neither chat nor respond',
    {
      changes: {
        azureOpenAi: {
          instead: onPost({
            status: 400,
            json: {
              error: {
                code: 'OperationNotSupported',
                message:
                  'The embeddings operation does not work with the specified model, gpt-4o. Please choose different model and try again.',
              },
            },
          }),
        },
      },
      code: 'azure-openai/operation-unsupported',
      party: 'azure-openai',
      status: 400,
    },
  ],
  [
    'a resource of another tenant',
    {
      changes: {
        azureOpenAi: {
          instead: onPost({
            status: 400,
            json: {
              error: {
                code: 'Tenant provided in token does not match resource token',
                message: 'Token tenant 1 does not match resource tenant.',
              },
            },
          }),
        },
      },
      code: 'azure-openai/tenant-mismatch',
      party: 'azure-openai',
      status: 400,
    },
  ],
  [
    'a firewall',
    {
      changes: {
        azureOpenAi: {
          instead: () => ({
            status: 403,
            json: { error: { code: '403', message: 'Access denied due to Virtual Network/Firewall rules.' } },
          }),
        },
      },
      code: 'azure-openai/firewall-blocked',
      party: 'azure-openai',
      status: 403,
    },
  ],
];

const page =
  '<!DOCTYPE html>\r\n<html><head><title>502 Bad Gateway</title><style>body{color:red}</style></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.25.3</center></body></html>\r\n';
const html = (status: number): Reply => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, text: page });
const half = '{"error":{"code":"Service';

/** A service or gateway that is down: could not find out, in its own words. */
const outages: [string, Reply, RegExp][] = [
  ['an HTML 502', html(502), /^502 Bad Gateway( 502 Bad Gateway)? nginx\/1\.25\.3$/],
  ['a plain text 503', { status: 503, text: 'upstream connect error or disconnect/reset before headers' }, /^upstream connect error/],
  ['an empty 500', { status: 500, text: '' }, /^$/],
  ['half a JSON', { status: 500, headers: { 'Content-Type': 'application/json' }, text: half }, /Service$/],
  [
    '{statusCode,message}',
    { status: 500, json: { statusCode: 500, message: 'Internal server error', activityId: '19ccf22c' } },
    /Internal server error/,
  ],
];

/** What cannot be what it claims to be: a failure of that party, never a success and never a crash. */
const nonsense: [string, Reply][] = [
  ['a sign-in page with 200', html(200)],
  ['plain text with 200', { status: 200, text: 'OK' }],
  ['nothing with 200', { status: 200, text: '' }],
  ['half a JSON with 200', { status: 200, headers: { 'Content-Type': 'application/json' }, text: half }],
  ['another JSON with 200', { status: 200, json: { status: 'ok' } }],
  ['a JSON list with 200', { status: 200, json: [] }],
  ['204', { status: 204, text: '' }],
  ['a redirect', { status: 302, headers: { Location: 'https://localhost:1/login' }, text: '' }],
  ['an HTML 404', html(404)],
  ['{statusCode,message} with 403', { status: 403, json: { statusCode: 403, message: 'Forbidden by the gateway' } }],
  ['the wrong types', { status: 400, json: { error: 7, error_description: [], error_codes: 'x', message: {}, trace_id: 1 } }],
];

const parties: [PartyName, string][] = [
  ['auth0', 'auth0'],
  ['entra', 'entra'],
  ['azureOpenAi', 'azure-openai'],
];
const downCodes = { auth0: 'auth0/service-error', entra: 'entra/transient', azureOpenAi: 'azure-openai/service-error' };

/** Every question of a party, or only the one that costs something. */
const places = ['every question', 'what is metered'] as const;

export const down = outages.flatMap(([name, reply, said]) =>
  parties.flatMap(([party]) => places.map((where) => [name, party, where, { reply, said, code: downCodes[party] }] as const)),
);

export const wrongBodies = nonsense
  .flatMap(([name, reply]) => parties.flatMap(([party, prefix]) => places.map((where) => [name, party, where, { reply, prefix }] as const)))
  .filter(([name, , where]) => where === 'what is metered' || /sign-in|nothing|404|types/.test(name));

/** The state of a party that gives this reply to every question, or to those that are posted. */
export function answering(party: PartyName, where: (typeof places)[number], reply: Reply): Changes {
  return { [party]: { instead: where === 'every question' ? () => reply : onPost(reply) } };
}

const numbered = (number: number): Reply => ({
  status: 401,
  json: { error: 'invalid_client', error_description: `AADSTS${number}: New words.`, error_codes: [number] },
});
const invalidKey = { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' } };

/** Answers that contradict what was seen before them, and what the words say of both. */
export const contradicting: [string, PartyName, Reply, RegExp][] = [
  ...[5002738, 5002727, 5002741, 700027, 7000272, 700024, 900023, 700222, 50027].map((number): [string, PartyName, Reply, RegExp] => [
    `AADSTS${number}`,
    'entra',
    numbered(number),
    /what was seen here is otherwise/,
  ]),
  ['no route to the token', 'auth0', { status: 404, text: 'no route' }, /so it is not mistyped\. Asked for a token, it answered 404/],
  ['a page with 404', 'auth0', html(404), /The domain is right: it gave the discovery document/],
  ['a page with 403', 'entra', html(403), /a web page came back, with status 403/],
  ['a page with 403', 'azureOpenAi', html(403), /a web page came back, with status 403/],
  ['a wrong key', 'azureOpenAi', { status: 401, json: invalidKey }, /I sent the token of Entra ID and no key/],
];

function onPost(reply: Reply): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? reply : undefined);
}

/** Correct servers of other habits, which raise no alarm. */
const everywhere = (manner: Manner): Changes => ({ auth0: { manner }, entra: { manner }, azureOpenAi: { manner } });
export const habits: [string, Changes][] = [
  ['gzip bodies', everywhere({ gzip: true })],
  ['bodies one byte at a time', everywhere({ bytewise: true })],
  ['gzip one byte at a time', everywhere({ gzip: true, bytewise: true })],
  ['Connection: close', everywhere({ closes: true })],
  ['header names in capitals', everywhere({ shouts: true })],
  ['unknown JSON fields in another order', everywhere({ strangeFields: true })],
  ['300 ms before every answer', everywhere({ delayMs: 300 })],
  ['a clock a minute ahead', everywhere({ date: 'minute-fast' })],
  ['a clock a minute behind', everywhere({ date: 'minute-slow' })],
  ['a clock half a minute behind, in front of a token with nbf', { auth0: { manner: { date: 'half-minute-slow' }, hasNotBefore: true } }],
  ['no Date header', everywhere({ date: 'none' })],
  ['no content type', everywhere({ untyped: true })],
  ['everything at once', everywhere({ bytewise: true, closes: true, shouts: true, strangeFields: true, date: 'none' })],
  ['a token with nbf', { auth0: { hasNotBefore: true } }],
  ['aud as an array of one', { auth0: { audienceAsArray: true } }],
  ['keys without alg', { auth0: { keysHaveAlgorithm: false } }],
  ['three keys, the right one last', { auth0: { publishedKeys: 3 } }],
  ['one key', { auth0: { publishedKeys: 1, keysHaveAlgorithm: false } }],
  ['expires_in as a string', { auth0: { expiresIn: '86400' }, entra: { expiresIn: '3599' } }],
  ['tokens that live ten minutes', { auth0: { expiresIn: 600 }, entra: { expiresIn: 600 } }],
];

/** What is read beside the three questions that matter: a fault there is a warning once those were answered. */
export const probes: [name: string, party: PartyName, path: RegExp, code: string, reply: Reply | null][] = [
  ['discovery is throttled', 'auth0', /openid-configuration/, 'auth0/rate-limited', { status: 429, json: {} }],
  ['discovery is down', 'auth0', /openid-configuration/, 'auth0/service-error', { status: 503, text: 'down' }],
  ['discovery is blocked for us', 'auth0', /openid-configuration/, 'auth0/metadata-invalid', { status: 403, text: '<html>Blocked</html>' }],
  ['the keys are down', 'auth0', /jwks/, 'auth0/service-error', { status: 500, text: '' }],
  ['the keys are a page', 'auth0', /jwks/, 'auth0/metadata-invalid', { status: 200, text: '<html>' }],
];
