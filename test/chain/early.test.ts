import type { RequestListener } from 'node:http';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { Exchange } from '../../src/chain/exchange.js';
import type { Transport } from '../../src/chain/transport.js';
import { certificatesForTests } from './certificates.js';
import type { Judge, Proxy } from './connect-proxy.js';
import { startProxy } from './connect-proxy.js';
import type { Loopback } from './loopback.js';
import { onHttps, onTcp, open, refusedPort } from './loopback.js';

const certificates = certificatesForTests();

const serve = (listener: RequestListener): Promise<Loopback> => onHttps({ key: certificates().key, cert: certificates().cert }, listener);
const hello: RequestListener = (_, response) => response.end('hello');
const addressOf = ({ port }: { port: number }): URL => new URL(`https://localhost:${port}/`);

async function proxied(judge?: Judge): Promise<Proxy> {
  const proxy = await startProxy(judge);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Opens a connection early, and waits until that has come to something or to nothing: a request elsewhere is told of it. */
async function openEarly(transport: Transport, url: URL): Promise<void> {
  const quiet = transport.quietAfter('auth0');
  transport.openEarly(url);
  const elsewhere = await serve(hello);
  await transport.open('auth0').ask(addressOf(elsewhere), { method: 'POST' });
  await quiet;
}

async function ask(transport: Transport, url: URL): Promise<string> {
  return transport
    .open('entra')
    .ask(url, { method: 'POST', body: 'x' })
    .then((answer) => answer.text())
    .catch(() => 'no answer');
}

/** What is told of a request, but for the times. */
const lasting = (exchange: Exchange): unknown => ({ ...exchange, durationMs: 0, startedAt: 0, sentAt: exchange.sentAt && 0, endedAt: 0 });

describe('a connection that was opened early', () => {
  test.each(['directly', 'through a proxy'])('%s: the first request takes it, and is the only one that is told', async (way) => {
    const [server, proxy] = await Promise.all([serve(hello), proxied()]);
    const { transport, seen } = open({ ca: certificates().ca, env: way === 'directly' ? {} : { HTTPS_PROXY: proxy.url } });
    await openEarly(transport, addressOf(server));
    expect(server.sockets.length).toBe(1);
    expect(await ask(transport, addressOf(server))).toBe('hello');
    expect(server.sockets.length).toBe(1);
    // It was free again, so nothing is opened beside it.
    transport.openEarly(addressOf(server));
    expect(await ask(transport, addressOf(server))).toBe('hello');
    expect(server.sockets.length).toBe(1);
    expect(seen.filter(({ party }) => party === 'entra').map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each([0, 2200])('that breaks off %i ms behind the question is told, as it is of any other', async (ms) => {
    let asked = 0;
    const server = await serve(() => {
      asked += 1;
      setTimeout(() => server.sockets[0]?.resetAndDestroy(), ms);
    });
    const { transport, seen } = open({ ca: certificates().ca });
    await openEarly(transport, addressOf(server));
    expect(await ask(transport, addressOf(server))).toBe('no answer');
    expect([asked, seen.at(-1)?.failure?.kind]).toEqual([1, 'unreachable']);
  });

  test.each(['early', 'kept'])('that breaks off in the middle of an answer (%s) is not asked again', async (kind) => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked += 1;
      if (kind === 'kept' && asked === 1) return response.end('hello');
      response.writeHead(200, { 'content-length': 100 });
      return response.write('half of it', () => server.sockets[0]?.resetAndDestroy());
    });
    const { transport, seen } = open({ ca: certificates().ca });
    if (kind === 'early') await openEarly(transport, addressOf(server));
    else expect(await ask(transport, addressOf(server))).toBe('hello');
    expect(await ask(transport, addressOf(server))).toBe('no answer');
    // Whatever was asked in secret has arrived before this.
    await ask(transport, addressOf(await serve(hello)));
    expect([asked, server.sockets.length, seen.at(-2)?.status]).toEqual([kind === 'kept' ? 2 : 1, 1, 200]);
  });

  test('that the other end has closed is not handed out', async () => {
    const server = await serve(hello);
    const { transport, seen } = open({ ca: certificates().ca });
    await openEarly(transport, addressOf(server));
    for (const socket of server.sockets) socket.destroy();
    // Until a request elsewhere is over, the end has arrived here.
    await ask(transport, addressOf(await serve(hello)));
    expect(await ask(transport, addressOf(server))).toBe('hello');
    expect([server.sockets.length, seen.at(-1)?.failure]).toEqual([2, null]);
  });

  test('is let go of at the end, and holds nothing up', async () => {
    const server = await serve(hello);
    const { transport } = open({ ca: certificates().ca });
    await openEarly(transport, addressOf(server));
    expect(server.sockets[0]?.destroyed).toBe(false);
    transport.close();
    await expect.poll(() => server.sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });
});

describe('what keeps it from being opened is said by the request alone, in the same words as without', () => {
  const ways: [string, () => Promise<{ url: URL; env?: Record<string, string>; isStranger?: true; connectMs?: number }>][] = [
    ['nobody listens', () => Promise.resolve({ url: addressOf({ port: refusedPort }) })],
    ['no such name', () => Promise.resolve({ url: new URL('https://nowhere.invalid/') })],
    ['it says nothing', async () => ({ url: addressOf(await onTcp(() => undefined)), connectMs: 120 })],
    ['it breaks off', async () => ({ url: addressOf(await onTcp((socket) => void socket.once('data', () => socket.resetAndDestroy()))) })],
    ['nobody vouches for its certificate', async () => ({ url: addressOf(await serve(hello)), isStranger: true })],
    ['the proxy refuses', async () => refusedBy('403 Forbidden')],
    ['the proxy wants a name', async () => refusedBy('407 Proxy Authentication Required')],
    ['the proxy says nothing', async () => ({ ...(await refusedBy('silent')), connectMs: 120 })],
    ['the proxy is none', () => Promise.resolve({ url: addressOf({ port: 443 }), env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' } })],
  ];
  const refusedBy = async (refusal: string): Promise<{ url: URL; env: Record<string, string> }> => {
    const { port, url } = await proxied(() => refusal);
    return { url: addressOf({ port }), env: { HTTPS_PROXY: url } };
  };

  test.each(ways)('%s', async (_, make) => {
    const { url, env = {}, isStranger, connectMs } = await make();
    const tell = async (isEarly: boolean): Promise<unknown> => {
      const { transport, seen } = open({ env, ...(!isStranger && { ca: certificates().ca }), limits: connectMs ? { connectMs } : {} });
      if (isEarly) transport.openEarly(url);
      await ask(transport, url);
      // Again, when what was opened early has failed.
      await ask(transport, url);
      return seen.map(lasting);
    };
    expect(await tell(true)).toEqual(await tell(false));
  });
});
