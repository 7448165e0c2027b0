import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';

export interface Proxy {
  port: number;
  url: string;
  /** What was asked for, as `host:port`. */
  connects: string[];
  passwords: (string | undefined)[];
  close(): void;
}

/** What a proxy does with a CONNECT: null lets it through, a status line refuses it, `silent` never answers. */
export type Judge = (request: IncomingMessage) => string | null;

/** A CONNECT proxy (RFC 9110, 9.3.6) that leads every name to loopback: to the port that was asked for, or to one of its own. With certificates it is spoken to with TLS. */
export async function startProxy(judge: Judge = () => null, leadsTo: number | null = null, tls?: ServerOptions): Promise<Proxy> {
  const [connects, passwords]: [string[], (string | undefined)[]] = [[], []];
  const sockets: Socket[] = [];
  const noTunnel: RequestListener = (_, response) => response.writeHead(400).end();
  const server = tls ? createTlsServer(tls, noTunnel) : createServer(noTunnel);
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    connects.push(request.url ?? '');
    passwords.push(request.headers['proxy-authorization']);
    const refusal = judge(request);
    if (refusal === null) sockets.push(tunnel(leadsTo ?? Number(request.url?.split(':').at(-1)), client));
    else if (refusal !== 'silent') client.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    connects,
    passwords,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function tunnel(port: number, client: Socket): Socket {
  const target = connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    target.pipe(client).pipe(target);
  });
  return target.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
}
