import { getEventListeners } from 'node:events';
import { connect } from 'node:net';

import { describe, expect, test } from 'vitest';

import { NoAnswer, noAnswer, readNetworkFailure } from '../../src/chain/network-failure.js';
import type { NetworkFailure } from '../../src/chain/answer.js';
import { networkWords } from '../../src/findings/network.js';
import { makeLeaf } from '../foreign/serve.js';
import { certificatesForTests } from './certificates.js';
import { refusedPort, onHttps, onTcp, open } from './loopback.js';

const certificates = certificatesForTests();

async function failureOf(url: string, ca?: string): Promise<unknown> {
  const { transport } = open(ca ? { ca } : {});
  const error: unknown = await transport
    .open('entra')
    .fetch(url)
    .catch((caught: unknown) => caught);
  return error instanceof NoAnswer ? error.failure : error;
}

describe('what really goes wrong on a network is one of five kinds, with the system’s own code', () => {
  test('nobody listens', async () => {
    expect(await failureOf(`https://127.0.0.1:${refusedPort}/`)).toEqual({
      kind: 'unreachable',
      host: `127.0.0.1:${refusedPort}`,
      detail: 'ECONNREFUSED',
    });
  });

  test('nobody listens on any address of the name', async () => {
    expect(await failureOf(`https://localhost:${refusedPort}/`)).toEqual({
      kind: 'unreachable',
      host: `localhost:${refusedPort}`,
      detail: 'ECONNREFUSED',
    });
  });

  test('the name does not exist', async () => {
    expect(await failureOf('https://nobody.invalid/')).toMatchObject({
      kind: 'name-not-found',
      host: 'nobody.invalid',
      detail: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  test('the connection is reset', async () => {
    const { port } = await onTcp((socket) => socket.resetAndDestroy());
    expect(await failureOf(`https://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'unreachable',
      host: `127.0.0.1:${port}`,
      detail: 'ECONNRESET',
    });
  });

  test.each([
    ['it is cut', (): string | null => null, 'ECONNRESET'],
    ['what comes is no HTTP', () => 'SSH-2.0-OpenSSH_9.2\r\n', 'HPE_INVALID_CONSTANT'],
    ['a header without end', () => `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(100_000)}`, 'HPE_HEADER_OVERFLOW'],
  ])('the request had gone out when %s', async (_, said, detail) => {
    const { url } = await onTcp((socket) => {
      socket.once('data', () => {
        const text = said();
        if (text === null) socket.destroy();
        else socket.write(text);
      });
    });
    expect(await failureOf(url)).toEqual({ kind: 'unreachable', host: url.slice(7), detail, sent: true });
  });

  test('the other side speaks no TLS', async () => {
    const { port } = await onTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await failureOf(`https://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'tls-untrusted',
      detail: expect.stringMatching(/^(ERR_SSL|EPROTO)/),
    });
  });

  test('the other side speaks old versions of TLS only', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { port } = await onHttps({ key: certificates().key, cert: certificates().cert, ...old }, (_, response) => response.end());
    const failure = await failureOf(`https://localhost:${port}/`, certificates().ca);
    expect(failure).toMatchObject({ kind: 'tls-untrusted', detail: expect.stringMatching(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/) });
    const { title, why } = networkWords['network/tls-untrusted']({ party: 'entra', failure: failure as NetworkFailure });
    expect(`${title} ${why}`).toMatch(/No version of TLS is common .* speaks TLS/);
  });

  test('the authority is unknown: it is named as its certificate names it, and nothing is sent to whoever shows that', async () => {
    let asked = 0;
    const { port, sockets } = await onHttps({ key: certificates().key, cert: certificates().cert }, (_, response) =>
      response.end(String((asked += 1))),
    );
    const failure = await failureOf(`https://localhost:${port}/`);
    expect(failure).toEqual({
      kind: 'tls-untrusted',
      host: `localhost:${port}`,
      detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      issuer: 'CN=foreign test CA',
    });
    expect([asked, sockets.length]).toEqual([0, 2]);
    const { why, fix } = networkWords['network/tls-untrusted']({ party: 'entra', failure: failure as NetworkFailure });
    expect(why).toContain('issued by "CN=foreign test CA", which Node.js does not know');
    expect(JSON.stringify(fix)).toMatch(
      /root certificate behind \\"CN=foreign test CA\\" as a PEM file, name that file in NODE_EXTRA_CA_CERTS/,
    );
  });

  test('the look for its name ends with the run', { timeout: 1500 }, async () => {
    // The first connection shows a certificate; the second, which would be the look, is met by silence.
    const ending = new AbortController();
    const shown = await onHttps({ key: certificates().key, cert: certificates().cert }, (_, response) => response.end());
    const { port, sockets } = await onTcp((socket) => {
      if (sockets.length > 0) return void socket.resume().once('data', () => ending.abort(new Error('cancelled')));
      const behind = connect(shown.port, '127.0.0.1').on('error', () => socket.destroy());
      return void socket.pipe(behind).pipe(socket);
    });
    const { transport } = open({ signal: ending.signal });
    await expect(transport.open('entra').fetch(`https://localhost:${port}/`)).rejects.toThrow('cancelled');
    expect(sockets).toHaveLength(2);
    await expect.poll(() => sockets[1]?.destroyed || sockets[1]?.readableEnded).toBe(true);
    expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  });

  test('the certificate is for another name', async () => {
    const cert = await makeLeaf(certificates().folder, 'other', { subject: 'DNS:other.test' });
    const { port } = await onHttps({ key: certificates().key, cert }, (_, response) => response.end());
    expect(await failureOf(`https://localhost:${port}/`, certificates().ca)).toMatchObject({
      kind: 'tls-untrusted',
      detail: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test.each([
    ['over', { end: '20210101000000Z' }, 'CERT_HAS_EXPIRED'],
    ['not begun', { start: '20980101000000Z' }, 'CERT_NOT_YET_VALID'],
  ])('the certificate’s time is %s', async (name, times, detail) => {
    const cert = await makeLeaf(certificates().folder, name.replace(' ', '-'), { subject: 'DNS:localhost', ...times });
    const { port } = await onHttps({ key: certificates().key, cert }, (_, response) => response.end());
    expect(await failureOf(`https://localhost:${port}/`, certificates().ca)).toMatchObject({ kind: 'tls-untrusted', detail });
  });

  test('a client certificate is wanted', async () => {
    const { port } = await onHttps(
      { ...certificates(), requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
      (_, response) => response.end(),
    );
    expect(await failureOf(`https://localhost:${port}/`, certificates().ca)).toMatchObject({
      host: `localhost:${port}`,
      kind: expect.stringMatching(/^(tls-untrusted|unreachable)$/),
    });
  });

  test('the same codes wrapped in other errors, as SDKs wrap them', () => {
    const inner = Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND', hostname: 'x' });
    const wrapped = new TypeError('fetch failed', { cause: new Error('middle', { cause: inner }) });
    expect(readNetworkFailure(wrapped, 'x', null)).toEqual({ kind: 'name-not-found', host: 'x', detail: 'ENOTFOUND' });
    const both = new AggregateError([
      Object.assign(new Error('a'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('b'), { code: 'ENETUNREACH' }),
    ]);
    expect(readNetworkFailure(both, 'x', null)).toMatchObject({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    expect(readNetworkFailure('a string', 'x', null)).toEqual({ kind: 'unreachable', host: 'x', detail: 'a string' });
    // All but the last address of a name are given up after a moment.
    for (const codes of [
      ['ETIMEDOUT', 'ECONNREFUSED'],
      ['ECONNREFUSED', 'ETIMEDOUT'],
    ]) {
      const errors = codes.map((code) => Object.assign(new Error(code), { code }));
      const all = Object.assign(new AggregateError(errors), { code: codes[0] });
      expect(readNetworkFailure(all, 'x', null)).toMatchObject({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    }
    const circle = new Error('circle');
    circle.cause = undefined;
    expect(readNetworkFailure(circle, 'x', null)).toMatchObject({ kind: 'unreachable', detail: 'circle' });
  });

  test.each([
    ['EAI_AGAIN', 'name-not-found'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['CERT_REVOKED', 'tls-untrusted'],
    ['INVALID_CA', 'tls-untrusted'],
    ['INVALID_PURPOSE', 'tls-untrusted'],
    ['PATH_LENGTH_EXCEEDED', 'tls-untrusted'],
    ['UNSPECIFIED', 'tls-untrusted'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EPIPE', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
  ])('%s is %s', (code, kind) => {
    expect(readNetworkFailure(Object.assign(new Error('x'), { code }), 'x', null).kind).toBe(kind);
  });

  test('a bug is not taken for a lost connection', () => {
    expect(noAnswer(new NoAnswer({ kind: 'timeout', host: 'x', detail: 'y' }))).toBeNull();
    expect(() => noAnswer(new TypeError('a bug'))).toThrow('a bug');
  });
});
