import type { ServerOptions } from 'node:https';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { NetworkFailure } from '../../src/chain/answer.js';
import { NoAnswer } from '../../src/chain/network-failure.js';
import { proxyFor, readProxies } from '../../src/chain/proxy.js';
import { networkWords } from '../../src/findings/network.js';
import { Secret } from '../../src/settings/secret.js';
import { makeCertificates } from '../foreign/serve.js';
import { certificatesForTests } from './certificates.js';
import type { Judge, Proxy } from './connect-proxy.js';
import { startProxy } from './connect-proxy.js';
import type { Loopback } from './loopback.js';
import { refusedPort, onHttps, onTcp, open, pause } from './loopback.js';

const certificates = certificatesForTests();

async function proxied(judge?: Judge, tls?: ServerOptions): Promise<Proxy> {
  const proxy = await startProxy(judge, null, tls);
  onTestFinished(() => proxy.close());
  return proxy;
}

const tunnelStands = 'HTTP/1.1 200 Connection established\r\n\r\n';

const target = (): Promise<Loopback> =>
  onHttps({ key: certificates().key, cert: certificates().cert }, (request, response) =>
    response.end(`hello from ${request.headers.host}`),
  );

async function ask(env: Record<string, string>, url: string, limits = {}): Promise<unknown> {
  const { transport } = open({ env, ca: certificates().ca, limits });
  try {
    return await (await transport.open('auth0').fetch(url)).text();
  } catch (error) {
    return error instanceof NoAnswer ? error.failure : error;
  }
}

