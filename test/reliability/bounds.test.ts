import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Said } from '../../src/chain/completion-stream.js';
import { listenTo } from '../../src/chain/patience.js';
import { createTransport } from '../../src/chain/transport.js';
import type { Bench } from '../foreign/connection.js';
import { check, connect, openBench, start } from '../foreign/connection.js';
import type { Asked, Reply } from '../foreign/serve.js';
import { pause } from '../foreign/serve.js';
import { emptyFolder } from '../support/binary.js';
import { openSession } from '../ui/pty.js';

let bench: Bench;
let server: Server;
let answer: (response: ServerResponse, socket: Socket) => void;
beforeAll(async () => {
  bench = await openBench();
  server = createServer({ key: bench.certificates.key, cert: bench.certificates.cert }, (_, response) => {
    const socket = response.socket as Socket;
    for (const one of [response, socket]) one.on('error', () => undefined);
    answer(response, socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return async () => {
    server.close();
    server.closeAllConnections();
    await bench.close();
  };
});

/** Writes a piece again and again, as fast as somebody reads. */
function forEver(to: ServerResponse | Socket, piece: string | Buffer): void {
  while (!to.destroyed && to.write(piece));
  if (!to.destroyed) to.once('drain', () => forEver(to, piece));
}

const kilobytes = Buffer.alloc(65_536, 'a');
const plain = Buffer.alloc(32 * 1024 * 1024, ' ');
/** Packed before anybody waits for one. */
const bombs = {
  gzip: gzipSync(plain),
  deflate: deflateSync(plain),
  bare: deflateRawSync(plain),
  br: brotliCompressSync(plain),
  zstd: zstdCompressSync(plain),
};
const stream = { 'content-type': 'text/event-stream' };
const head = 'HTTP/1.1 200 OK\r\n';

const endings: [string, string | null, (response: ServerResponse, socket: Socket) => void][] = [
  ['a body without an end', null, (response) => forEver(response, kilobytes)],
  ['a bomb of gzip', null, (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bombs.gzip)],
  ['a bomb of deflate', null, (response) => response.writeHead(200, { 'content-encoding': 'deflate' }).end(bombs.deflate)],
  ['a bomb of bare deflate', null, (response) => response.writeHead(200, { 'content-encoding': 'deflate' }).end(bombs.bare)],
  ['a bomb of br', null, (response) => response.writeHead(200, { 'content-encoding': 'br' }).end(bombs.br)],
  ['a bomb of zstd, which nobody asked for', null, (response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end(bombs.zstd)],
  ['headers without an end', 'HPE_HEADER_OVERFLOW', (_, socket) => (socket.write(head), forEver(socket, `x-a: ${'b'.repeat(1000)}\r\n`))],
  ['a header of two megabytes', 'HPE_HEADER_OVERFLOW', (_, socket) => void socket.write(`${head}x-a: ${'b'.repeat(2_000_000)}\r\n\r\n`)],
  ['a status line without an end', 'HPE_HEADER_OVERFLOW', (_, socket) => (socket.write('HTTP/1.1 200 '), forEver(socket, kilobytes))],
  ['hints without an end', 'ANSWER_TIMEOUT', (_, socket) => forEver(socket, 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')],
  [
    'an extension of a chunk without an end',
    'ECONNRESET',
    (_, socket) => (socket.write(`${head}transfer-encoding: chunked\r\n\r\n1;`), forEver(socket, kilobytes)),
  ],
  [
    'trailers without an end',
    'ECONNRESET',
    (_, socket) => (socket.write(`${head}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n`), forEver(socket, 'x-a: bbbbbbbbbbbbbbbb\r\n')),
  ],
  ['a body that drips', 'BODY_TIMEOUT', (response) => drip(response)],
  ['an event without a line end', 'EVENT_TOO_LARGE', (response) => forEver(response.writeHead(200, stream), kilobytes)],
  [
    'an event of lines without an end',
    'EVENT_TOO_LARGE',
    (response) => forEver(response.writeHead(200, stream), 'data: aaaa\n'.repeat(5000)),
  ],
  [
    'a bomb in a stream',
    'EVENT_TOO_LARGE',
    (response) => response.writeHead(200, { ...stream, 'content-encoding': 'gzip' }).end(bombs.gzip),
  ],
];

function drip(response: ServerResponse): void {
  const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write('a')), 20);
}

describe('an answer has an end, in size and in time', () => {
  test.each(endings)('%s', { timeout: 20_000 }, async (_, detail, give) => {
    answer = give;
    // Only what is to come too late has little time.
    const limits = {
      answerMs: detail === 'ANSWER_TIMEOUT' ? 500 : 15_000,
      bodyMs: detail === 'BODY_TIMEOUT' ? 500 : 15_000,
      idleMs: 15_000,
    };
    const transport = createTransport({ env: {}, ca: bench.certificates.ca, secrets: [], limits });
    const before = process.memoryUsage().rss;
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const wire = transport.open('azure-openai');
    const text = await wire
      .ask(url, { method: 'POST', body: 'x' })
      .then((got) => got.text())
      .catch(() => null);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(150);
    expect([wire.exchanges[0]?.failure?.detail ?? null, (text?.length ?? 0) <= 4_194_304]).toEqual([detail, true]);
    transport.close();
    server.closeAllConnections();
  });

  test('events of any number go on, wherever their ends are cut', async () => {
    const event = `data: ${'a'.repeat(100_000)}`;
    answer = async (response) => {
      response.writeHead(200, stream);
      for (let at = 0; at < 60; at += 1) for (const piece of [event, '\n', '\n']) if (!response.write(piece)) await once(response, 'drain');
      response.end('data: [DONE]\n\n');
    };
    const transport = createTransport({ env: {}, ca: bench.certificates.ca, secrets: [] });
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const got = await transport.open('azure-openai').ask(url, { method: 'POST', body: 'x' });
    expect((await got.text()).length).toBe(60 * (event.length + 2) + 14);
    transport.close();
  });

  test('Ctrl-C ends an answer without an end: 130, quickly, and what came is there', async () => {
    const chunk = { model: 'm', choices: [{ index: 0, delta: { content: 'spam ' } }] };
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 200, events: repeated(chunk) } : undefined);
    const connection = await connect(bench, { azureOpenAi: { instead } });
    const running = start(connection, ['prompt', 'hello']);
    await running.shows('spam spam');
    const begun = performance.now();
    running.signal('SIGINT');
    const { code, stdout } = await running.done;
    expect([code, stdout.startsWith('spam '), stdout.endsWith('\n'), performance.now() - begun < 5000]).toEqual([130, true, true, true]);
    connection.close();
  });
});

test('an answer of short lines without an end is left at some fifty thousand of them: each takes a row of a screen', async () => {
  async function* lines(): AsyncGenerator<Said> {
    for (;;) yield Promise.resolve({ kind: 'text', text: 'x\n'.repeat(2500) } as const);
  }
  const patience = { host: 'a.test', silenceMs: 1000, wholeMs: null };
  let count = 0;
  let last: Said | null = null;
  for await (const piece of listenTo({ controller: new AbortController() }, lines(), patience)) {
    count += piece.kind === 'text' ? 2500 : 0;
    last = piece;
  }
  expect([last?.kind, count > 50_000, count < 60_000]).toEqual(['ended', true, true]);
});

async function* repeated(event: object, ms = 2): AsyncGenerator<object> {
  for (;;) {
    yield event;
    await pause(ms);
  }
}

describe('an answer of one word without an end, as fast as it is read', () => {
  test('in the real screen Ctrl-C stops it, and the prompt is there again', async () => {
    const chunk = { model: 'm', choices: [{ index: 0, delta: { content: 'x'.repeat(5000) } }] };
    const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? { status: 200, events: repeated(chunk, 0) } : undefined);
    const connection = await connect(bench, { azureOpenAi: { instead } });
    const env = { ...connection.settings, XDG_STATE_HOME: await emptyFolder() };
    const session = openSession(['prompt', '--env-file', bench.emptyFile], { cwd: await emptyFolder(), env });
    await session.waitFor('enter send');
    const before = session.written().length;
    session.send('hello\r');
    await session.waitFor(() => session.written().length > before + 500_000);
    const begun = performance.now();
    session.send('\u0003');
    await session.waitFor(() => session.text().includes('enter send'));
    // 0.4 s where it was written; with all of the word drawn again and again it took 11.
    expect(performance.now() - begun).toBeLessThan(4000);
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    connection.close();
  });
});

describe('JSON that nobody of good faith writes', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const additions: [string, string][] = [
    ['a prototype', '"__proto__":{"polluted":1,"status":"x","error":"x"},"constructor":{"prototype":{"polluted":1}}'],
    ['numbers beyond all', '"x":1e999,"y":-1e999,"expires_in":1e400,"created":123456789012345678901234567890'],
    ['a hundred thousand levels', `"x":${deep}`],
  ];
  const documents: [string, 'auth0' | 'entra' | 'azureOpenAi', RegExp][] = [
    ['discovery', 'auth0', /openid-configuration/],
    ['keys', 'auth0', /jwks/],
    ['tenant', 'entra', /openid-configuration/],
    ['models', 'azureOpenAi', /models/],
  ];
  const table = documents.flatMap(([name, party, path]) => additions.map(([what, json]) => [name, what, party, path, json] as const));

  test.each(table)('in the document of %s, %s: no crash, and no object has it', async (_, __, party, path, json) => {
    const connection = await connect(bench);
    const proper = await properly(connection, party, path);
    const text = proper.replaceAll('{"', `{${json},"`);
    connection.state[party].instead = ({ path: asked, headers }) =>
      path.test(asked) && (party !== 'azureOpenAi' || headers.authorization)
        ? { status: 200, headers: { 'Content-Type': 'application/json' }, text }
        : undefined;
    const { code, report } = await check(connection);
    expect([[0, 1, 3].includes(code ?? 4), report.error, 'polluted' in {}, 'status' in {}]).toEqual([true, null, false, false]);
    if (!json.includes('[[')) expect(report.ok).toBe(true);
    connection.close();
  });

  test('a key that is there twice: the last one counts, as for everybody who reads JSON', async () => {
    const connection = await connect(bench);
    const text = `{"issuer":"https://elsewhere.example/","issuer":"${connection.auth0.issuer}","jwks_uri":"x","jwks_uri":"${connection.auth0.issuer}.well-known/jwks.json"}`;
    connection.state.auth0.instead = ({ path }) => (path.endsWith('openid-configuration') ? { status: 200, text } : undefined);
    const { report } = await check(connection);
    expect([report.ok, report.diagnoses]).toEqual([true, []]);
    connection.close();
  });
});

/** What the healthy server would have answered. */
async function properly(
  { auth0, entra, azureOpenAi, state }: Awaited<ReturnType<typeof connect>>,
  party: string,
  path: RegExp,
): Promise<string> {
  if (party === 'azureOpenAi') return JSON.stringify({ object: 'list', data: [{ id: state.azureOpenAi.model, status: 'succeeded' }] });
  const base = party === 'auth0' ? auth0.issuer : `https://localhost:${entra.port}/${state.entra.tenant}/v2.0/`;
  expect(azureOpenAi.port).toBeGreaterThan(0);
  return (await fetch(`${base}.well-known/${path.source.includes('jwks') ? 'jwks.json' : 'openid-configuration'}`)).text();
}
