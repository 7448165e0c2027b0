import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';

import { NoAnswer } from './network-failure.js';
import type { Limits } from './limits.js';
import { stoodLong } from './unused.js';

export interface SendOptions {
  agent: HttpAgent | HttpsAgent;
  limits: Limits;
  signal: AbortSignal;
  /** Told when all of the request has gone out. */
  onSent: () => void;
  /** Asked when the time for an answer is over: whether it may take as long as a completion. */
  isPatient: () => boolean;
}

/** Sends one request and resolves with the head of its answer. Redirects are answers: none is followed with a credential. */
export function send(url: URL, init: RequestInit, options: SendOptions): Promise<IncomingMessage> {
  const { agent, limits, signal, isPatient, onSent } = options;
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br', ...flat(init.headers) };
    const body = bodyText(init.body);
    if (init.body instanceof URLSearchParams) headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8';
    if (body !== null) headers['content-length'] = String(Buffer.byteLength(body));
    const ask = url.protocol === 'http:' ? requestHttp : requestHttps;
    const request = ask(url, { agent, method: init.method ?? 'GET', headers });
    // Node keeps an error back while a proxy has not answered, so whoever waits here is told directly.
    const give = (error: Error): void => {
      reject(error);
      request.destroy(error);
    };
    const stop = (): void => give(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    guardPhases(request, { host: url.host, limits, isPatient, give });
    let isAnswered = false;
    let stood = false;
    let sentAt = Infinity;
    request
      .on('socket', (socket: Socket) => (stood = stoodLong(socket)))
      .on('response', (message) => {
        isAnswered = true;
        resolve(message);
      })
      .on('finish', () => {
        sentAt = performance.now();
        if (request.socket && !isOpening(request.socket)) onSent();
      })
      // A kept connection may have died while nobody used it: the other end timed out, or this machine slept. That is no answer of the
      // party, so a new connection is asked, as curl does. It shows within the time that a question takes there and back: what breaks
      // off later may be at work on what was asked, and is not asked again for it. Nor is what has begun to answer.
      .on('error', (error) => {
        const isGone = stood && !isAnswered && isLost(error) && performance.now() - sentAt < 1000;
        if (isGone) resolve(send(url, init, options));
        else reject(error);
      })
      .on('close', () => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    request.end(body ?? undefined);
  });
}

interface Guard extends Pick<SendOptions, 'limits' | 'isPatient'> {
  host: string;
  give: (error: Error) => void;
}

/** Ends a request whose connection, or whose first byte, does not come in time, and says how long it waited. */
function guardPhases(request: ClientRequest, { host, limits, isPatient, give }: Guard): void {
  const { connectMs, answerMs, completionMs } = limits;
  const late = (detail: string, afterMs: number): void => give(new NoAnswer({ kind: 'timeout', host, detail, afterMs }));
  let isLookedUp = true;
  let timer = setTimeout(() => late(isLookedUp ? 'CONNECT_TIMEOUT' : 'LOOKUP_TIMEOUT', connectMs), connectMs);
  const connected = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isPatient()) late('ANSWER_TIMEOUT', answerMs);
      else timer = setTimeout(() => late('ANSWER_TIMEOUT', completionMs), completionMs - answerMs);
    }, answerMs);
  };
  request.on('socket', (socket: Socket) => {
    if (request.reusedSocket || !isOpening(socket)) return connected();
    isLookedUp = isIP(request.host) !== 0;
    socket.once('lookup', () => (isLookedUp = true)).once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected);
  });
  request.on('response', () => clearTimeout(timer)).on('close', () => clearTimeout(timer));
}

/** The headers by their names in lower case. A `Headers` of our own would load a tenth of Node before the first request goes out. */
function flat(headers: RequestInit['headers'] = {}): Record<string, string> {
  const entries = Symbol.iterator in headers ? [...(headers as Headers)] : Object.entries(headers as Record<string, string>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function isLost(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function isOpening(socket: Socket): boolean {
  return socket.connecting || (socket instanceof TLSSocket && socket.getProtocol() === null);
}

/** The SDKs hand over strings and forms only; anything else would be a bug here. */
function bodyText(body: RequestInit['body']): string | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('the transport carries text bodies only');
}
