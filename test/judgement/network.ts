import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

import type { Certificates } from '../foreign/serve.js';
import { makeCertificates, makeLeaf } from '../foreign/serve.js';

/** Something on loopback that stands where a party should be. */
export interface Stand {
  host: string;
  close(): void;
}

/** Ways in which no whole answer comes, and what each is called. All end with exit 3. */
export const ways: [name: string, code: string, stand: (certificates: Certificates) => Promise<Stand>][] = [
  // A label of more than 63 letters fails in the resolver itself.
  [
    'a name that nobody has',
    'network/name-not-found',
    () => Promise.resolve({ host: `${'a'.repeat(64)}.acme-identity.net`, close: () => undefined }),
  ],
  ['a port on which nobody listens', 'network/unreachable', () => Promise.resolve({ host: 'localhost:1', close: () => undefined })],
  ['a connection that is reset', 'network/unreachable', () => onTcp((socket) => socket.resetAndDestroy())],
  ['a connection that is closed at once', 'network/unreachable', () => onTcp((socket) => socket.end())],
  ['silence before TLS', 'network/timeout', () => onTcp(() => undefined)],
  ['plain HTTP on the port for TLS', 'network/tls-untrusted', () => onTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ['silence after the request', 'network/timeout', (own) => onTls(own, () => undefined)],
  ['a cut after the request', 'network/unreachable', (own) => onTls(own, ({ socket }) => socket.destroy())],
  [
    'a cut in the middle of the head',
    'network/unreachable',
    (own) => onTls(own, ({ socket }) => socket.end('HTTP/1.1 200 OK\r\nContent-')),
  ],
  [
    'a cut in the middle of the body',
    'network/unreachable',
    (own) =>
      onTls(
        own,
        partly((socket) => socket.destroy()),
      ),
  ],
  [
    'silence in the middle of the body',
    'network/timeout',
    (own) =>
      onTls(
        own,
        partly(() => undefined),
      ),
  ],
  ['a certificate of an unknown authority', 'network/tls-untrusted', ofStranger],
  [
    'a certificate that has expired',
    'network/tls-untrusted',
    (own) => ofLeaf(own, 'expired', { subject: 'DNS:localhost', end: '20210101000000Z' }),
  ],
  [
    'a certificate of tomorrow',
    'network/tls-untrusted',
    (own) => ofLeaf(own, 'early', { subject: 'DNS:localhost', start: '20980101000000Z' }),
  ],
  ['a certificate for another name', 'network/tls-untrusted', (own) => ofLeaf(own, 'other', { subject: 'DNS:other.example' })],
];

/** Half of an answer, and then this. */
function partly(then: (socket: Socket) => unknown): RequestListener {
  return (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"error"', () => then(request.socket));
  };
}

function onTcp(connected: (socket: Socket) => unknown): Promise<Stand> {
  return listening(createServer((socket) => void connected(socket)));
}

function onTls({ key, cert }: Pick<Certificates, 'key' | 'cert'>, listener: RequestListener): Promise<Stand> {
  return listening(createTlsServer({ key, cert }, listener));
}

async function ofStranger({ caFile }: Certificates): Promise<Stand> {
  return onTls(await makeCertificates(await mkdtemp(`${dirname(caFile)}/stranger-`)), (_, response) => response.end());
}

async function ofLeaf({ caFile, key }: Certificates, name: string, dates: Parameters<typeof makeLeaf>[2]): Promise<Stand> {
  return onTls({ key, cert: await makeLeaf(dirname(caFile), `${name}-${process.hrtime.bigint()}`, dates) }, (_, response) =>
    response.end(),
  );
}

async function listening(server: Server): Promise<Stand> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
