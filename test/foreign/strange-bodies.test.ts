import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection, Document, PartyName } from './connection.js';
import { check, connect, keyless, openBench, say } from './connection.js';
import type { Asked, Reply } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const parties: PartyName[] = ['auth0', 'entra', 'azureOpenAi'];

describe('a stream that goes wrong', () => {
  const chunk = (fields: object): object => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'gpt-4o',
    choices: [{ index: 0, delta: {}, finish_reason: null, ...fields }],
  });
  const hello = chunk({ delta: { content: 'Hello' } });
  const stop = chunk({ finish_reason: 'stop' });
  const trouble = {
    error: { message: 'The server had an error while processing your request.', type: 'server_error', param: null, code: null },
  };

  const broken: [string, Partial<Reply> & { sent: (object | string)[] }, string][] = [
    ['the connection breaks in the middle', { sent: [hello], breaksOff: true }, 'network/unreachable'],
    ['the connection breaks before the first event', { sent: [], breaksOff: true }, 'network/unreachable'],
    ['half an event, and the end', { sent: [hello, 'data: {"id":"chatcmpl-1","choices":[{"index":0,"del'] }, 'network/unreachable'],
    ['an event that is no JSON', { sent: [hello, 'data: <html>502 Bad Gateway</html>\n\n', 'data: [DONE]\n\n'] }, 'azure-openai/'],
    ['an error event', { sent: [hello, trouble] }, 'azure-openai/service-error'],
    ['a named error event', { sent: [hello, `event: error\ndata: ${JSON.stringify(trouble)}\n\n`] }, 'azure-openai/service-error'],
    ['no event at all', { sent: [] }, 'network/unreachable'],
    ['only the end', { sent: ['data: [DONE]\n\n'] }, 'network/unreachable'],
  ];

  test.concurrent.each(broken)('%s: it does not count as an answer', async (_, { sent, breaksOff = false }, code) => {
    const connection = await connect(bench, { azureOpenAi: { instead: streamed(sent, breaksOff) } });
    const { code: exit, report } = await check(connection);
    expect([report.ok, report.error, [1, 3].includes(exit ?? 0)]).toEqual([false, null, true]);
    expect(report.diagnoses[0].code.startsWith(code)).toBe(true);
    const statuses = report.checks.filter(({ id }: Document) => id === 'azure-openai.completion').map(({ status }: Document) => status);
    expect(['fail', 'unknown']).toContain(statuses[0]);
  });

  test.concurrent('what came before it broke is on standard output, and the reason on standard error', async () => {
    const connection = await connect(bench, { azureOpenAi: { instead: streamed([hello], true) } });
    const { code, stdout, stderr } = await keyless(connection, ['prompt', 'hello']);
    expect([code, stdout]).toEqual([3, 'Hello\n']);
    expect(stderr).toContain('network/unreachable');
  });

  test.concurrent('one broken line among good ones is quoted, and no token with it', async () => {
    const sent = [hello, 'data: {"choices":[{"delta":{"content":"wor\n\n', stop, 'data: [DONE]\n\n'];
    const { report } = await check(await connect(bench, { azureOpenAi: { instead: streamed(sent) } }));
    const { code, why, upstream } = report.diagnoses[0];
    expect([code, upstream.said]).toEqual(['azure-openai/refused', '{"choices":[{"delta":{"content":"wor']);
    expect(why).not.toContain('gave no reason');
  });

  test.concurrent.each([
    ['only the end', ['data: [DONE]\n\n'], 'NO_CONTENT', /no text of the model/],
    [
      'only a role, and the end',
      [chunk({ delta: { role: 'assistant', content: '' } }), 'data: [DONE]\n\n'],
      'NO_CONTENT',
      /no text of the model/,
    ],
    ['some text, and the end', [hello, 'data: [DONE]\n\n'], 'NO_FINISH_REASON', /had not said that it was done/],
    ['some text, and nothing', [hello], 'STREAM_ENDED', /when the connection ended/],
  ])('%s: the words say how it ended', async (_, sent, detail, words) => {
    const { report } = await check(await connect(bench, { azureOpenAi: { instead: streamed(sent) } }));
    expect(report.diagnoses[0]).toMatchObject({ code: 'network/unreachable', evidence: { failure: { detail } } });
    expect(report.diagnoses[0].why).toMatch(words);
  });

  const harmless: [string, (object | string)[]][] = [
    ['comments and blank lines between events', [': keep-alive\n\n', hello, '\n\n: ping\n\n', stop, 'data: [DONE]\n\n']],
    [
      'lines that end in CR LF',
      [`data: ${JSON.stringify(hello)}\r\n\r\n`, `data: ${JSON.stringify(stop)}\r\n\r\n`, 'data: [DONE]\r\n\r\n'],
    ],
    ['no space after the colon', [`data:${JSON.stringify(hello)}\n\n`, `data:${JSON.stringify(stop)}\n\n`, 'data:[DONE]\n\n']],
    ['no [DONE]', [hello, stop]],
    ['a null where choices should be', [{ ...hello, choices: null }, hello, stop, 'data: [DONE]\n\n']],
    [
      'a delta without content',
      [
        chunk({ delta: { role: 'assistant', content: null } }),
        hello,
        chunk({ delta: { reasoning_content: 'hm' } }),
        stop,
        'data: [DONE]\n\n',
      ],
    ],
    ['an answer cut by its length', [hello, chunk({ finish_reason: 'length' }), 'data: [DONE]\n\n']],
  ];

  test.concurrent.each(harmless)('%s: all well', async (_, sent) => {
    const { code, report } = await check(await connect(bench, { azureOpenAi: { instead: streamed(sent) } }));
    expect([code, report.ok, report.completion?.text]).toEqual([0, true, 'Hello']);
  });

  test.concurrent('an answer that a filter cut off says so and counts as connected', async () => {
    const filtered = [hello, chunk({ finish_reason: 'content_filter' }), 'data: [DONE]\n\n'];
    const { code, report } = await check(await connect(bench, { azureOpenAi: { instead: streamed(filtered) } }));
    expect([code, report.ok, report.diagnoses[0].code]).toEqual([0, true, 'azure-openai/content-filtered']);
  });
});

