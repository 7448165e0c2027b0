import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Changes, Document } from './connection.js';
import { check, connect, openBench, say } from './connection.js';
import type { Asked, Reply } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

type Sent = readonly (object | string)[];

const chunk = (choice: object, fields: object = {}): object => ({
  model: 'gpt-4o',
  choices: [{ index: 0, delta: {}, ...choice }],
  ...fields,
});
const hello = chunk({ delta: { content: 'Hello' } });
const stop = chunk({ finish_reason: 'stop' });
const done = 'data: [DONE]\n\n';
const delta = { type: 'response.output_text.delta', delta: 'Hello' };
const completed = { type: 'response.completed', response: { model: 'gpt-5', usage: { input_tokens: 1, output_tokens: 2 } } };

/** The codes of the run, the root first; a document that is none of the schema does not come as far as here. */
async function found(changes: Changes): Promise<{ code: number | null; codes: string[]; report: Document }> {
  const { code, report } = await check(await connect(bench, changes));
  return { code, codes: report.diagnoses.map((one: Document) => one.code), report };
}

describe('a chat stream of another shape is no fault of ours', () => {
  const unreadable: [string, Sent][] = [
    ['null for a chunk', ['data: null\n\n', stop, done]],
    ['a number for a chunk', ['data: 5\n\n', stop, done]],
    ['a list for a chunk', ['data: []\n\n', stop, done]],
    ['choices that are no list', [{ choices: 'none' }, stop, done]],
    ['a delta that is a text', [chunk({ delta: 'Hello' }), stop, done]],
    ['content that is a number', [chunk({ delta: { content: 5 } }), stop, done]],
    ['content that is a list', [chunk({ delta: { content: ['Hello'] } }), stop, done]],
  ];
  test.concurrent.each(unreadable)('%s: refused, in the words of the stream', async (_, sent) => {
    const { code, codes, report } = await found({ azureOpenAi: { instead: streamed(sent) } });
    expect([code, codes[0]]).toEqual([1, 'azure-openai/refused']);
    expect(report.diagnoses[0].upstream.said).not.toBe('');
  });

  test.concurrent('a null among the choices, over which the SDK stumbles: refused, and no words are put in its mouth', async () => {
    const { code, codes, report } = await found({ azureOpenAi: { instead: streamed([{ choices: [null] }, stop, done]) } });
    expect([code, codes[0], report.diagnoses[0].upstream.said]).toEqual([1, 'azure-openai/refused', '']);
  });

  const harmless: [string, Sent][] = [
    ['a model that is a number', [chunk({ delta: { content: 'Hello' } }, { model: 5 }), { ...stop, model: 5 }, done]],
    ['a delta that is null', [hello, chunk({ delta: null, finish_reason: 'stop' }), done]],
    ['tokens counted in words', [hello, stop, { choices: [], usage: { prompt_tokens: 'one', completion_tokens: [2] } }, done]],
    [
      'tokens below nothing, and parts of tokens',
      [hello, stop, { choices: [], usage: { prompt_tokens: -1, completion_tokens: 1.5 } }, done],
    ],
    ['usage that is a text', [hello, { ...stop, usage: 'much' }, done]],
  ];
  test.concurrent.each(harmless)('%s: all well', async (_, sent) => {
    const { code, report } = await found({ azureOpenAi: { instead: streamed(sent) } });
    expect([code, report.completion?.text, report.completion?.promptTokens, report.completion?.completionTokens]).toEqual([
      0,
      'Hello',
      null,
      null,
    ]);
  });
});

describe('a Responses stream of another shape is no fault of ours', () => {
  const unreadable: [string, Sent][] = [
    ['null for an event', ['data: null\n\n', completed]],
    ['a delta that is a number', [{ ...delta, delta: 5 }, completed]],
    ['an end without a response', [delta, { type: 'response.completed' }]],
  ];
  test.concurrent.each(unreadable)('%s: refused', async (_, sent) => {
    const { code, codes } = await found({ azureOpenAi: { instead: responding(sent) } });
    expect([code, codes[0]]).toEqual([1, 'azure-openai/refused']);
  });

  test.concurrent.each<[string, object]>([
    ['a failure without a response', { type: 'response.failed' }],
    ['a failure whose code is a number', { type: 'response.failed', response: { error: { code: 5, message: 'No.' } } }],
  ])('%s: refused', async (_, event) => {
    const { code, codes } = await found({ azureOpenAi: { instead: responding([delta, event]) } });
    expect([code, codes[0]]).toEqual([1, 'azure-openai/refused']);
  });

  test.concurrent('a model and counts of other types: all well', async () => {
    const end = {
      type: 'response.completed',
      response: { model: 5, usage: { input_tokens: '1', output_tokens: null }, incomplete_details: 'none' },
    };
    const { code, report } = await found({ azureOpenAi: { instead: responding([delta, end]) } });
    expect([code, report.completion]).toMatchObject([0, { text: 'Hello', model: null, promptTokens: null, completionTokens: null }]);
  });
});

