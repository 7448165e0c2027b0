import { request } from 'node:https';
import type { Socket } from 'node:net';

export interface Document {
  status: number;
  body: string;
}

export interface EgressOptions {
  servicePort(): number;
  caPem: string;
  isHere(host: string): boolean;
  /** Filled with the local ports in use, so that the server can tell Entra ID's requests from the client's. */
  ownPorts: Set<number>;
}

/** Entra ID's own way to an issuer: real TLS under the issuer's name, past the client's proxy. Rejects when there is no such host. */
export function createEgress(options: EgressOptions): (url: URL) => Promise<Document> {
  return (url) => {
    if (url.protocol !== 'https:' || !options.isHere(url.hostname)) return Promise.reject(new Error(`no way to ${url.host}`));
    return new Promise((resolve, reject) => {
      const asked = request({
        host: '127.0.0.1',
        port: options.servicePort(),
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, accept: 'application/json' },
        ca: options.caPem,
        agent: false,
        timeout: 5000,
      });
      asked.on('socket', (socket) => claim(socket, options.ownPorts));
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
      asked.on('error', reject);
      asked.on('response', (response) => {
        response.setEncoding('utf8');
        let body = '';
        response.on('data', (piece: string) => (body += piece));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asked.end();
    });
  };
}

function claim(socket: Socket, ownPorts: Set<number>): void {
  socket.once('connect', () => {
    const port = socket.localPort ?? 0;
    ownPorts.add(port);
    socket.once('close', () => ownPorts.delete(port));
  });
}
