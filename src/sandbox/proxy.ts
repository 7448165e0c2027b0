import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

import type { Network } from './world.js';

export interface ProxyOptions {
  targetPort: number;
  isHere: (host: string) => boolean;
  /** Asked at each connection, because the state of the way may change. */
  network: () => Network;
}

/** The one way in: a CONNECT proxy that leads every host of the place to its TLS server, and nothing to the world outside. */
export async function startProxy(options: ProxyOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('The sandbox is reached with CONNECT only: its services speak HTTPS.\n');
  });
  server.on('connection', (socket) => track(sockets, socket));
  server.on('connect', (request, client, head) => {
    client.on('error', () => client.destroy());
    const refusal = refuse(request.url ?? '', options);
    if (refusal) client.end(forbidden(refusal));
    else open(request.url ?? '', { client, head }, { ...options, sockets });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function refuse(target: string, { isHere, network }: ProxyOptions): string | null {
  const [host, port] = split(target);
  if (!isHere(host)) return `The sandbox does not lead to ${host || 'this address'}: nothing leaves this machine.`;
  if (port !== '443') return `The services of the sandbox listen on port 443 only, not on ${port}.`;
  if (network().proxyRefuses.includes(host)) return `Access to ${host} is not allowed by the policy of this proxy.`;
  return null;
}

function forbidden(why: string): string {
  const body = `${why}\n`;
  const head = ['HTTP/1.1 403 Forbidden', 'content-type: text/plain; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`];
  return [...head, 'connection: close', '', body].join('\r\n');
}

function open(target: string, { client, head }: { client: Duplex; head: Buffer }, options: ProxyOptions & { sockets: Set<Socket> }): void {
  const [host] = split(target);
  if (options.network().cuts.includes(host)) {
    client.write(established);
    client.once('data', () => (client as Socket).resetAndDestroy());
    return;
  }
  const service = connect(options.targetPort, '127.0.0.1');
  track(options.sockets, service);
  service.on('error', () => client.destroy());
  client.on('close', () => service.destroy());
  service.once('connect', () => {
    client.write(established);
    service.write(head);
    service.pipe(client);
    client.pipe(service);
  });
}

const established = 'HTTP/1.1 200 Connection Established\r\n\r\n';

function split(target: string): [host: string, port: string] {
  const at = target.lastIndexOf(':');
  return at < 0 ? [target.toLowerCase(), ''] : [target.slice(0, at).toLowerCase(), target.slice(at + 1)];
}

function track(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}
