import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { openEarlyFor } from './early.js';
import { noteUnused } from './unused.js';
import type { Limits } from './limits.js';
import type { Proxy } from './proxy.js';
import { proxyFor, readProxies } from './proxy.js';
import { TunnelAgent } from './tunnel.js';

export interface Agents {
  proxyOf(url: URL): Proxy | null;
  of(url: URL): HttpAgent | HttpsAgent;
  /** Opens a connection ahead of the request that will need it (`Early`), and tells when that has come to something or to nothing. */
  openEarly(url: URL, done: () => void): void;
  close(): void;
}

export interface AgentOptions {
  env: Readonly<Record<string, string | undefined>>;
  ca?: string;
}

/**
 * How long each address of a name has until the next is tried, the last one excepted. Of Node's quarter of a second a far network makes a
 * host that cannot be reached, where another address of it is dead.
 */
const addressMs = 1000;

/** Connections, kept between requests. Whether a proxy is asked is decided here, by one set of rules, and not a second time inside Node. */
export function createAgents({ env, ca }: AgentOptions, { connectMs }: Pick<Limits, 'connectMs'>): Agents {
  const proxies = readProxies(env);
  // Said outright, so that no variable of Node's switches it off.
  const trust = { keepAlive: true, rejectUnauthorized: true, ...(ca && { ca }) };
  const direct = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ ...trust, autoSelectFamilyAttemptTimeout: addressMs }),
  };
  const proxied = {
    http: new HttpAgent({ keepAlive: true, proxyEnv: proxies.env }),
    https: new TunnelAgent({ ...trust, proxyEnv: proxies.env }),
  };
  for (const agent of [direct.http, direct.https, proxied.http, proxied.https]) noteUnused(agent);
  const early = {
    direct: openEarlyFor(direct.https, { isTunnel: false, connectMs }),
    proxied: openEarlyFor(proxied.https, { isTunnel: true, connectMs }),
  };
  return {
    proxyOf: (url: URL) => proxyFor(proxies, url),
    of: (url: URL) => (proxyFor(proxies, url) ? proxied : direct)[url.protocol === 'http:' ? 'http' : 'https'],
    openEarly(url: URL, done: () => void): void {
      const proxy = proxyFor(proxies, url);
      if (proxy?.kind === 'unusable') done();
      else early[proxy ? 'proxied' : 'direct'].open(url, done);
    },
    close(): void {
      early.direct.close();
      early.proxied.close();
      for (const agent of [direct.http, direct.https, proxied.http, proxied.https]) agent.destroy();
    },
  };
}
