import { BlockList, isIP } from 'node:net';

/** What a proxy variable names: an address that can be used, or one that cannot, which is never passed over in silence. */
export type Proxy = { kind: 'usable'; url: URL } | { kind: 'unusable'; variable: string; detail: 'PROXY_SCHEME' | 'PROXY_ADDRESS' };

/** The proxy variables, read once. `env` is what Node's agents take; the rest tells afterwards whether a failure was the proxy's. */
export interface Proxies {
  env: Record<string, string>;
  http: Proxy | null;
  https: Proxy | null;
  without: string[];
}

/** `HTTPS_PROXY=proxy.corp:8080` is accepted as curl accepts it; lower-case names win, as they do there. */
export function readProxies(env: Readonly<Record<string, string | undefined>>): Proxies {
  const pick = (name: string): string => env[name.toLowerCase()]?.trim() || env[name]?.trim() || '';
  const [https, http] = ['HTTPS_PROXY', 'HTTP_PROXY'].map((name) => readProxy(name, pick(name)));
  const forAgents: Record<string, string> = {};
  if (https?.kind === 'usable') forAgents['HTTPS_PROXY'] = https.url.href;
  if (http?.kind === 'usable') forAgents['HTTP_PROXY'] = http.url.href;
  return {
    env: forAgents,
    http: http ?? null,
    https: https ?? null,
    without: pick('NO_PROXY')
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

/** The proxy through which this address is reached, or null: by the rules of NO_PROXY that curl has (names cover what is below them). */
export function proxyFor(proxies: Proxies, url: URL): Proxy | null {
  const proxy = url.protocol === 'http:' ? proxies.http : proxies.https;
  return proxy && !proxies.without.some((rule) => isExempt(rule, url)) ? proxy : null;
}

function isExempt(rule: string, url: URL): boolean {
  if (rule.includes('/')) return isInside(rule, url.hostname);
  const { host, port } = readRule(rule.toLowerCase());
  if (port && port !== (url.port || (url.protocol === 'http:' ? '80' : '443'))) return false;
  const asked = withoutLastDot(url.hostname);
  if (host === '*' || host === asked) return true;
  // As curl takes it, `.corp.test` covers corp.test itself; `*.corp.test`, which curl does not know, covers what is below it.
  if (host === `.${asked}`) return true;
  return asked.endsWith(host.replace(/^\*?\.?/, '.'));
}

/** A name or an address, and a port behind it. An address of IPv6 stands between brackets, or bare and then without a port. */
function readRule(rule: string): { host: string; port?: string | undefined } {
  const [, inside, port] = /^\[([^\]]*)\](?::(\d+))?$/.exec(rule) ?? [];
  // A zone names an interface of this machine; no URL has one.
  const address = (inside ?? rule).replace(/%.*$/, '');
  // An address has many spellings, and a URL has one of them.
  if (isIP(address) === 6) return { host: new URL(`https://[${address}]/`).hostname, port };
  const [host = '', behind] = rule.split(':');
  return { host: withoutLastDot(host), port: behind };
}

function withoutLastDot(name: string): string {
  return name.replace(/\.$/, '');
}

/** `10.0.0.0/8`, `fd00::/8`: an address in this range. A name is in no range, since the proxy is the one who looks it up. */
function isInside(range: string, hostname: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const address = hostname.replace(/^\[|\]$/g, '');
  const [family, other] = [isIP(network), isIP(address)];
  if (family === 0 || family !== other || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(bits), type);
  return list.check(address, type);
}

/** Node's agents speak to HTTP proxies only, over TCP or TLS. What else a variable says may hold a password, so none of it is kept. */
function readProxy(variable: string, text: string): Proxy | null {
  if (!text) return null;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) return { kind: 'unusable', variable, detail: 'PROXY_ADDRESS' };
  const url = new URL(full);
  url.username = wellEscaped(url.username);
  url.password = wellEscaped(url.password);
  return /^https?:$/.test(url.protocol) ? { kind: 'usable', url } : { kind: 'unusable', variable, detail: 'PROXY_SCHEME' };
}

/**
 * Node decodes name and password strictly, and throws at a `%` that begins no escape; curl takes it literally, and so it is here.
 * The same goes for an escape of bytes that are no UTF-8: Node has no way to send them.
 */
function wellEscaped(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+|%/gi, (run) => (isDecodable(run) ? run : run.replaceAll('%', '%25')));
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
