import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';

import type { Proxy } from './proxy.js';
import { proxyFor, readProxies } from './proxy.js';

export interface Agents {
  proxyOf(url: URL): Proxy | null;
  of(url: URL): HttpAgent | HttpsAgent;
  close(): void;
}

export interface AgentOptions {
  env: Readonly<Record<string, string | undefined>>;
  ca?: string;
}

/** Connections, kept between requests. Whether a proxy is asked is decided here, by one set of rules, and not a second time inside Node. */
export function createAgents({ env, ca }: AgentOptions): Agents {
  const proxies = readProxies(env);
  const trust = { keepAlive: true, ...(ca && { ca }) };
  const direct = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent(trust) };
  const proxied = {
    http: new HttpAgent({ keepAlive: true, proxyEnv: proxies.env }),
    https: new TunnelAgent({ ...trust, proxyEnv: proxies.env }),
  };
  return {
    proxyOf: (url: URL) => proxyFor(proxies, url),
    of: (url: URL) => (proxyFor(proxies, url) ? proxied : direct)[url.protocol === 'http:' ? 'http' : 'https'],
    close(): void {
      for (const agent of [direct.http, direct.https, proxied.http, proxied.https]) agent.destroy();
    },
  };
}

type Connected = (error: Error | null, socket: Duplex) => void;

/**
 * Node leaves the connection of a refused CONNECT open, and listens to it no more: a proxy that resets it afterwards would end the
 * process, and one that keeps it would keep the process.
 */
class TunnelAgent extends HttpsAgent {
  override createConnection(options: RequestOptions, connected?: Connected): Duplex | null | undefined {
    return super.createConnection(options, (error, socket) => {
      if (error) socket.destroy();
      connected?.(error, socket);
    });
  }
}
