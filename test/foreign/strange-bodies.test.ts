import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection, Document, PartyName } from './connection.js';
import { check, connect, keyless, openBench } from './connection.js';
import type { Asked, Reply } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const parties: [PartyName, string][] = [
  ['auth0', 'auth0'],
  ['entra', 'entra'],
  ['azureOpenAi', 'azure-openai'],
];
const downCodes = { auth0: 'auth0/service-error', entra: 'entra/transient', azureOpenAi: 'azure-openai/service-error' };

const page =
  '<!DOCTYPE html>\r\n<html><head><title>502 Bad Gateway</title><style>body{color:red}</style></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.25.3</center></body></html>\r\n';
const html = (status: number): Reply => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, text: page });
const half = '{"error":{"code":"Service';

describe('a service or gateway that is down is “could not find out”, in its own words', () => {
  const bodies: [string, Reply, RegExp][] = [
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
  const everywhere = (reply: Reply) => () => reply;
  const cases = bodies.flatMap(([name, reply, said]) =>
    parties.flatMap(([party]) =>
      (['every question', 'what is metered'] as const).map((where) => [name, party, where, reply, said] as const),
    ),
  );

  test.concurrent.each(cases)('%s from %s, to %s', async (_, party, where, reply, said) => {
    const connection = await connect(bench, { [party]: { instead: where === 'every question' ? everywhere(reply) : onPost(reply) } });
    const { code, report } = await check(connection);
    expect(report.diagnoses[0]).toMatchObject({ code: downCodes[party], severity: 'unknown', upstream: { status: reply.status } });
    expect(report.diagnoses[0].upstream.said).toMatch(said);
    expect([code, report.ok, report.error]).toEqual([3, false, null]);
  });
});

describe('an answer that cannot be what it claims is a failure of that party, never a success and never a crash', () => {
  const bodies: [string, Reply][] = [
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
  const cases = bodies
    .flatMap(([name, reply]) =>
      parties.flatMap(([party, prefix]) =>
        (['every question', 'what is metered'] as const).map((where) => [name, party, where, reply, prefix] as const),
      ),
    )
    .filter(([name, , where]) => where === 'what is metered' || /sign-in|nothing|404|types/.test(name));

  test.concurrent.each(cases)('%s from %s, to %s', async (_, party, where, reply, prefix) => {
    const connection = await connect(bench, { [party]: { instead: where === 'every question' ? () => reply : onPost(reply) } });
    const { code, report } = await check(connection);
    expect([report.ok, report.error, [1, 3].includes(code ?? 0)]).toEqual([false, null, true]);
    expect(report.diagnoses[0].code.split('/')[0]).toBe(prefix);
    expect(report.diagnoses[0].upstream).toMatchObject({ party: prefix, status: reply.status });
  });
});

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
  const cases = echoes.flatMap(([name, echo]) => parties.map(([party]) => [name, party, echo] as const));

  test.concurrent.each(cases)('%s: %s', async (_, party, echo) => {
    const connection = await connect(bench, {
      [party]: { instead: (asked: Asked) => (asked.method === 'POST' ? echo(asked) : undefined) },
    });
    const { code, report } = await check(connection);
    expect([report.ok, [1, 3].includes(code ?? 0)]).toEqual([false, true]);
    // The same as text.
    await keyless(connection, ['prompt', 'hello', '--verbose']);
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
    await keyless(connection, ['check', '--verbose']);
    await check(connection);
  });
});

function onPost(reply: Reply): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? reply : undefined);
}

function streamed(sent: readonly (object | string)[], breaksOff = false): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? { status: 200, events: once(sent), breaksOff } : undefined);
}

async function* once(events: readonly (object | string)[]): AsyncGenerator<object | string> {
  yield* events;
}