describe('a whole answer where a stream was asked for, as from a gateway', () => {
  const usage = { prompt_tokens: 14, completion_tokens: 9 };
  const chat = (choice: object): object => ({ object: 'chat.completion', model: 'gpt-4o', usage, choices: [{ index: 0, ...choice }] });
  const hello = { role: 'assistant', content: 'Hello' };
  const chats: [string, object, string][] = [
    ['as it is', chat({ message: hello, finish_reason: 'stop' }), 'Hello'],
    ['without a reason for its end', chat({ message: hello }), 'Hello'],
    ['that declines', chat({ message: { role: 'assistant', content: null, refusal: 'I cannot.' }, finish_reason: 'stop' }), 'I cannot.'],
  ];
  test.concurrent.each(chats)('of chat, %s: it counts', async (_, json, text) => {
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 200, json } : undefined);
    const { code, report } = await check(await connect(bench, { azureOpenAi: { instead } }));
    expect([code, report.completion]).toMatchObject([0, { api: 'chat', text, model: 'gpt-4o', promptTokens: 14, completionTokens: 9 }]);
  });

  test.concurrent('of Responses: it counts', async () => {
    const content = [
      { type: 'output_text', text: 'Hel' },
      { type: 'output_text', text: 'lo' },
    ];
    const output = [
      { type: 'reasoning', summary: [] },
      { type: 'message', content },
    ];
    const json = { object: 'response', status: 'completed', model: 'gpt-5', output, usage: { input_tokens: 3, output_tokens: 2 } };
    const instead = ({ path }: Asked): Reply | undefined => (path.endsWith('/responses') ? { status: 200, json } : undefined);
    const { code, report } = await check(await connect(bench, { azureOpenAi: { isResponsesOnly: true, instead } }));
    expect([code, report.completion]).toMatchObject([0, { api: 'responses', text: 'Hello', model: 'gpt-5', promptTokens: 3 }]);
  });

  test.concurrent.each<[string, object]>([
    ['without choices', { object: 'chat.completion', choices: [] }],
    ['without a text', chat({ message: { role: 'assistant', content: null }, finish_reason: 'stop' })],
    ['with an error', { error: { code: '500', message: 'Internal' } }],
  ])('%s: it is none', async (_, json) => {
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 200, json } : undefined);
    expect((await check(await connect(bench, { azureOpenAi: { instead } }))).report.ok).toBe(false);
  });
});

