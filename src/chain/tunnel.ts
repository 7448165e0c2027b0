import { STATUS_CODES } from 'node:http';
import { Agent } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';

import { plainWords } from './exchange.js';

type Connected = (error: Error | null, socket: Duplex) => void;

/** What a proxy answered in place of a tunnel, as far as it came together with its head, by the error that Node made of it. */
const answers = new WeakMap<Error, string>();

/**
 * Node's agent for tunnels, without two faults: of a refusal it keeps the status alone; and it leaves the connection open and listens
 * to it no more, so that a proxy that resets it afterwards would end the process.
 */
export class TunnelAgent extends Agent {
  override createConnection(options: RequestOptions, connected?: Connected): Duplex | null | undefined {
    let heard = (): string => '';
    const connection = super.createConnection(options, (error, socket) => {
      // Behind a tunnel that stands, what fails is TLS, and the proxy has said nothing about that.
      if (error && 'code' in error && error.code === 'ERR_PROXY_TUNNEL') answers.set(error, heard());
      if (error) socket.destroy();
      connected?.(error, socket);
    });
    if (connection) heard = overhear(connection);
    return connection;
  }
}

/** More bytes than this no head has; whoever sends on and on is not listened to. */
const enough = 65_536;

/** Node reads by `readable`, so listening takes nothing away from it. Behind the head of a 200 TLS begins, which is nobody's to hear. */
function overhear(connection: Duplex): () => string {
  let heard = Buffer.alloc(0);
  const listen = (piece: Buffer): void => {
    heard = Buffer.concat([heard, piece]);
    if (heard.length > enough || heard.includes('\r\n\r\n')) connection.off('data', listen);
  };
  connection.on('data', listen);
  return () => heard.subarray(0, enough).toString('utf8');
}

/** The answer of a proxy that gave no tunnel; empty where there was none. */
export function proxyAnswer(error: unknown): string {
  return (error instanceof Error && answers.get(error)) || '';
}

/** The ways to sign in that its head offers (RFC 9110, 11.7.1), such as `Basic` and `Negotiate`. */
export function offersOf(answer: string): string[] {
  const [head = ''] = answer.split('\r\n\r\n');
  return [...new Set([...head.matchAll(/^proxy-authenticate: *([\w-]+)/gim)].map(([, scheme = '']) => scheme))];
}

/** Its words: a reason that is its own, and the beginning of its page; of what is no HTTP, all of it. What is no text has no words. */
export function proxyWordsOf(answer: string): string {
  const [, status, reason = ''] = /^HTTP\/1\.\d (\d{3}) ?(.*)/.exec(answer) ?? [];
  const end = answer.indexOf('\r\n\r\n');
  const words = status
    ? [reason.trim() === STATUS_CODES[status] ? '' : plainWords(reason), end < 0 ? '' : plainWords(answer.slice(end + 4))]
    : [plainWords(answer)];
  const said = words.filter(Boolean).join(': ');
  return /[\p{Cc}\uFFFD]/u.test(said) ? '' : said;
}
