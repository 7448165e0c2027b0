import type { Agent } from 'node:https';
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';

/** Connections that stand before there is a request for them. */
export interface Early {
  /** Opens one, unless one is there or on its way. Nobody hears what comes of it, only that it is over. */
  open(url: URL, done: () => void): void;
  close(): void;
}

const openedEarly = new WeakSet<object>();

/** Whether this one stood unused for a while: as with a kept connection, the other end may have closed it meanwhile. */
export function wasOpenedEarly(socket: Duplex | null): boolean {
  return socket !== null && openedEarly.has(socket);
}

/**
 * Lets an agent hand out connections that were opened early, in place of one that it would open. Only what stands is handed out: a request
 * does not wait for somebody else's connection, and what keeps one from being opened it finds out by itself, in its own time.
 */
export function openEarlyFor(agent: Agent, isTunnel: boolean): Early {
  const create = agent.createConnection.bind(agent);
  const known = new Map<string, { sockets: Set<Duplex>; standing: Duplex | null }>();
  let isClosed = false;

  agent.createConnection = (options, connected) => {
    const key = keyOf(options.host, options.port);
    const socket = known.get(key)?.standing;
    if (!socket) return create(options, connected);
    known.delete(key);
    // Whoever speaks before being asked, speaks of something else.
    if (socket.destroyed || socket.readableLength > 0) {
      socket.destroy();
      return create(options, connected);
    }
    (socket as Socket).ref();
    return socket;
  };

  function open(url: URL, done: () => void): void {
    const host = urlToHttpOptions(url).hostname ?? '';
    const port = Number(url.port || 443);
    const key = keyOf(host, port);
    if (url.protocol !== 'https:' || known.has(key) || hasFree(agent, key)) return done();
    const early = { sockets: new Set<Duplex>(), standing: null as Duplex | null };
    known.set(key, early);
    const forget = (): void => {
      if (known.get(key) === early) known.delete(key);
      done();
    };
    const keep = (socket: Duplex): void => {
      early.sockets.add(socket);
      (socket as Socket).on('error', forget).on('close', forget).unref();
      if (isClosed) socket.destroy();
    };
    const stands = (socket: Duplex): void => {
      openedEarly.add(socket);
      early.standing = socket;
      done();
    };
    const options = { ...agent.options, host, port, servername: isIP(host) === 0 ? host : '' };
    const socket = create(options, (error, tunnel) => {
      if (error) return forget();
      keep(tunnel);
      stands(tunnel);
    });
    if (!socket) return;
    keep(socket);
    if (!isTunnel) socket.once('secureConnect', () => stands(socket));
  }

  return {
    open,
    close() {
      isClosed = true;
      for (const { sockets } of known.values()) for (const socket of sockets) socket.destroy();
    },
  };
}

/** As the names begin under which an agent keeps its connections. */
function keyOf(host: string | null | undefined, port: unknown): string {
  return `${host ?? 'localhost'}:${String(port)}:`;
}

function hasFree({ freeSockets }: Agent, key: string): boolean {
  return Object.keys(freeSockets).some((name) => name.startsWith(key));
}