describe('a mark of the byte order before every JSON is none of it', () => {
  test.concurrent.each(parties)('%s: all well', async (party) => {
    const connection = await connect(bench, {});
    const { port } = connection[party];
    const plain = connection.state[party].instead;
    const document = (asked: Asked): Record<string, object> => ({
      auth0: { issuer: connection.auth0.issuer, jwks_uri: `${connection.auth0.issuer}.well-known/jwks.json` },
      entra: {
        issuer: `https://localhost:${port}/${connection.state.entra.tenant}/v2.0`,
        token_endpoint: `https://localhost:${port}/${connection.state.entra.tenant}/oauth2/v2.0/token`,
        authorization_endpoint: `https://localhost:${port}/${connection.state.entra.tenant}/oauth2/v2.0/authorize`,
        jwks_uri: `https://localhost:${port}/${connection.state.entra.tenant}/discovery/v2.0/keys`,
      },
      azureOpenAi: { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }], path: asked.path },
    });
    connection.state[party].instead = (asked) => {
      const isMeant = party === 'azureOpenAi' ? asked.method === 'POST' : asked.path.includes('openid-configuration');
      const headers = { 'Content-Type': 'application/json' };
      return isMeant ? { status: 200, headers, text: `\uFEFF${JSON.stringify(document(asked)[party])}` } : plain?.(asked);
    };
    const { code, report } = await check(connection);
    expect([code, report.diagnoses]).toEqual([0, []]);
  });
});

describe('an answer in too many words', () => {
  test.concurrent.each(['auth0', 'entra'] as const)('%s: its words are read, and kept short', async (party) => {
    const json = { error: 'invalid_thing', error_description: `It does not please me. ${'x'.repeat(1_048_576)}` };
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 400, json } : undefined);
    const { report } = await check(await connect(bench, { [party]: { instead } }));
    const { said, code } = report.diagnoses[0].upstream;
    expect([code, said.startsWith('It does not please me. xxx'), said.length < 2100]).toEqual(['invalid_thing', true, true]);
  });

  test.concurrent('what turns the text or drives a terminal is not let through by --verbose either', async () => {
    const instead = ({ method }: Asked): Reply | undefined =>
      method === 'POST' ? { status: 400, text: 'a\u202Eb\u009Bc\u001Bd\u200Be' } : undefined;
    const connection = await connect(bench, { auth0: { instead } });
    const { stderr } = await say(connection, ['check', '--verbose']);
    expect(stderr).toContain('a⟨U+202E⟩b⟨U+009B⟩c');
    for (const character of '\u202E\u009B\u001B\u200B') expect(stderr).not.toContain(character);
  });
});

