import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import type { ServerOptions } from 'node:https';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';

import type { Certificates } from '../foreign/serve.js';
import { makeCertificates, makeLeaf } from '../foreign/serve.js';

/** Something that stands where a party should be, and with which no request comes about. */
export interface Stand {
  host: string;
  /** Connections that were opened to it. */
  connections(): number;
  close(): void;
}

type Leaf = Parameters<typeof makeLeaf>[2];

/** What answers at a name or an address before any request: by the phase in which it fails. */
export const stands: Readonly<Record<string, (certificates: Certificates) => Promise<Stand>>> = {
  'DNS: no such name': () => nobody('absent.keyless-names.test'),
  'DNS: no name server that answers': () => nobody('again.keyless-names.test'),
  'DNS: a name server that is silent': () => nobody('silent.keyless-names.test'),
  'connect: refused': () => nobody('localhost:1'),
  'connect: dropped': dropped,
  'connect: no route': () => nobody('no-route.keyless-names.test'),
  'TLS: unknown authority': async ({ caFile }) => onTls(await makeCertificates(await mkdtemp(`${dirname(caFile)}/stranger-`))),
  'TLS: expired': (own) => ofLeaf(own, { subject: 'DNS:localhost', end: '20210101000000Z' }),
  'TLS: not valid yet': (own) => ofLeaf(own, { subject: 'DNS:localhost', start: '20980101000000Z' }),
  'TLS: another name': (own) => ofLeaf(own, { subject: 'DNS:other.example' }),
  'TLS: silence in the handshake': () => onTcp(() => undefined),
  'TLS: reset in the handshake': () => onTcp((socket) => void socket.once('data', () => socket.resetAndDestroy())),
  'TLS: closed in the handshake': () => onTcp((socket) => void socket.once('data', () => socket.end())),
  'TLS: plain HTTP': () => onTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  'TLS: old versions only': ({ key, cert }) =>
    onTls({ key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }),
};

/** What comes in place of an answer, once a request has arrived. */
export const answers: Readonly<Record<string, (socket: Socket) => void>> = {
  'headers: never': () => undefined,
  'headers: cut before': (socket) => void socket.destroy(),
  'headers: closed in the middle': (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-'),
  'headers: no HTTP': (socket) => void socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'),
  'body: hangs': (socket) => void socket.write(`${head}Content-Length: 100\r\n\r\n{"access_token":`),
  'body: cut short': (socket) => socket.write(`${head}Content-Length: 100\r\n\r\n{"error"`, () => socket.destroy()),
  'body: shorter than it said': (socket) => void socket.end(`${head}Content-Length: 100\r\n\r\n{}`),
  'body: chunks without a last one': (socket) => void socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
};

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** An answer of Azure OpenAI that has begun, and then this. */
export const streams: Readonly<Record<string, (socket: Socket) => void>> = {
  'stream: hangs': begun(() => undefined),
  'stream: cut': begun((socket) => void socket.destroy()),
  'stream: closed': begun((socket) => socket.end()),
};

function begun(then: (socket: Socket) => void): (socket: Socket) => void {
  const event = 'data: {"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}\n\n';
  const chunk = `${event.length.toString(16)}\r\n${event}\r\n`;
  return (socket) =>
    void socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`, () =>
      // What was written is read first.
      setTimeout(() => then(socket), 20),
    );
}

function nobody(host: string): Promise<Stand> {
  return Promise.resolve({ host, connections: () => 0, close: () => undefined });
}

/** A listener that is stopped, with its queue full: what Linux does with one more is what a firewall does that drops it. */
async function dropped(): Promise<Stand> {
  const program = "const s = require('net').createServer().listen(0, '127.0.0.1', 1, () => console.log(s.address().port))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const port = Number(String(line));
  child.kill('SIGSTOP');
  const filling = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(filling.slice(0, 2).map((socket) => once(socket, 'connect')));
  const close = (): void => {
    for (const socket of filling) socket.destroy();
    child.kill('SIGKILL');
  };
  return { host: `localhost:${port}`, connections: () => 0, close };
}

function onTcp(connected: (socket: Socket) => unknown): Promise<Stand> {
  return listening(createServer((socket) => void connected(socket)));
}

function onTls(options: ServerOptions): Promise<Stand> {
  return listening(createTlsServer(options, (_, response) => response.end()));
}

async function ofLeaf({ caFile, key }: Certificates, dates: Leaf): Promise<Stand> {
  return onTls({ key, cert: await makeLeaf(dirname(caFile), `leaf-${process.hrtime.bigint()}`, dates) });
}

async function listening(server: Server): Promise<Stand> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
