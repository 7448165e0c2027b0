import type { Agent } from 'node:https';
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';

import { standsUnused } from './unused.js';

/** Connections that stand before there is a request for them. */
export interface Early {
  /** Opens one, unless one is there or on its way. Nobody hears what comes of it, only that it is over. */
  open(url: URL, done: () => void): void;
  close(): void;
}

/** One of them: its sockets, and the one that can be handed out. */
interface Opening {
  sockets: Set<Duplex>;
  standing: Duplex | null;
}

/**
 * Lets an agent hand out connections that were opened early, in place of one that it would open. Only what stands is handed out: a request
 * does not wait for somebody else's connection, and what keeps one from being opened it finds out by itself, in its own time. One that does
 * not come to stand within `connectMs` is given up.
 */
export function openEarlyFor(agent: Agent, { isTunnel, connectMs }: { isTunnel: boolean; connectMs: number }): Early {
  const create = agent.createConnection.bind(agent);
  const known = new Map<string, Opening>();
  const opened = new Set<Duplex>();
  let isClosed = false;

  agent.createConnection = (options, connected) => {
    const key = keyOf(options.host, options.port);
    const standing = known.get(key)?.standing;
    if (!standing) return create(options, connected);
    known.delete(key);
    const socket = standing;
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
    const one: Opening = { sockets: new Set(), standing: null };
    known.set(key, one);
    const forget = (): void => {
      clearTimeout(timer);
      if (known.get(key) === one) known.delete(key);
      done();
    };
    const timer = setTimeout(() => one.sockets.forEach((socket) => socket.destroy()), connectMs).unref();
    const keep = (socket: Duplex): void => {
      one.sockets.add(socket);
      opened.add(socket);
      (socket as Socket)
        .on('error', forget)
        .on('close', () => {
          opened.delete(socket);
          forget();
        })
        .unref();
      if (isClosed) socket.destroy();
    };
    const stands = (socket: Duplex): void => {
      clearTimeout(timer);
      one.standing = socket;
      standsUnused(socket);
      done();
    };
    connect({ ...agent.options, host, port, servername: isIP(host) === 0 ? host : '' }, { keep, stands, forget });
  }

  function connect(options: object, { keep, stands, forget }: Heard): void {
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
      for (const socket of opened) socket.destroy();
    },
  };
}

/** What becomes of one that is being opened. */
interface Heard {
  keep: (socket: Duplex) => void;
  stands: (socket: Duplex) => void;
  forget: () => void;
}

/** As the names begin under which an agent keeps its connections. */
function keyOf(host: string | null | undefined, port: unknown): string {
  return `${host ?? 'localhost'}:${String(port)}:`;
}

function hasFree({ freeSockets }: Agent, key: string): boolean {
  return Object.keys(freeSockets).some((name) => name.startsWith(key));
}
