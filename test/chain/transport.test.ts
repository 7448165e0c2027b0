import { gzipSync, brotliCompressSync, deflateRawSync, deflateSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { NoAnswer } from '../../src/chain/network-failure.js';
import type { Transport } from '../../src/chain/transport.js';
import { Secret } from '../../src/settings/secret.js';
import type { Loopback } from './loopback.js';
import { bodyOf, onHttp, onTcp, open, pause } from './loopback.js';

describe('a request and its trace', () => {
  test('the trace has method, origin and path, status and body, and neither the query nor a cookie', async () => {
    const { url } = await onHttp((_, response) => {
      response.writeHead(418, { 'Content-Type': 'text/plain', 'X-Two': ['a', 'b'], 'Set-Cookie': 'session=1' }).end('short and stout');
    });
    const { transport, seen } = open();
    const wire = transport.open('entra');
    const response = await wire.fetch(`${url}/tea?code=secret-in-query`);
    expect([response.status, await response.text()]).toEqual([418, 'short and stout']);
    expect(wire.exchanges).toEqual(seen);
    expect(seen[0]).toMatchObject({
      party: 'entra',
      method: 'GET',
      url: `${url}/tea`,
      status: 418,
      body: 'short and stout',
      failure: null,
    });
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'text/plain', 'x-two': 'a, b' });
    expect(JSON.stringify(seen)).not.toMatch(/secret-in-query|session=1/);
  });

  test('a form is sent as a form with its length, and a string as it is', async () => {
    const got: string[] = [];
    const { url } = await onHttp((request, response) => {
      void bodyOf(request).then((body) => {
        got.push(`${request.method} ${request.headers['content-type']} ${request.headers['content-length']} ${body}`);
        return response.end();
      });
    });
    const wire = open().transport.open('auth0');
    await wire.fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'ü&=', b: '' }) });
    await wire.fetch(url, { method: 'PUT', body: '{"é":1}', headers: { 'Content-Type': 'application/json' } });
    expect(got).toEqual(['POST application/x-www-form-urlencoded;charset=UTF-8 17 a=%C3%BC%26%3D&b=', 'PUT application/json 8 {"é":1}']);
  });

  test('the caller gets the body as it came, the trace gets it without secrets and cut at 64 KiB', async () => {
    const secret = 'p4ss-of-the-application';
    const text = `${secret} ${'x'.repeat(200_000)}`;
    const { url } = await onHttp((_, response) => response.end(text));
    const { transport, seen } = open({ secrets: [new Secret(secret)] });
    const response = await transport.open('auth0').fetch(url);
    expect(await response.text()).toBe(text);
    expect(seen[0]?.body.startsWith('[secret] xxx')).toBe(true);
    expect(seen[0]?.body.length).toBeLessThanOrEqual(65_536);
  });

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('a body in %s is read, and no header says that it still is', async (encoding, compress) => {
    const { url } = await onHttp((_, response) => response.writeHead(200, { 'Content-Encoding': encoding }).end(compress('{"ä":"😀"}')));
    const { transport, seen } = open();
    const response = await transport.open('auth0').fetch(url);
    expect(await response.json()).toEqual({ ä: '😀' });
    expect([seen[0]?.body, response.headers.get('content-encoding')]).toEqual(['{"ä":"😀"}', null]);
  });

  test('a bare deflate that is cut off is no answer', async () => {
    const cut = deflateRawSync('{"a":"b"}'.repeat(9)).subarray(0, 9);
    const { url } = await onHttp((_, response) => response.writeHead(200, { 'Content-Encoding': 'deflate' }).end(cut));
    await expect(open().transport.open('auth0').fetch(url)).rejects.toMatchObject({ failure: { kind: 'unreachable', midAnswer: true } });
  });

  test.each([
    ['text/plain; charset=iso-8859-1', Buffer.from('Zugriff verweigert: f\u00fcr Sie', 'latin1')],
    ['text/html; Charset="windows-1252"', Buffer.from('Zugriff verweigert: f\u00fcr Sie', 'latin1')],
    ['application/json; charset=utf-16le', Buffer.from('\uFEFFZugriff verweigert: f\u00fcr Sie', 'utf16le')],
    ['text/plain; charset=klingon', Buffer.from('Zugriff verweigert: f\u00fcr Sie')],
    ['text/plain', Buffer.from('\uFEFFZugriff verweigert: f\u00fcr Sie')],
  ])('%s: read by its character set, for the trace and for the caller', async (type, bytes) => {
    const { url } = await onHttp((_, response) => response.writeHead(403, { 'Content-Type': type }).end(bytes));
    const { transport, seen } = open();
    const response = await transport.open('auth0').fetch(url);
    expect([await response.text(), seen[0]?.body]).toEqual(['Zugriff verweigert: f\u00fcr Sie', 'Zugriff verweigert: f\u00fcr Sie']);
  });

  test('of a large answer in JSON so much is kept that it can still be read', async () => {
    const body = JSON.stringify({ error: 'invalid_request', error_description: `No. ${'x'.repeat(1_048_576)}`, error_codes: [1] });
    const { url } = await onHttp((_, response) => response.writeHead(400, { 'Content-Type': 'application/json' }).end(body));
    const { transport, seen } = open();
    expect(await (await transport.open('entra').fetch(url)).text()).toBe(body);
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ error: 'invalid_request', error_codes: [1] });
    expect(seen[0]?.body.length).toBeLessThan(3000);
  });

  test('a status of which nobody knows the meaning is an answer, and no success', async () => {
    const { url } = await onTcp((socket) => void socket.once('data', () => socket.end('HTTP/1.1 999 Request denied\r\n\r\ngo away')));
    const { transport, seen } = open();
    const response = await transport.open('auth0').fetch(url);
    expect([response.ok, await response.text(), seen[0]?.status]).toEqual([false, 'go away', 999]);
  });

  test.each([204, 304])('a %i has no body and is an answer', async (status) => {
    const { url } = await onHttp((_, response) => response.writeHead(status).end());
    const response = await open().transport.open('auth0').fetch(url);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  test('a hint before the answer (103) is not the answer', async () => {
    const { url } = await onHttp((_, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.end('the answer');
    });
    expect(await (await open().transport.open('auth0').fetch(url)).text()).toBe('the answer');
  });

  test('a redirect is an answer: nothing that was sent goes to another address', async () => {
    let second = 0;
    const other = await onHttp((_, response) => response.end(String((second += 1))));
    const { url } = await onHttp((_, response) => response.writeHead(307, { Location: other.url }).end('elsewhere'));
    const response = await open().transport.open('auth0').fetch(url, { method: 'POST', body: 'client_secret=x' });
    expect([response.status, await response.text(), second]).toEqual([307, 'elsewhere', 0]);
  });

  test('connections are kept, and close lets go of them', async () => {
    const { url, sockets } = await onHttp((_, response) => response.end('ok'));
    const { transport } = open();
    for (let at = 0; at < 3; at++) await (await transport.open('auth0').fetch(url)).text();
    expect(sockets).toHaveLength(1);
    transport.close();
    await pause(50);
    expect(sockets[0]?.destroyed).toBe(true);
  });

  /** Answers the first question on a connection; on the second it is cut, so many milliseconds after that has arrived. */
  const forgetful = async (cutMs: number, isHostile: () => boolean = () => false): Promise<Loopback & { asked: () => number }> => {
    const asked = new Map<object, number>();
    const server = await onHttp((request, response) => {
      asked.set(request.socket, (asked.get(request.socket) ?? 0) + 1);
      if (isHostile() || asked.get(request.socket) === 2) setTimeout(() => request.socket.resetAndDestroy(), cutMs);
      else response.end('here');
    });
    return { ...server, asked: () => [...asked.values()].reduce((sum, one) => sum + one, 0) };
  };
  const askAgain = (transport: Transport, url: string): Promise<Response> =>
    transport.open('azure-openai').fetch(url, { method: 'POST', body: 'x' });

  test.concurrent('a kept connection that died while nobody used it is replaced; a new one that dies is a failure', async () => {
    let isHostile = false;
    const server = await forgetful(0, () => isHostile);
    const { transport, seen } = open();
    expect(await (await askAgain(transport, server.url)).text()).toBe('here');
    // As after a pause in a talk.
    await pause(2100);
    expect(await (await askAgain(transport, server.url)).text()).toBe('here');
    expect([server.sockets.length, seen.map(({ status }) => status)]).toEqual([2, [200, 200]]);
    isHostile = true;
    await expect(askAgain(transport, server.url)).rejects.toMatchObject({ failure: { kind: 'unreachable', detail: 'ECONNRESET' } });
    expect(server.sockets.length).toBe(2);
  });

  test.concurrent.each([
    ['that was used a moment ago', 0, 0],
    ['on which the question may have been at work for a while', 2100, 1200],
  ])('a kept connection %s, and breaks: what was paid for is not asked twice in secret', async (_, unusedMs, cutMs) => {
    const server = await forgetful(cutMs);
    const { transport, seen } = open();
    expect(await (await askAgain(transport, server.url)).text()).toBe('here');
    await pause(unusedMs);
    await expect(askAgain(transport, server.url)).rejects.toMatchObject({ failure: { kind: 'unreachable', sent: true } });
    expect([server.asked(), server.sockets.length, seen.length]).toEqual([2, 1, 2]);
  });

  test('a document that does not end is not read for ever', async () => {
    const { url } = await onHttp((_, response) => {
      const more = (): boolean => !response.destroyed && response.write('x'.repeat(1_000_000), more);
      more();
    });
    const response = await open().transport.open('auth0').fetch(url);
    expect((await response.text()).length).toBeLessThanOrEqual(5_000_000);
  });
});

