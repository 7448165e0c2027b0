import type { Connection } from '../foreign/connection.js';
import { keyNumber, signToken } from '../foreign/jwt.js';
import type { Asked, Reply } from '../foreign/serve.js';

/** Puts a value into one field of one answer of a connection that is healthy otherwise. */
export type Poison = (connection: Connection, value: string) => void;

type Instead = (asked: Asked) => Reply | undefined;
type Document = Record<string, unknown>;

/** Every field of every answer that is read, by who sends it. */
export const hostileFields: { readonly [name: string]: Poison } = {
  'auth0: error': refused('auth0', (error) => ({ error, error_description: 'no' })),
  'auth0: error_description': refused('auth0', (error_description) => ({ error: 'access_denied', error_description })),
  'auth0: error_uri': refused('auth0', (error_uri) => ({ error: 'access_denied', error_description: 'Unauthorized', error_uri })),
  'auth0: message': refused('auth0', (message) => ({ statusCode: 403, error: 'Forbidden', message, errorCode: message })),
  'auth0: a body that is no JSON': ({ state }, value) => void (state.auth0.instead = onPost(() => ({ status: 400, text: value }))),
  'auth0: a page': ({ state }, value) =>
    void (state.auth0.instead = onPost(() => ({
      status: 503,
      headers: { 'Content-Type': 'text/html' },
      text: `<html><head><title>${value}</title></head><body><h1>${value}</h1><p>${value}</p></body></html>`,
    }))),
  'auth0: headers': ({ state }, value) => {
    const headers = inHeaders(value, ['x-request-id', 'retry-after', 'auth0-client-quota-limit', 'www-authenticate', 'date']);
    state.auth0.instead = onPost(() => ({ status: 429, headers, json: { error: 'too_many_requests', error_description: 'Global limit' } }));
  },
  'auth0: token_type and scope': ({ state, auth0 }, value) => {
    const access_token = assertionOf(state.auth0, auth0.issuer);
    state.auth0.instead = onPost(() => ({ status: 200, json: { access_token, token_type: value, scope: value, expires_in: value } }));
  },
  'auth0: issuer': discovery((issuer, document) => ({ ...document, issuer })),
  'auth0: issuer on this host': discovery((value, document) => ({ ...document, issuer: `${String(document['issuer'])}${value}` })),
  'auth0: jwks_uri': discovery((jwks_uri, document) => ({ ...document, jwks_uri })),
  'auth0: jwks_uri on this host': discovery((value, document) => ({ ...document, jwks_uri: `${String(document['jwks_uri'])}?${value}` })),
  'auth0: kid of a key': keys((kid, key) => ({ ...key, kid })),
  'auth0: alg of a key': keys((alg, key) => ({ ...key, alg })),
  'auth0: kty and n of a key': keys((value, key) => ({ ...key, kty: value, n: value })),
  'token: alg': token((alg) => ({ header: { alg } })),
  'token: kid': token((kid) => ({ header: { kid } })),
  'token: typ': token((typ) => ({ header: { typ } })),
  'token: iss': token((iss) => ({ claims: { iss } })),
  'token: sub': token((sub) => ({ claims: { sub } })),
  'token: aud': token((aud) => ({ claims: { aud } })),
  'token: two aud': token((aud) => ({ claims: { aud: [aud, `${aud}2`] } })),
  'token: other claims': token((value) => ({ claims: { gty: value, azp: value, scope: value, [value.slice(0, 100)]: value } })),
  'token: sub, with a credential that differs': (connection, value) => {
    token((sub) => ({ claims: { sub } }))(connection, value);
    connection.settings['AZURE_FEDERATED_SUBJECT'] = `${value.slice(0, 100)}x`;
    connection.settings['AZURE_FEDERATED_ISSUER'] = connection.auth0.issuer;
    connection.settings['AZURE_FEDERATED_AUDIENCE'] = connection.state.auth0.audience;
  },
  'entra: error': refused('entra', (error) => ({ error, error_description: 'no' })),
  'entra: error_description': refused('entra', (text) => ({ error: 'invalid_client', error_description: `AADSTS700213: ${text}` })),
  'entra: the value it quotes': refused('entra', (text) => ({
    error: 'invalid_client',
    error_description: `AADSTS700213: No matching federated identity record found for presented assertion subject '${text}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. Trace ID: ${text}`,
  })),
  'entra: a number nobody knows': refused('entra', (text) => ({ error: 'invalid_client', error_description: `AADSTS999999: ${text}` })),
  'entra: ids, timestamp, codes': refused('entra', (value) => ({
    error: 'invalid_client',
    error_description: 'AADSTS700016: Application with identifier was not found.',
    error_codes: [value],
    error_uri: `https://login.microsoftonline.com/error?code=${value}`,
    trace_id: value,
    correlation_id: value,
    timestamp: value,
    suberror: value,
    claims: value,
  })),
  'entra: headers': ({ state }, value) => {
    const headers = inHeaders(value, ['x-ms-request-id', 'x-ms-ests-server', 'retry-after', 'www-authenticate', 'date']);
    state.entra.instead = onPost(() => ({
      status: 429,
      headers,
      json: { error: 'temporarily_unavailable', error_description: 'AADSTS90055: Server is busy.' },
    }));
  },
  'entra: issuer': tenant((issuer, document) => ({ ...document, issuer })),
  'entra: issuer behind its id': tenant((value, document) => ({ ...document, issuer: `${String(document['issuer'])}${value}` })),
  'entra: region': tenant((tenant_region_scope, document) => ({ ...document, tenant_region_scope })),
  'entra: token_endpoint': tenant((token_endpoint, document) => ({ ...document, token_endpoint })),
  'entra: token_type': granted((token_type) => ({ token_type })),
  'entra: the name of the identity': granted((value) => ({
    claims: { xms_mirid: `/subscriptions/s/resourcegroups/${value}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${value}` },
  })),
  'entra: claims': granted((value) => ({ claims: { aud: value, tid: value, appid: value, oid: value, idtyp: value } })),
  'azure: code': denied((code) => ({ code, message: 'no' })),
  'azure: message': denied((message) => ({ code: 'BadRequest', message })),
  'azure: type and param': denied((value) => ({ code: null, message: 'no', type: value, param: value })),
  'azure: the parts that a filter names': denied((value) => ({
    code: 'content_filter',
    message: 'The response was filtered',
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: { [value.slice(0, 50)]: { filtered: true, severity: value } },
    },
  })),
  'azure: the action it wants': ({ state }, value) =>
    void (state.azureOpenAi.instead = onPost(() => ({
      status: 401,
      json: {
        error: {
          code: 'PermissionDenied',
          message: `The principal \`${value}\` lacks the required data action \`${value}\` to perform \`POST ${value}\` operation.`,
        },
      },
    }))),
  'azure: a message of a gateway': ({ state }, message) =>
    void (state.azureOpenAi.instead = onPost(() => ({ status: 401, json: { statusCode: 401, message } }))),
  'azure: headers': ({ state }, value) => {
    const names = [
      'x-ms-region',
      'apim-request-id',
      'x-request-id',
      'retry-after',
      'retry-after-ms',
      'policy-id',
      'x-ratelimit-remaining-tokens',
    ];
    state.azureOpenAi.instead = onPost(() => ({
      status: 429,
      headers: inHeaders(value, names),
      json: { error: { code: '429', message: 'Rate limit is exceeded.' } },
    }));
  },
  'azure: names of models': ({ state }, value) =>
    void (state.azureOpenAi.instead = ({ path, headers }) =>
      path.endsWith('/models') && headers.authorization
        ? {
            status: 200,
            json: {
              object: 'list',
              data: [
                { id: value, status: value, deprecation: { inference: 1 } },
                { id: state.azureOpenAi.model, deprecation: { inference: 1 } },
              ],
            },
          }
        : undefined),
  'azure: names of deployments': ({ state, settings }, value) => {
    settings['AZURE_AOAI_MODEL_DEPLOYMENT_NAME'] = 'gone';
    state.azureOpenAi.instead = ({ path, headers }) =>
      path.endsWith('/deployments') && headers.authorization
        ? {
            status: 200,
            json: {
              object: 'list',
              data: [
                { id: value, model: value, status: 'succeeded' },
                { id: 'other', model: value, status: 'succeeded' },
              ],
            },
          }
        : undefined;
  },
  'azure: the model that answers': stream((model) => [
    chunk({ delta: { content: 'Hi' } }, { model }),
    chunk({ finish_reason: 'stop' }, { model }),
  ]),
  'azure: streamed text': stream((value) =>
    Array.from(value.slice(0, 3000))
      .map((content) => chunk({ delta: { content } }))
      .concat(chunk({ finish_reason: 'stop' })),
  ),
  'azure: streamed text, cut in the middle of everything': stream((value) =>
    value
      .slice(0, 3000)
      .split('')
      .map((content) => chunk({ delta: { content } }))
      .concat(chunk({ finish_reason: 'stop' })),
  ),
  'azure: streamed text in one piece': stream((content) => [chunk({ delta: { content } }), chunk({ finish_reason: 'stop' })]),
  'azure: a refusal of the model': stream((refusal) => [chunk({ delta: { refusal } }), chunk({ finish_reason: 'stop' })]),
  'azure: finish_reason': stream((finish_reason) => [chunk({ delta: { content: 'Hi' } }), chunk({ finish_reason })]),
  'azure: an error in the stream': stream((value) => [
    chunk({ delta: { content: 'Hi' } }),
    { error: { code: value, message: value, type: value, param: value } },
  ]),
  'azure: an event that is no JSON': stream((value) => [`data: ${value.replaceAll(/[\r\n]/g, ' ')}\n\n`, chunk({ finish_reason: 'stop' })]),
  'azure: a whole answer': ({ state }, value) =>
    void (state.azureOpenAi.instead = onPost(() => ({
      status: 200,
      json: {
        model: value,
        choices: [{ message: { role: value, content: value }, finish_reason: value }],
        usage: { prompt_tokens: value },
      },
    }))),
};