describe('an answer that ends without an end broke off', () => {
  const cut: [string, (asked: Asked) => Reply | undefined][] = [
    ['one piece, and a clean close', streamed([hello])],
    ['one piece and half an event', streamed([hello, 'data: {"id":"chatcmpl-1","choices":[{"index":0,"del'])],
    ['an empty event stream', streamed([])],
    ['nothing but [DONE]', streamed([done])],
    ['deltas without response.completed', responding([delta])],
  ];
  test.concurrent.each(cut)('%s', async (_, instead) => {
    const { code, codes, report } = await found({ azureOpenAi: { instead } });
    expect([code, codes]).toEqual([3, ['network/unreachable']]);
    expect(report.diagnoses[0]).toMatchObject({ severity: 'unknown', title: 'The answer of Azure OpenAI broke off' });
    expect(report.diagnoses[0].upstream.said).toBe('');
  });
});

describe('an error inside the stream means what its code says', () => {
  const rate = { code: '429', message: 'Rate limit is exceeded. Try again in 5 seconds.' };
  const errors: [string, object, number, string][] = [
    ['429', { error: rate }, 3, 'azure-openai/rate-limited'],
    ['429 as a number', { error: { ...rate, code: 429 } }, 3, 'azure-openai/rate-limited'],
    ['503', { error: { code: '503', message: 'Busy.' } }, 3, 'azure-openai/service-error'],
    ['a list for an error', { error: [] }, 1, 'azure-openai/refused'],
    ['types that are none', { error: { code: {}, message: 5, type: [] } }, 1, 'azure-openai/refused'],
  ];
  test.concurrent.each(errors)('%s', async (_, event, exit, expected) => {
    const { code, codes } = await found({ azureOpenAi: { instead: streamed([event]) } });
    expect([code, codes[0]]).toEqual([exit, expected]);
  });
});

describe('a list of models of another shape', () => {
  const models =
    (data: unknown): ((asked: Asked) => Reply | undefined) =>
    ({ method, headers }) =>
      method === 'GET' && headers.authorization ? { status: 200, json: { data } } : undefined;

  test.concurrent('its strange entries do not count, without a completion and with one', async () => {
    const retires = { id: 'gpt-4o-2024-11-20', deprecation: { inference: -1e300 } };
    const connection = await connect(bench, { azureOpenAi: { instead: models([null, 5, { id: 7 }, retires]) } });
    const listed = await check(connection, ['--no-completion']);
    const asked = await check(connection);
    expect([listed.code, listed.report.ok, asked.code, asked.report.ok]).toEqual([0, true, 0, true]);
  });
});

describe('a token answer of Entra ID of another shape is a refusal of Entra ID', () => {
  const answers: [string, object][] = [
    ['a number for the token', { access_token: 5, expires_in: 3599, token_type: 'Bearer' }],
    ['no token', { expires_in: 3599, token_type: 'Bearer' }],
    ['an empty token', { access_token: '', expires_in: 3599, token_type: 'Bearer' }],
    ['an object for the token', { access_token: {}, expires_in: 3599 }],
    ['nothing but the number', { access_token: 5 }],
  ];
  test.concurrent.each(answers)('%s', async (_, json) => {
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 200, json } : undefined);
    const { code, codes, report } = await found({ entra: { instead } });
    expect([code, codes]).toEqual([1, ['entra/refused']]);
    expect(report.diagnoses[0].upstream).toMatchObject({ party: 'entra', status: 200 });
  });

  test.concurrent.each(['soon', '', -1, 1e300])('a life of %j is no crash, and no reason to ask again', async (expiresIn) => {
    const connection = await connect(bench, { entra: { expiresIn } });
    const { code, report } = await check(connection);
    expect([code, report.ok]).toEqual([0, true]);
    expect(JSON.stringify(report)).not.toContain('NaN');
    expect(connection.entra.count('POST', /token/)).toBe(1);
  });
});

