import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, createGzip, gzipSync } from 'node:zlib';

/** Ways in which a correct server may differ from another correct server. */
export interface Manner {
  gzip?: boolean;
  /** The body arrives one byte at a time. */
  bytewise?: boolean;
  closes?: boolean;
  /** Header names in capitals. */
  shouts?: boolean;
  /** JSON with fields nobody has heard of, in another order. */
  strangeFields?: boolean;
  date?: 'none' | 'minute-fast' | 'minute-slow' | 'half-minute-slow';
  delayMs?: number;
  untyped?: boolean;
}

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One of `json`, `text`, `events` and `raw`, which does with the connection what no server would. An event is an object (sent as JSON), or text that is sent as it stands. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  json?: object;
  text?: string;
  events?: AsyncIterable<object | string>;
  /** Breaks the connection after the last event instead of ending the answer. */
  breaksOff?: boolean;
  raw?: (socket: Socket) => void;
}

export interface Served {
  port: number;
  /** Connections that were ever opened. */
  connections(): number;
  requests: Asked[];
  count(method: string, path: RegExp): number;
  /** Resolves when a request with this path has arrived. */
  arrival(path: RegExp): Promise<void>;
  close(): void;
}

export interface Certificates {
  caFile: string;
  ca: string;
  key: string;
  cert: string;
}

/** `null` never answers. */
export type Handler = (asked: Asked) => Promise<Reply | null> | Reply | null;

export async function serve({ key, cert }: Certificates, handler: Handler, manner: Manner = {}): Promise<Served> {
  const requests: Asked[] = [];
  const waiting: { path: RegExp; resolve: () => void }[] = [];
  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(message);
    const url = new URL(message.url ?? '/', 'https://localhost');
    const asked = { method: message.method ?? '', path: url.pathname, query: url.searchParams, headers: message.headers, body };
    requests.push(asked);
    for (const one of waiting) if (one.path.test(asked.path)) one.resolve();
    if (manner.delayMs) await pause(manner.delayMs);
    const reply = await handler(asked);
    // Nobody gets gzip who did not ask for it (RFC 9110, 12.5.3).
    const gzip = manner.gzip === true && /\bgzip\b/.test(String(asked.headers['accept-encoding']));
    if (reply) await send(reply, response, { ...manner, gzip }).catch(() => response.destroy());
  }

  const server = createServer({ key, cert }, (message, response) => {
    // A server that stumbles over what it is sent or told to fetch cuts the connection, as others do.
    void answer(message, response).catch(() => response.destroy());
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests,
    count: (method, path) => requests.filter((one) => one.method === method && path.test(one.path)).length,
    arrival: (path) =>
      requests.some((one) => path.test(one.path)) ? Promise.resolve() : new Promise((resolve) => waiting.push({ path, resolve })),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function send(reply: Reply, response: ServerResponse, manner: Manner): Promise<void> {
  if (reply.raw && response.socket) return reply.raw(response.socket);
  const headers: Record<string, string> = { ...reply.headers };
  const type = reply.events ? 'text/event-stream; charset=utf-8' : reply.json ? 'application/json; charset=utf-8' : 'text/plain';
  if (!manner.untyped) headers['Content-Type'] ??= type;
  else delete headers['Content-Type'];
  if (manner.gzip) headers['Content-Encoding'] = 'gzip';
  if (manner.closes) headers['Connection'] = 'close';
  response.sendDate = false;
  if (manner.date !== 'none') headers['Date'] = clock(manner.date).toUTCString();
  for (const [name, value] of Object.entries(headers)) response.setHeader(manner.shouts ? name.toUpperCase() : name, value);
  response.writeHead(reply.status);
  if (reply.events) return sendEvents(reply, response, manner);
  const text = Buffer.from(reply.json ? written(reply.json, manner) : (reply.text ?? ''));
  const whole = manner.gzip ? gzipSync(text) : text;
  if (manner.bytewise) await writeBytes(whole, response);
  response.end(manner.bytewise ? '' : whole);
}

async function sendEvents({ events, breaksOff }: Reply, response: ServerResponse, manner: Manner): Promise<void> {
  const zip = manner.gzip ? createGzip() : null;
  zip?.on('data', (piece: Buffer) => response.write(piece));
  response.flushHeaders();
  for await (const event of events ?? []) {
    const text = Buffer.from(typeof event === 'string' ? event : `data: ${written(event, manner)}\n\n`);
    if (zip) {
      zip.write(text);
      await new Promise<void>((resolve) => zip.flush(constants.Z_SYNC_FLUSH, resolve));
    } else if (manner.bytewise) await writeBytes(text, response);
    else response.write(text);
  }
  if (breaksOff) {
    await pause(50);
    response.destroy();
  } else if (zip) zip.on('end', () => response.end()).end();
  else response.end();
}

/** What a Responses or chat event looks like on the wire, and every other JSON. */
function written(value: object, manner: Manner): string {
  if (!manner.strangeFields) return JSON.stringify(value);
  const reversed = Object.entries(value).toReversed();
  return JSON.stringify({ future_field: { nested: [1, null, { deep: 'é 😀' }] }, ...Object.fromEntries(reversed), zzz: false });
}

async function writeBytes(whole: Buffer, response: ServerResponse): Promise<void> {
  for (const byte of whole) {
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const aheadMs = { none: 0, 'minute-fast': 60_000, 'minute-slow': -60_000, 'half-minute-slow': -30_000 };

function clock(date: Manner['date'] = 'none'): Date {
  return new Date(Date.now() + aheadMs[date]);
}

async function readAll(message: IncomingMessage): Promise<string> {
  let text = '';
  message.setEncoding('utf8');
  for await (const piece of message) text += String(piece);
  return text;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A certificate authority nobody knows and a certificate for localhost, made by openssl, which this project did not write. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  const extensions =
    'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n';
  await writeFile(join(folder, 'ext'), extensions);
  await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca.key');
  await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'leaf.key');
  const authority = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  await openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-sha256',
    '-days',
    '2',
    '-subj',
    '/CN=foreign test CA',
    ...authority,
    '-out',
    'ca.pem',
  );
  await openssl('req', '-new', '-key', 'leaf.key', '-subj', '/CN=localhost', '-out', 'leaf.csr');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-sha256', '-extfile', 'ext'];
  await openssl('x509', '-req', '-in', 'leaf.csr', ...signing, '-out', 'leaf.pem');
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return { caFile: join(folder, 'ca.pem'), ca: await read('ca.pem'), key: await read('leaf.key'), cert: await read('leaf.pem') };
}

/** A leaf of the authority in this folder for another name, or for another time. */
export async function makeLeaf(
  folder: string,
  name: string,
  { subject, start, end }: { subject: string; start?: string; end?: string },
): Promise<string> {
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  await writeFile(join(folder, `${name}.ext`), `subjectAltName=${subject}\nbasicConstraints=CA:FALSE\n`);
  await openssl('req', '-new', '-key', 'leaf.key', '-subj', `/CN=${name}`, '-out', `${name}.csr`);
  await writeFile(join(folder, `${name}.txt`), '');
  const config = `[ca]\ndefault_ca=d\n[d]\ndatabase=${name}.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`;
  await writeFile(join(folder, `${name}.cnf`), config);
  const times = ['-startdate', start ?? '20200101000000Z', '-enddate', end ?? '20990101000000Z'];
  const signing = ['-config', `${name}.cnf`, '-cert', 'ca.pem', '-keyfile', 'ca.key', '-extfile', `${name}.ext`];
  await openssl('ca', '-batch', '-notext', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signing, ...times);
  return readFile(join(folder, `${name}.pem`), 'utf8');
}