describe('documents with a fault that can be named', () => {
  const onPath =
    (path: RegExp, reply: () => Reply) =>
    (asked: Asked): Reply | undefined =>
      path.test(asked.path) ? reply() : undefined;

  test.concurrent('an entry among the keys that is none: the others count', async () => {
    const connection = await connect(bench, {});
    const { keys } = (await (await fetch(`${connection.auth0.issuer}.well-known/jwks.json`)).json()) as { keys: object[] };
    connection.state.auth0.instead = onPath(/jwks/, () => ({ status: 200, json: { keys: [null, ...keys, 5] } }));
    const { code, report } = await check(connection);
    expect([code, report.diagnoses]).toEqual([0, []]);
  });

  test.concurrent.each([
    ['issuer', { jwks_uri: 'https://localhost:1/' }, 'it has no "issuer"'],
    ['jwks_uri', { issuer: 'https://localhost:1/' }, 'it has no "jwks_uri"'],
    ['both', {}, 'it has no "issuer" and "jwks_uri"'],
  ])('a discovery document without %s says so', async (_, json, problem) => {
    const connection = await connect(bench, { auth0: { instead: onPath(/openid-configuration/, () => ({ status: 200, json })) } });
    const { report } = await check(connection);
    expect(report.diagnoses.find((one: Document) => one.code === 'auth0/metadata-invalid').evidence.problem).toBe(problem);
  });

  test.concurrent('a token endpoint at a name that does not exist: AZURE_AUTHORITY_HOST is not blamed', async () => {
    const connection = await connect(bench, {});
    const base = `https://localhost:${connection.entra.port}/${connection.state.entra.tenant}`;
    const json = {
      jwks_uri: `${base}/keys`,
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/a`,
      token_endpoint: 'https://nobody.invalid-keyless-test/token',
    };
    connection.state.entra.instead = onPath(/openid-configuration/, () => ({ status: 200, json }));
    const { report } = await check(connection);
    const { code, title, why, upstream } = report.diagnoses[0];
    expect([code, upstream.said.includes('nobody.invalid-keyless-test')]).toEqual(['entra/refused', true]);
    expect(`${title} ${why}`).not.toMatch(/mistyped|The address of Entra ID/);
  });

  test.concurrent.each(parties)('%s answers with a status that means nothing: it is that party’s refusal', async (party) => {
    const connection = await connect(bench, {
      [party]: { instead: ({ method }: Asked) => (method === 'POST' ? { status: 999, text: 'Request denied' } : undefined) },
    });
    const { report } = await check(connection);
    expect(report.diagnoses[0]).toMatchObject({ upstream: { status: 999, said: 'Request denied' } });
    expect(JSON.stringify(report)).not.toContain('range of 200');
  });
});

/** The servers repeat what they were sent; no test here passes when the program repeats it after them (connection.ts looks). */
describe('a server that echoes what it was sent teaches nobody the secret', () => {
  const heads = (asked: Asked): string =>
    Object.entries(asked.headers)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join('\n');
  const dump = (asked: Asked): string => `${asked.method} ${asked.path}\n${heads(asked)}\n\n${asked.body}`;
  const tokenIn = ({ headers, body }: Asked): string =>
    new URLSearchParams(body).get('client_assertion') ?? new URLSearchParams(body).get('client_secret') ?? String(headers.authorization);
  const echoes: [string, (asked: Asked) => Reply][] = [
    ['as plain text', (asked) => ({ status: 400, text: dump(asked) })],
    ['as plain text with 500', (asked) => ({ status: 500, text: dump(asked) })],
    [
      'in the words of OAuth',
      (asked) => ({ status: 400, json: { error: 'invalid_request', error_description: `Bad request: ${asked.body} ${heads(asked)}` } }),
    ],
    [
      'in an error object',
      (asked) => ({
        status: 400,
        json: { error: { code: 'BadRequest', message: dump(asked), innererror: { request: asked.body, headers: asked.headers } } },
      }),
    ],
    [
      'as a form that was read',
      (asked) => ({
        status: 400,
        json: {
          error: 'invalid_request',
          message: 'no',
          fields: Object.fromEntries(new URLSearchParams(asked.body)),
          headers: asked.headers,
        },
      }),
    ],
    [
      'in a page',
      (asked) => ({
        status: 502,
        headers: { 'Content-Type': 'text/html' },
        text: `<html><body><h1>Bad request</h1><pre>${dump(asked).replaceAll('&', '&amp;')}</pre></body></html>`,
      }),
    ],
    [
      'in its code and ids',
      (asked) => ({
        status: 400,
        headers: { 'x-request-id': tokenIn(asked), 'apim-request-id': tokenIn(asked) },
        json: {
          error: tokenIn(asked),
          error_description: 'no',
          trace_id: tokenIn(asked),
          correlation_id: tokenIn(asked),
          timestamp: tokenIn(asked),
        },
      }),
    ],
    ['cut at its beginning', (asked) => ({ status: 400, text: `… ${tokenIn(asked).slice(20)}` })],
    [
      'only its last part',
      (asked) => ({
        status: 400,
        json: {
          error: 'invalid_client',
          error_description: `bad signature ${tokenIn(asked).slice(tokenIn(asked).lastIndexOf('.') + 1)}`,
          message: tokenIn(asked).slice(tokenIn(asked).lastIndexOf('.') + 1),
        },
      }),
    ],
  ];
  const cases = echoes.flatMap(([name, echo]) => parties.map((party) => [name, party, echo] as const));

  test.concurrent.each(cases)('%s: %s', async (_, party, echo) => {
    const connection = await connect(bench, {
      [party]: { instead: (asked: Asked) => (asked.method === 'POST' ? echo(asked) : undefined) },
    });
    const { code, report } = await check(connection);
    expect([report.ok, [1, 3].includes(code ?? 0)]).toEqual([false, true]);
    // The same as text.
    await say(connection, ['prompt', 'hello', '--verbose']);
  });

  test.concurrent('in an error event of the stream', async () => {
    const instead = (asked: Asked): Reply | undefined =>
      asked.method === 'POST'
        ? {
            status: 200,
            events: once([{ error: { message: `refused ${heads(asked)}`, code: String(asked.headers.authorization), type: 'x' } }]),
          }
        : undefined;
    const connection = await connect(bench, { azureOpenAi: { instead } });
    await keyless(connection, ['check', '--verbose']);
    await keyless(connection, ['prompt', 'hello', '--verbose']);
    const { report } = await check(connection);
    expect(report.ok).toBe(false);
  });

  test.concurrent('in a document that is no secret: issuer, model, region', async () => {
    const connection: Connection = await connect(bench, {});
    connection.state.azureOpenAi.instead = (asked) =>
      asked.method === 'POST'
        ? {
            status: 200,
            headers: { 'x-ms-region': tokenIn(asked) },
            events: once([{ model: tokenIn(asked), choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] }]),
          }
        : undefined;
    await say(connection, ['check', '--verbose']);
    await check(connection);
  });
});

function streamed(sent: readonly (object | string)[], breaksOff = false): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? { status: 200, events: once(sent), breaksOff } : undefined);
}

async function* once(events: readonly (object | string)[]): AsyncGenerator<object | string> {
  yield* events;
}
