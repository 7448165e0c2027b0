import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

import { onTestFinished } from 'vitest';

import type { Exchange } from '../../src/chain/exchange.js';
import type { Transport, TransportOptions } from '../../src/chain/transport.js';
import { createTransport } from '../../src/chain/transport.js';

export interface Loopback {
  port: number;
  url: string;
  /** Connections that were ever opened. */
  sockets: Socket[];
}

/** A server of the test's own on loopback, taken down after it. */
export async function onHttp(listener: RequestListener): Promise<Loopback> {
  return listening(createServer(listener), 'http');
}

export async function onHttps(options: ServerOptions, listener: RequestListener): Promise<Loopback> {
  return listening(createTlsServer(options, listener), 'https');
}

export async function onTcp(connected: (socket: Socket) => void): Promise<Loopback> {
  return listening(createTcpServer(connected), 'http');
}

async function listening(server: Server, scheme: string): Promise<Loopback> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket.on('error', () => undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `${scheme}://127.0.0.1:${port}`, sockets };
}

/** A port on which nobody listens: it is never handed out, so no other test's server can come to listen there. */
export const refusedPort = 1;

/** A transport of the test's own, with everything that went over it. */
export function open(options: Partial<TransportOptions> = {}): { transport: Transport; seen: Exchange[] } {
  const seen: Exchange[] = [];
  const transport = createTransport({ env: {}, secrets: [], onExchange: (exchange) => seen.push(exchange), ...options });
  onTestFinished(() => transport.close());
  return { transport, seen };
}

export async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of message) text += String(piece);
  return text;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
