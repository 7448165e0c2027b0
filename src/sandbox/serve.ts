import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';

import type { Certificate } from './certificate.js';
import type { Received, Reply } from './place.js';
import { plain } from './place.js';

export interface ServeOptions {
  certificate: Certificate;
  /** Shown instead where `isIntercepted` says that something on the way takes TLS apart. Asked for when that is so for the first time. */
  makeStranger(): Certificate;
  isIntercepted(host: string): boolean;
  /** Null: the request is never answered. */
  answer(request: Received): Promise<Reply | null>;
  record(request: Received, reply: Reply | null): void;
  /** Local ports from which Entra ID makes its own requests. */
  ownPorts: ReadonlySet<number>;
  delayMs: number;
}

/** All services of the place behind one TLS server on loopback; the Host header tells them apart. */
export async function serve(options: ServeOptions): Promise<{ port: number; stop(): Promise<void> }> {
  let stranger: SecureContext | null = null;
  const contextOf = (host: string): SecureContext | undefined => {
    // Without a context of its own a connection has the server's.
    if (!options.isIntercepted(host)) return undefined;
    stranger ??= createSecureContext(tlsOf(options.makeStranger()));
    return stranger;
  };
  const server = createServer(
    { ...tlsOf(options.certificate), SNICallback: (host, found) => found(null, contextOf(host)) },
    (incoming, outgoing) => void handle(incoming, outgoing, options),
  );
  server.on('clientError', (_, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

function tlsOf({ keyPem, certificatePem }: Certificate): { key: string; cert: string } {
  return { key: keyPem, cert: certificatePem };
}

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, options: ServeOptions): Promise<void> {
  try {
    const request = await receive(incoming, options.ownPorts);
    if (options.delayMs > 0 && request.by === 'client') await pause(options.delayMs, undefined, { ref: false });
    const reply = await options.answer(request).catch(failed);
    options.record(request, reply);
    if (reply) await send(outgoing, reply);
  } catch {
    // The client went away, or sent more than anybody needs: there is nobody left to answer.
    outgoing.destroy();
  }
}

async function receive(incoming: IncomingMessage, ownPorts: ReadonlySet<number>): Promise<Received> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) throw new RangeError('request body too large');
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'https://place.invalid');
  return {
    method: incoming.method ?? 'GET',
    host: (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''),
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
    by: ownPorts.has(incoming.socket.remotePort ?? 0) ? 'sandbox' : 'client',
  };
}

const largestBody = 8 * 1024 * 1024;

/** A bug of the sandbox itself must not look like an answer of a party. */
function failed(error: unknown): Reply {
  return plain(500, `keyless sandbox: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

async function send(outgoing: ServerResponse, reply: Reply): Promise<void> {
  if (typeof reply.body === 'string') {
    outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
    outgoing.end(reply.body);
    return;
  }
  outgoing.writeHead(reply.status, reply.headers);
  await pipeline(reply.body, outgoing);
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
