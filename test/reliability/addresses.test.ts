import { once } from 'node:events';
import { connect as connectTcp, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

import { afterEach, beforeAll, expect, test } from 'vitest';

import { startProxy } from '../chain/connect-proxy.js';
import type { Bench, Connection, Document } from '../foreign/connection.js';
import { check, connect, openBench } from '../foreign/connection.js';
import { answerFor } from './names.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const undone: (() => void)[] = [];
afterEach(() => undone.splice(0).forEach((undo) => undo()));

/** Three servers that are reached at these addresses of their name, and at no other. */
async function at(addresses: string[]): Promise<Connection> {
  const connection = await connect(bench);
  const servers = await Promise.all(
    addresses.includes('::1') ? [connection.auth0, connection.entra, connection.azureOpenAi].map(({ port }) => onSix(port)) : [],
  );
  undone.push(
    answerFor({ localhost: addresses }),
    () => connection.close(),
    () => servers.forEach((server) => server.close()),
  );
  return connection;
}

/** The same port of the other family, which leads to it. */
async function onSix(port: number): Promise<Server> {
  const server = createServer((socket: Socket) => {
    const target = connectTcp(port, '127.0.0.1').on('error', () => socket.destroy());
    socket
      .on('error', () => target.destroy())
      .pipe(target)
      .pipe(socket);
  });
  await once(server.listen(port, '::1'), 'listening');
  return server;
}

// 192.0.2.0/24 and 2001:db8::/32 are for documents (RFC 5737, RFC 3849): nobody is there, whether a network says so or is silent.
test.each([
  ['IPv6 alone', ['::1']],
  ['a dead IPv6 beside an IPv4 that works', ['2001:db8::dead', '127.0.0.1']],
  ['a dead IPv4 beside an IPv6 that works', ['192.0.2.77', '::1']],
  ['an IPv6 without a route beside an IPv4 that works', ['ff02::1', '127.0.0.1']],
])('%s: all well, and each is asked once', async (_, addresses) => {
  const connection = await at(addresses);
  const { code, report } = await check(connection);
  expect([code, report.diagnoses]).toEqual([0, []]);
  expect([connection.auth0, connection.entra, connection.azureOpenAi].map((one) => one.count('POST', /./))).toEqual([1, 1, 1]);
});

test('no address of a name works: one that said why is told', async () => {
  const connection = await at(['2001:db8::dead', '224.0.0.1']);
  const { code, report } = await check(connection, [], {}, { connectMs: 5000 });
  expect([code, report.diagnoses[0].code]).toEqual([3, 'network/unreachable']);
  expect(report.diagnoses[0].evidence.failure.detail).toMatch(/UNREACH/);
});

test('an address of IPv6 in the settings: it is asked, and NO_PROXY leaves it out', async () => {
  const [connection, proxy] = await Promise.all([at(['::1']), startProxy(() => '403 Forbidden')]);
  undone.push(() => proxy.close());
  const settings = { AZURE_AUTHORITY_HOST: `https://[::1]:${connection.entra.port}` };
  const { report } = await check(connection, [], { ...settings, HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost,::1' });
  // The certificate is for the name.
  expect(report.diagnoses[0]).toMatchObject({ code: 'network/tls-untrusted', evidence: { party: 'entra' } });
  expect(report.diagnoses[0].evidence.failure).toMatchObject({
    host: `[::1]:${connection.entra.port}`,
    detail: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  expect(proxy.connects).toEqual([]);
});

test('one silent name server is one cause', async () => {
  const connection = await connect(bench);
  undone.push(() => connection.close());
  const names = ['one', 'two', 'three'].map((name) => `${name}.keyless-names.test`);
  undone.push(answerFor(Object.fromEntries(names.map((name) => [name, 'silent'] as const))));
  const [auth0 = '', entra = '', openai = ''] = names;
  const settings = { OIDC_ENDPOINT: auth0, AZURE_AUTHORITY_HOST: `https://${entra}`, AZURE_AOAI_ENDPOINT: `https://${openai}` };
  const { code, report } = await check(connection, [], settings, { connectMs: 300 });
  expect([code, report.diagnoses.map((one: Document) => one.title)]).toEqual([3, ['The name server did not answer']]);
});