describe('time limits name what they waited for, and how long', () => {
  const failureOf = async (asked: Promise<Response>): Promise<unknown> => {
    const error: unknown = await asked.catch((caught: unknown) => caught);
    return error instanceof NoAnswer ? error.failure : error;
  };

  test('no connection', async () => {
    // Accepts and then says nothing, so TLS never comes to an end.
    const { port } = await onTcp(() => undefined);
    const { transport, seen } = open({ limits: { connectMs: 150 } });
    const failure = await failureOf(transport.open('entra').fetch(`https://127.0.0.1:${port}/`));
    expect(failure).toEqual({ kind: 'timeout', host: `127.0.0.1:${port}`, detail: 'CONNECT_TIMEOUT', afterMs: 150 });
    expect(seen[0]).toMatchObject({ status: null, failure });
    expect(seen[0]?.durationMs).toBeGreaterThanOrEqual(140);
  });

  test('no first byte, and more patience where it was asked for and the host has answered before', async () => {
    const { url } = await onHttp((request, response) => void setTimeout(() => response.end('late'), request.url === '/quick' ? 0 : 400));
    const { transport } = open({ limits: { answerMs: 150, completionMs: 5000 } });
    const late = { kind: 'timeout', host: new URL(url).host, detail: 'ANSWER_TIMEOUT', afterMs: 150 };
    expect(await failureOf(transport.open('azure-openai', true).fetch(url))).toEqual(late);
    await transport.open('azure-openai').fetch(`${url}/quick`);
    expect(await (await transport.open('azure-openai', true).fetch(url)).text()).toBe('late');
    expect(await failureOf(transport.open('azure-openai').fetch(url))).toEqual(late);
  });

  test('patience has an end of its own', async () => {
    const { url } = await onHttp((request, response) => void (request.url === '/quick' && response.end()));
    const { transport } = open({ limits: { answerMs: 50, completionMs: 200 } });
    await transport.open('azure-openai').fetch(`${url}/quick`);
    expect(await failureOf(transport.open('azure-openai', true).fetch(url))).toMatchObject({ detail: 'ANSWER_TIMEOUT', afterMs: 200 });
  });

  test('a body that stops', async () => {
    const { url } = await onHttp((_, response) => response.writeHead(200, { 'Content-Length': '100' }).write('half'));
    const { transport } = open({ limits: { idleMs: 150 } });
    expect(await failureOf(transport.open('auth0').fetch(url))).toEqual({
      kind: 'timeout',
      host: new URL(url).host,
      detail: 'BODY_TIMEOUT',
      afterMs: 150,
      midAnswer: true,
    });
  });

  /** One byte after another, for ever. */
  const drip = (type: string): Promise<Loopback> =>
    onHttp((_, response) => {
      response.writeHead(200, { 'Content-Type': type });
      const timer = setInterval(() => response.write('x'), 30);
      response.on('close', () => clearInterval(timer));
    });

  test('a body that drips and never ends', { timeout: 3000 }, async () => {
    const { url } = await drip('application/json');
    const { transport, seen } = open({ limits: { idleMs: 200, bodyMs: 400 } });
    const failure = await failureOf(transport.open('auth0').fetch(url));
    expect(failure).toEqual({ kind: 'timeout', host: new URL(url).host, detail: 'BODY_TIMEOUT', afterMs: 400, midAnswer: true });
    expect(seen[0]?.durationMs).toBeGreaterThanOrEqual(390);
  });

  test('an event stream may go on for longer than any other body', async () => {
    const { url } = await drip('text/event-stream');
    const { transport } = open({ limits: { idleMs: 200, bodyMs: 100 } });
    const reader = (await transport.open('azure-openai').fetch(url)).body?.getReader();
    const since = performance.now();
    while (performance.now() - since < 400) expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  test('a body that is slow but goes on is no failure', async () => {
    const { url } = await onHttp((_, response) => {
      let at = 0;
      const timer = setInterval(() => (at++ < 6 ? response.write('x') : (clearInterval(timer), response.end())), 60);
    });
    const response = await open({ limits: { idleMs: 300, answerMs: 300 } })
      .transport.open('auth0')
      .fetch(url);
    expect(await response.text()).toBe('xxxxxx');
  });

  test('an event stream that stops says the same, with the host', async () => {
    const { url } = await onHttp((_, response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n'));
    const response = await open({ limits: { idleMs: 150 } })
      .transport.open('azure-openai')
      .fetch(url);
    const error: unknown = await response.text().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({
      failure: { kind: 'timeout', host: new URL(url).host, detail: 'BODY_TIMEOUT', afterMs: 150, midAnswer: true },
    });
  });
});

describe('an answer that breaks off is no answer', () => {
  test('a body shorter than it said', async () => {
    const { url } = await onTcp((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"half":'));
    const { transport, seen } = open();
    await expect(transport.open('auth0').fetch(url)).rejects.toMatchObject({
      name: 'NoAnswer',
      failure: { kind: 'unreachable', host: new URL(url).host, midAnswer: true },
    });
    expect(seen[0]).toMatchObject({ status: 200, failure: { kind: 'unreachable' } });
  });

  test('chunks without a last one', async () => {
    const { url } = await onTcp((socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'));
    await expect(open().transport.open('auth0').fetch(url)).rejects.toBeInstanceOf(NoAnswer);
  });

  test('gzip cut in the middle', async () => {
    const whole = gzipSync('x'.repeat(1000));
    const { url } = await onHttp((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(whole.subarray(0, 15)));
    await expect(open().transport.open('auth0').fetch(url)).rejects.toBeInstanceOf(NoAnswer);
  });

  test('something that is no HTTP', async () => {
    const { url } = await onTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'));
    await expect(open().transport.open('auth0').fetch(url)).rejects.toMatchObject({ failure: { kind: 'unreachable', detail: /^HPE_/ } });
  });

  test('an event stream that breaks off is no end either: its reader learns which host went away', async () => {
    const { url } = await onTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n');
      setTimeout(() => socket.destroy(), 50);
    });
    const response = await open().transport.open('azure-openai').fetch(url);
    const error: unknown = await response.text().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({ failure: { kind: 'unreachable', host: new URL(url).host, midAnswer: true } });
  });
});

describe('an event stream', () => {
  test.each(['text/event-stream', 'text/event-stream; charset=utf-8', 'Text/Event-Stream;charset=UTF-8'])(
    '%s is handed on piece by piece',
    async (type) => {
      const { promise: read, resolve: go } = Promise.withResolvers<undefined>();
      const { url } = await onHttp((_, response) => {
        response.writeHead(200, { 'Content-Type': type }).write('data: one\n\n');
        void read.then(() => response.end('data: two\n\n'));
      });
      const { transport, seen } = open({ limits: { idleMs: 1000 } });
      const reader = (await transport.open('azure-openai').fetch(url)).body?.getReader();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: one\n\n');
      go(undefined);
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: two\n\n');
      expect((await reader?.read())?.done).toBe(true);
      expect(seen[0]).toMatchObject({ status: 200, body: '' });
    },
  );

  test('one that is refused is read whole, so that its words can be read', async () => {
    const { url } = await onHttp((_, response) =>
      response.writeHead(429, { 'Content-Type': 'text/event-stream' }).end('data: {"error":1}\n\n'),
    );
    const { transport, seen } = open();
    await transport.open('azure-openai').fetch(url);
    expect(seen[0]?.body).toBe('data: {"error":1}\n\n');
  });
});

describe('a cancellation', () => {
  test('of the run ends a request that waits, with the reason that was given', async () => {
    const { url } = await onHttp(() => undefined);
    const ending = new AbortController();
    const asked = open({ signal: ending.signal }).transport.open('auth0').fetch(url);
    const reason = new DOMException('cancelled', 'AbortError');
    setTimeout(() => ending.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
  });

  test('of one request leaves the others alone', async () => {
    const { url } = await onHttp((request, response) => void (request.url === '/slow' ? undefined : response.end('ok')));
    const { transport } = open({ signal: new AbortController().signal });
    const mine = new AbortController();
    const slow = transport.open('auth0').fetch(`${url}/slow`, { signal: mine.signal });
    mine.abort(new Error('mine'));
    await expect(slow).rejects.toThrow('mine');
    expect(await (await transport.open('auth0').fetch(url)).text()).toBe('ok');
  });

  test('before anything was sent sends nothing', async () => {
    let asked = 0;
    const { url } = await onHttp((_, response) => response.end(String((asked += 1))));
    await expect(open({ signal: AbortSignal.abort() }).transport.open('auth0').fetch(url)).rejects.toThrow();
    expect(asked).toBe(0);
  });

  test('in the middle of a stream ends it at once', async () => {
    const { url, sockets } = await onHttp((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n'),
    );
    const ending = new AbortController();
    const response = await open({ signal: ending.signal }).transport.open('azure-openai').fetch(url);
    const text = response.text();
    setTimeout(() => ending.abort(new Error('enough')), 50);
    await expect(text).rejects.toThrow();
    await pause(50);
    expect(sockets[0]?.destroyed).toBe(true);
  });
});