describe('through a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('%s is used, with TLS to the end of the tunnel', async (name) => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    expect(await ask({ [name]: proxy.url }, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(proxy.connects).toEqual([`localhost:${port}`]);
  });

  test.each([
    '127.0.0.1:PORT',
    '//127.0.0.1:PORT',
    'HTTP://127.0.0.1:PORT/',
    ' http://127.0.0.1:PORT\t',
    ' 127.0.0.1:PORT ',
    'me:pass@localhost:PORT',
  ])('%j, as curl takes it', async (text) => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    const env = { HTTPS_PROXY: text.replace('PORT', String(proxy.port)) };
    expect(await ask(env, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(proxy.connects).toHaveLength(1);
  });

  test('lower case wins, and an empty variable is none', async () => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    const env = { https_proxy: proxy.url, HTTPS_PROXY: 'http://127.0.0.1:9' };
    expect(await ask(env, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(await ask({ HTTPS_PROXY: ' ', https_proxy: '' }, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(proxy.connects).toHaveLength(1);
  });

  test.each([
    [{ https_proxy: 'first' }, { HTTPS_PROXY: 'second' }, 'first'],
    [{ https_proxy: ' ' }, { HTTPS_PROXY: 'second' }, 'second'],
    [{ HTTPS_PROXY: 'second' }, { ALL_PROXY: 'third', all_proxy: 'third' }, 'second'],
    [{ ALL_PROXY: 'third' }, { all_proxy: 'third' }, null],
  ])('of %j and %j it is %s that counts: ALL_PROXY is nothing to keyless', (one, other, expected) => {
    const proxy = proxyFor(readProxies({ ...one, ...other }), new URL('https://a.test/'));
    expect(proxy?.kind === 'usable' ? proxy.url.hostname : null).toBe(expected);
  });

  test.each([undefined, 'me:p%40ss%25'])('one that is spoken to with TLS, with %s', async (signIn) => {
    const wanted = signIn && `Basic ${Buffer.from(decodeURIComponent(signIn)).toString('base64')}`;
    const { ca, key, cert } = certificates();
    // What NODE_EXTRA_CA_CERTS does at the start.
    const known = getCACertificates('default');
    setDefaultCACertificates([...known, ca]);
    onTestFinished(() => setDefaultCACertificates(known));
    const judge: Judge = ({ headers }) => (headers['proxy-authorization'] === wanted ? null : '407 Proxy Authentication Required');
    const [proxy, { port }] = await Promise.all([proxied(judge, { key, cert }), target()]);
    const address = proxy.url.replace('//', signIn ? `//${signIn}@` : '//');
    expect(await ask({ HTTPS_PROXY: address }, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(proxy.connects).toEqual([`localhost:${port}`]);
  });

  test('HTTP_PROXY alone is not for https', async () => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    await ask({ HTTP_PROXY: proxy.url }, `https://localhost:${port}/`);
    expect(proxy.connects).toEqual([]);
  });

  test('name and password of its address go to it and nowhere else', async () => {
    const proxy = await proxied();
    const seen: (string | undefined)[] = [];
    const { port } = await onHttps({ key: certificates().key, cert: certificates().cert }, (request, response) => {
      seen.push(request.headers['proxy-authorization'], request.headers.authorization);
      response.end('ok');
    });
    expect(await ask({ HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${proxy.port}` }, `https://localhost:${port}/`)).toBe('ok');
    expect(proxy.passwords).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
    expect(seen).toEqual([undefined, undefined]);
  });

  test.each([
    ['u:100%', 'u:100%'],
    ['50%off:%', '50%off:%'],
    ['u:%zz%41%4', 'u:%zzA%4'],
    ['u:%C3%BC%', 'u:ü%'],
    ['u:%FC', 'u:%FC'],
    ['u:100%25', 'u:100%'],
  ])('a per cent sign that is no escape is taken literally, as curl takes it: %s', async (text, sent) => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    const answer = await ask({ HTTPS_PROXY: `http://${text}@127.0.0.1:${proxy.port}` }, `https://localhost:${port}/`);
    expect(answer).toBe(`hello from localhost:${port}`);
    expect(proxy.passwords).toEqual([`Basic ${Buffer.from(sent).toString('base64')}`]);
  });
});

describe('a proxy that does not let through', () => {
  test.each([
    ['403 Forbidden', '403'],
    ['407 Proxy Authentication Required', '407'],
    ['502 Bad Gateway', '502'],
    ['503 Service Unavailable', '503'],
  ])('%s', async (line, detail) => {
    const [proxy, { port }] = await Promise.all([proxied(() => line), target()]);
    expect(await ask({ HTTPS_PROXY: proxy.url }, `https://localhost:${port}/`)).toEqual({
      kind: 'proxy',
      host: `localhost:${port}`,
      detail,
      proxy: proxy.url,
    });
  });

  test('wants a password and gets a wrong one: what it says names the proxy without it', async () => {
    const right = `Basic ${Buffer.from('me:right').toString('base64')}`;
    const [proxy, { port }] = await Promise.all([
      proxied(({ headers }) => (headers['proxy-authorization'] === right ? null : '407 Proxy Authentication Required')),
      target(),
    ]);
    const failure = await ask({ HTTPS_PROXY: `http://me:wrong-password@127.0.0.1:${proxy.port}` }, `https://localhost:${port}/`);
    expect(failure).toEqual({ kind: 'proxy', host: `localhost:${port}`, detail: '407', proxy: proxy.url, signedIn: true });
    expect(await ask({ HTTPS_PROXY: `http://me:right@127.0.0.1:${proxy.port}` }, `https://localhost:${port}/`)).toBe(
      `hello from localhost:${port}`,
    );
  });

  test('wants a password and gets none: nobody has signed in', async () => {
    const proxy = await proxied(({ headers }) => (headers['proxy-authorization'] ? null : '407 Proxy Authentication Required'));
    const failure = await ask({ HTTPS_PROXY: proxy.url }, 'https://localhost:1/');
    expect(failure).toEqual({ kind: 'proxy', host: 'localhost:1', detail: '407', proxy: proxy.url });
    expect(proxy.passwords).toEqual([undefined]);
  });

  test('the connection over which it refused is closed, and its reset ends nothing but that', { timeout: 3000 }, async () => {
    const closed = Promise.withResolvers<undefined>();
    const { port } = await onTcp((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')).resume();
      socket.once('close', () => closed.resolve(undefined));
    });
    const resetting = await onTcp((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 403 Forbidden\r\n\r\n', () => setTimeout(() => socket.resetAndDestroy(), 20)));
    });
    for (const proxy of [port, resetting.port])
      expect(await ask({ HTTPS_PROXY: `http://127.0.0.1:${proxy}` }, 'https://localhost:1/')).toMatchObject({ detail: '403' });
    await Promise.all([closed.promise, pause(60)]);
  });

  test('nobody listens where it should be', async () => {
    const nowhere = `http://127.0.0.1:${refusedPort}`;
    expect(await ask({ HTTPS_PROXY: nowhere }, 'https://localhost:1/')).toEqual({
      kind: 'proxy',
      host: 'localhost:1',
      detail: 'ECONNREFUSED',
      proxy: nowhere,
    });
  });

  test('its name does not exist', async () => {
    const failure = await ask({ HTTPS_PROXY: 'http://proxy.invalid:3128' }, 'https://localhost:1/');
    expect(failure).toMatchObject({
      kind: 'proxy',
      host: 'localhost:1',
      proxy: 'http://proxy.invalid:3128',
      detail: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  test.each<[string, () => Promise<{ port: number }>]>([
    ['it accepts a connection and says nothing', () => onTcp(() => undefined)],
    ['it never answers the CONNECT', () => proxied(() => 'silent')],
    [
      'its tunnel stands, and nothing comes through it',
      () => onTcp((socket) => void socket.once('data', () => socket.write(tunnelStands))),
    ],
    ['the head of its answer has no end', () => onTcp((socket) => void socket.once('data', () => socket.write(tunnelStands.slice(0, -2))))],
  ])('%s: that is a timeout too', { timeout: 3000 }, async (_, begin) => {
    const { port } = await begin();
    const failure = await ask({ HTTPS_PROXY: `http://127.0.0.1:${port}` }, 'https://localhost:1/', { connectMs: 200 });
    expect(failure).toMatchObject({ kind: 'timeout', detail: 'CONNECT_TIMEOUT', afterMs: 200 });
  });

  test('one that says nothing does not keep a cancelled run', { timeout: 3000 }, async () => {
    const proxy = await proxied(() => 'silent');
    const ending = new AbortController();
    const { transport } = open({ env: { HTTPS_PROXY: proxy.url }, signal: ending.signal });
    setTimeout(() => ending.abort(new Error('cancelled')), 100);
    await expect(transport.open('auth0').fetch('https://localhost:1/')).rejects.toThrow('cancelled');
  });

  const greeting = (text: string) => (): Promise<Loopback> => onTcp((socket) => socket.write(text));
  const tlsPort = (): Promise<Loopback> =>
    onTcp((socket) => void socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex'))));

  test.each<[string, () => Promise<{ port: number }>, string?]>([
    ['it hangs up', () => onTcp((socket) => socket.end())],
    ['it is a service of another kind', () => onTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n')), 'SSH-2.0-OpenSSH_9.2p1'],
    ['its greeting looks like a head', greeting('SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n'), 'SSH-2.0-OpenSSH_9.2p1 Debian'],
    ['its greeting has a number where a status would stand', greeting('+OK 3 messages\r\n\r\n'), '+OK 3 messages'],
    ['it speaks TLS and is spoken to in plain', tlsPort],
  ])('%s: it was reached, and is no proxy', async (_, begin, said) => {
    const { port } = await begin();
    const proxy = `http://127.0.0.1:${port}`;
    const failure = await ask({ HTTPS_PROXY: proxy }, 'https://localhost:1/');
    expect(failure).toEqual({ kind: 'proxy', host: 'localhost:1', detail: 'ERR_PROXY_TUNNEL', proxy, ...(said && { said }) });
  });

  test.each<[string, string, string | undefined]>([
    ['403 Forbidden', '', undefined],
    ['403 Blocked by policy 7', '', 'Blocked by policy 7'],
    ['403 Forbidden', '<html><style>p {}</style><p>Ask\n<b>the desk</b></p>', 'Ask the desk'],
    ['502 Cannot connect', 'no route', 'Cannot connect: no route'],
    ['407 Proxy Authentication Required', 'no such pair: me / hunter2%hunter2', 'no such pair: me / [secret]'],
    ['403 Forbidden', `Basic ${Buffer.from('me:hunter2%hunter2').toString('base64')}`, 'Basic [token]'],
    ['403 Forbidden', 'the application secret: p4ss-of-the-application', 'the application secret: [secret]'],
    ['403 Forbidden', 'x'.repeat(1000), `${'x'.repeat(300)} …`],
    ['403 Forbidden', 'a picture \u0000\u0001', undefined],
  ])('the words of its refusal are kept, without secrets: %s, %j', async (line, body, said) => {
    const { port } = await onTcp((socket) => void socket.once('data', () => socket.write(`HTTP/1.1 ${line}\r\n\r\n${body}`)));
    const secrets = [new Secret('p4ss-of-the-application')];
    const { transport, seen } = open({ env: { HTTPS_PROXY: `http://me:hunter2%hunter2@127.0.0.1:${port}` }, secrets });
    await expect(transport.open('auth0').fetch('https://localhost:1/')).rejects.toBeInstanceOf(NoAnswer);
    expect(seen[0]?.failure).toMatchObject({ kind: 'proxy', detail: line.slice(0, 3) });
    expect(seen[0]?.failure?.said).toBe(said);
  });

  test('it says that the tunnel stands, and then speaks no TLS', async () => {
    const { port } = await onTcp((socket) => {
      socket.once('data', () => {
        socket.write(tunnelStands);
        socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
      });
    });
    const failure = await ask({ HTTPS_PROXY: `http://127.0.0.1:${port}` }, 'https://localhost:1/');
    expect(failure).toMatchObject({ kind: 'proxy', host: 'localhost:1', proxy: `http://127.0.0.1:${port}` });
    expect(failure).not.toHaveProperty('said');
  });

  test('its own certificate is not trusted: it is said that the certificate can be its own', async () => {
    const { key, cert } = certificates();
    const proxy = await proxied(() => null, { key, cert });
    const failure = await ask({ HTTPS_PROXY: proxy.url }, 'https://localhost:1/');
    expect(failure).toMatchObject({ kind: 'tls-untrusted', proxy: proxy.url });
    expect(proxy.connects).toEqual([]);
    const { why } = networkWords['network/tls-untrusted']({ party: 'auth0', failure: failure as NetworkFailure });
    expect(why).toContain(`"localhost:1", or the proxy "${proxy.url}" on the way there, showed a certificate`);
  });

  test('it is spoken to with TLS and understands none', async () => {
    const proxy = await proxied();
    const failure = await ask({ HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` }, 'https://localhost:1/');
    expect(failure).toMatchObject({ kind: 'proxy', host: 'localhost:1', proxy: `https://127.0.0.1:${proxy.port}` });
  });

  test.each([
    ['socks5://me:hunter2@127.0.0.1:1080', 'PROXY_SCHEME'],
    ['ftp://127.0.0.1:21', 'PROXY_SCHEME'],
    ['http://[bad', 'PROXY_ADDRESS'],
    ['http://me:hunter2@:3128', 'PROXY_ADDRESS'],
  ])('%s cannot be used, and is not passed over', async (text, detail) => {
    const { port, sockets } = await target();
    const failure = await ask({ HTTPS_PROXY: text }, `https://localhost:${port}/`);
    expect(failure).toEqual({ kind: 'proxy', host: `localhost:${port}`, detail, variable: 'HTTPS_PROXY' });
    expect(sockets).toEqual([]);
    expect(await ask({ HTTPS_PROXY: text, NO_PROXY: 'localhost' }, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
  });

  test('behind a proxy that works, a certificate that is not trusted is still a matter of the certificate', async () => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    const { transport } = open({ env: { HTTPS_PROXY: proxy.url } });
    // The one that opens what passes is named through its own tunnel, too.
    await expect(transport.open('auth0').fetch(`https://localhost:${port}/`)).rejects.toMatchObject({
      failure: { kind: 'tls-untrusted', host: `localhost:${port}`, issuer: 'CN=foreign test CA' },
    });
    expect(proxy.connects).toHaveLength(2);
  });

  test('behind one that is spoken to with TLS, the certificate that is looked at is the one at the end of the tunnel', async () => {
    const { ca, key, cert, folder } = certificates();
    const known = getCACertificates('default');
    setDefaultCACertificates([...known, ca]);
    onTestFinished(() => setDefaultCACertificates(known));
    const other = join(folder, 'other');
    await mkdir(other, { recursive: true });
    const strange = await makeCertificates(other);
    const [proxy, { port }] = await Promise.all([
      proxied(() => null, { key, cert }),
      onHttps({ key: strange.key, cert: strange.cert }, (_, response) => response.end()),
    ]);
    const { transport } = open({ env: { HTTPS_PROXY: proxy.url } });
    await expect(transport.open('auth0').fetch(`https://localhost:${port}/`)).rejects.toMatchObject({
      failure: { kind: 'tls-untrusted', issuer: 'CN=foreign test CA' },
    });
    // Once for the request, and once for the look.
    expect(proxy.connects).toHaveLength(2);
  });
});

describe('NO_PROXY', () => {
  /** What we say afterwards about a failure must be what Node did: both are asked, of real requests. */
  const rules: [string, string][] = [
    ['localhost', 'localhost'],
    ['LOCALHOST', 'localhost'],
    ['.localhost', 'localhost'],
    ['*.localhost', 'localhost'],
    ['calhost', 'localhost'],
    ['localhost:PORT', 'localhost'],
    ['localhost:1', 'localhost'],
    ['*', 'localhost'],
    ['example.com, localhost', 'localhost'],
    ['example.com localhost', 'localhost'],
    ['example.com', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', 'localhost'],
    ['127.0.0.0-127.0.0.9', '127.0.0.1'],
    ['127.0.0.0/8', '127.0.0.1'],
    ['corp.test', 'a.corp.test'],
    ['.corp.test', 'a.corp.test'],
    ['*.corp.test', 'a.corp.test'],
    ['*.corp.test', 'corp.test'],
    ['.corp.test', 'corp.test'],
    ['orp.test', 'a.corp.test'],
    ['a.corp.test:PORT', 'a.corp.test'],
    ['.corp.test:PORT', 'a.corp.test'],
    ['corp.test:1', 'a.corp.test'],
  ];

  test.each(rules)('%s for %s: Node and we agree whether the proxy is asked', async (rule, host) => {
    const [proxy, { port }] = await Promise.all([proxied(), target()]);
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: rule.replace('PORT', String(port)) };
    const url = `https://${host}:${port}/`;
    await ask(env, url, { connectMs: 2000 });
    const ours = proxyFor(readProxies(env), new URL(url));
    expect(ours?.kind === 'usable' ? ours.url.href : null).toBe(proxy.connects.length > 0 ? `${proxy.url}/` : null);
  });

  test.each([
    ['::1', 'https://[::1]:8443/', true],
    ['[::1]', 'https://[::1]:8443/', true],
    ['[::1]:8443', 'https://[::1]:8443/', true],
    ['[::1]:443', 'https://[::1]:8443/', false],
    ['0:0:0:0:0:0:0:1', 'https://[::1]/', true],
    ['FD00::0:1', 'https://[fd00::1]/', true],
    ['fd00::/8', 'https://[fd00::1]/', true],
    ['::2', 'https://[::1]/', false],
    ['fe80::1%eth0', 'https://[fe80::1]/', true],
    ['[fe80::1%eth0]:99', 'https://[fe80::1]/', false],
    ['::', 'https://[::1]/', false],
    [':', 'https://[::1]/', false],
    ['[::1', 'https://[::1]/', false],
    ['.corp.test', 'https://corp.test/', true],
    ['*.corp.test', 'https://corp.test/', false],
    ['corp.test.', 'https://a.corp.test/', true],
    ['corp.test', 'https://a.corp.test./', true],
    ['.', 'https://corp.test/', false],
    ['', 'https://corp.test/', false],
    ['corp.test:80', 'http://corp.test/', true],
    ['corp.test:443', 'http://corp.test/', false],
    ['corp.test:443', 'https://corp.test/', true],
    ['other.test\tcorp.test', 'https://corp.test/', true],
  ])('%j and %s: exempt %j', (rule, url, isExempt) => {
    const proxies = readProxies({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1', NO_PROXY: rule });
    expect(proxyFor(proxies, new URL(url)) === null).toBe(isExempt);
  });

  test('an exempt host is reached directly', async () => {
    const [proxy, { port }] = await Promise.all([proxied(() => '403 Forbidden'), target()]);
    expect(await ask({ HTTPS_PROXY: proxy.url, no_proxy: 'localhost' }, `https://localhost:${port}/`)).toBe(`hello from localhost:${port}`);
    expect(proxy.connects).toEqual([]);
  });

  test('an exempt host that refuses is not the proxy’s fault', async () => {
    const failure = await ask(
      { HTTPS_PROXY: `http://127.0.0.1:${refusedPort}`, NO_PROXY: 'localhost' },
      `https://localhost:${refusedPort}/`,
    );
    expect(failure).toMatchObject({ kind: 'unreachable', detail: 'ECONNREFUSED' });
  });
});