describe('an Auth0 token whose times are none', () => {
  const times: [string, Record<string, unknown>, string][] = [
    ['no calendar reaches its end', { exp: 1e300 }, 'token/claim-missing'],
    ['its end is before all time', { exp: -1e300 }, 'token/claim-missing'],
    ['its end is a text', { exp: 'NaN' }, 'token/claim-missing'],
    ['its end is null', { exp: null }, 'token/claim-missing'],
    ['no calendar reaches its beginning', { nbf: 1e300 }, 'token/outside-valid-time'],
    ['it ended long ago', { exp: -1 }, 'token/outside-valid-time'],
  ];
  test.concurrent.each(times)('%s', async (_, claims, expected) => {
    const { code, codes } = await found({ auth0: { claims } });
    expect(codes).toContain(expected);
    expect([0, 1]).toContain(code);
  });

  test.concurrent.each([{ nbf: -1e300 }, { iat: 1e300 }, { iat: 'now', nbf: 'now' }])('%j harms nobody', async (claims) => {
    const { codes } = await found({ auth0: { claims } });
    expect(codes).not.toContain('check/crashed');
  });

  test.concurrent.each(['soon', '', -1, 0, 1e300])('a life of %j is no crash, and no reason for a second token', async (expiresIn) => {
    const connection = await connect(bench, { auth0: { expiresIn, claims: { exp: Math.floor(Date.now() / 1000) + 3600 } } });
    const { code } = await check(connection);
    expect([code, connection.auth0.count('POST', /token/)]).toEqual([0, 1]);
  });
});

describe('documents of another shape', () => {
  const document =
    (path: RegExp, json: object) =>
    (asked: Asked): Reply | undefined =>
      path.test(asked.path) ? { status: 200, json } : undefined;
  const documents: [string, Changes][] = [
    ['a list from Auth0', { auth0: { instead: document(/openid-configuration/, []) } }],
    ['numbers from Auth0', { auth0: { instead: document(/openid-configuration/, { issuer: 5, jwks_uri: 7 }) } }],
    ['keys at no web address', { auth0: { instead: document(/openid-configuration/, { issuer: 'x', jwks_uri: 'mailto:keys' }) } }],
    ['keys that are none', { auth0: { instead: document(/jwks/, { keys: [null, 5] }) } }],
    ['keys of numbers', { auth0: { instead: document(/jwks/, { keys: [{ kid: 5, kty: 7, n: [], e: null }] }) } }],
    ['a list from Entra ID', { entra: { instead: document(/openid-configuration/, []) } }],
    ['numbers from Entra ID', { entra: { instead: document(/openid-configuration/, { issuer: 5, tenant_region_scope: 7 }) } }],
  ];
  test.concurrent.each(documents)('%s', async (_, changes) => {
    const { code, codes } = await found(changes);
    expect(codes).not.toContain('check/crashed');
    expect([1, 3]).toContain(code);
  });
});

test.concurrent.each(['auth0', 'entra', 'azureOpenAi'] as const)('a redirect of %s has no words, and none are announced', async (party) => {
  const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 302, text: '' } : undefined);
  const connection = await connect(bench, { [party]: { instead } });
  const { stdout } = await say(connection, ['check']);
  expect(stdout).toMatch(/\/refused/);
  expect(stdout.replaceAll(/\s+/g, ' ')).not.toMatch(/own words|words of the answer/);
  expect(stdout).toContain('302');
});

function streamed(sent: Sent): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? { status: 200, events: once(sent) } : undefined);
}

/** A model that chats by the Responses API only. */
function responding(sent: Sent): (asked: Asked) => Reply | undefined {
  const error = { code: 'OperationNotSupported', message: 'The chatCompletion operation does not work with the specified model.' };
  return (asked) => (asked.path.endsWith('completions') ? { status: 400, json: { error } } : streamed(sent)(asked));
}

async function* once(events: Sent): AsyncGenerator<object | string> {
  yield* events;
}
