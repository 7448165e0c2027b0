import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import type { Proxy } from './proxy.js';
import { proxyFor, readProxies } from './proxy.js';
import { TunnelAgent } from './tunnel.js';

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