function refused(party: 'auth0' | 'entra', json: (value: string) => Document): Poison {
  return ({ state }, value) => void (state[party].instead = onPost(() => ({ status: 403, json: json(value) })));
}

function denied(error: (value: string) => Document): Poison {
  return ({ state }, value) => void (state.azureOpenAi.instead = onPost(() => ({ status: 400, json: { error: error(value) } })));
}

function onPost(reply: () => Reply): Instead {
  return ({ method }) => (method === 'POST' ? reply() : undefined);
}

function discovery(change: (value: string, document: Document) => Document): Poison {
  return ({ state, auth0: { issuer } }, value) => {
    const document = { issuer, jwks_uri: `${issuer}.well-known/jwks.json`, token_endpoint: `${issuer}oauth/token` };
    state.auth0.instead = ({ path }) =>
      path.endsWith('openid-configuration') ? { status: 200, json: change(value, document) } : undefined;
  };
}

function tenant(change: (value: string, document: Document) => Document): Poison {
  return ({ state, entra }, value) => {
    const base = `https://localhost:${entra.port}/${state.entra.tenant}`;
    const document = {
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/a`,
      jwks_uri: `${base}/k`,
    };
    state.entra.instead = ({ path }) =>
      path.endsWith('openid-configuration') ? { status: 200, json: change(value, document) } : undefined;
  };
}

function keys(change: (value: string, key: Document) => Document): Poison {
  return ({ state }, value) => {
    const { jwk, kid } = keyNumber(0);
    const json = { keys: [change(value, { ...jwk, kid, use: 'sig', alg: 'RS256' })] };
    state.auth0.instead = ({ path }) => (path.endsWith('jwks.json') ? { status: 200, json } : undefined);
  };
}

function token(change: (value: string) => { header?: Document; claims?: Document }): Poison {
  return (connection, value) => {
    const access_token = assertionOf(connection.state.auth0, connection.auth0.issuer, change(value));
    connection.issued.push(access_token);
    connection.state.auth0.instead = onPost(() => ({ status: 200, json: { access_token, expires_in: 3600, token_type: 'Bearer' } }));
  };
}

function assertionOf(
  state: Connection['state']['auth0'],
  iss: string,
  { header, claims }: { header?: Document; claims?: Document } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss, sub: `${state.clientId}@clients`, aud: state.audience, iat: now, exp: now + 3600 };
  const signed = signToken({ alg: 'RS256', typ: 'JWT', kid: keyNumber(0).kid }, { ...usual, ...claims }, keyNumber(0));
  if (!header) return signed;
  const head = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: keyNumber(0).kid, ...header })).toString('base64url');
  return `${head}.${signed.split('.').slice(1).join('.')}`;
}

function granted(change: (value: string) => { token_type?: string; claims?: Document }): Poison {
  return ({ state, issued }, value) => {
    const now = Math.floor(Date.now() / 1000);
    const { token_type = 'Bearer', claims } = change(value);
    const usual = {
      aud: 'https://cognitiveservices.azure.com',
      tid: state.entra.tenant,
      appid: state.entra.clientId,
      oid: state.entra.objectId,
    };
    const access_token = signToken({ typ: 'JWT', alg: 'RS256' }, { ...usual, nbf: now, exp: now + 3600, ...claims }, keyNumber(3));
    issued.push(access_token);
    state.entra.instead = onPost(() => ({ status: 200, json: { access_token, token_type, expires_in: 3600, ext_expires_in: value } }));
  };
}

function stream(events: (value: string) => (object | string)[]): Poison {
  return ({ state }, value) => void (state.azureOpenAi.instead = onPost(() => ({ status: 200, events: oneByOne(events(value)) })));
}

async function* oneByOne(events: (object | string)[]): AsyncGenerator<object | string> {
  yield* events;
}

function chunk(choice: Document, fields: Document = {}): object {
  return { id: 'c', model: 'gpt-4o', choices: [{ index: 0, delta: {}, finish_reason: null, ...choice }], ...fields };
}

/** A header holds no character of C0 and none above Latin-1: Node refuses to send it, and to read it. What is left of the value can be sent. */
function inHeaders(value: string, names: readonly string[]): Record<string, string> {
  // oxlint-disable-next-line no-control-regex -- those that no header holds
  const left = value.replaceAll(/[\u0000-\u001F\u007F]|[^\u0000-\u00FF]/gu, '').slice(0, 2000);
  return Object.fromEntries(names.map((name) => [name, left]));
}
