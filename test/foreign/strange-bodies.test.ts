import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection, Document, PartyName } from './connection.js';
import { check, connect, keyless, openBench } from './connection.js';
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
  const cases = echoes.flatMap(([name, echo]) => parties.map((party) => [name, party, echo] as const));

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

function streamed(sent: readonly (object | string)[], breaksOff = false): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? { status: 200, events: once(sent), breaksOff } : undefined);
}

async function* once(events: readonly (object | string)[]): AsyncGenerator<object | string> {
  yield* events;
}
