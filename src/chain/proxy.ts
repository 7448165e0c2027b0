/** The proxy variables, read once. `env` is what Node's agents take; the rest tells afterwards whether a failure was the proxy's. */
export interface Proxies {
  env: Record<string, string>;
  http: URL | null;
  https: URL | null;
  without: string[];
}

/** `HTTPS_PROXY=proxy.corp:8080` is accepted as curl accepts it; lower-case names win, as they do there. */
export function readProxies(env: Readonly<Record<string, string | undefined>>): Proxies {
  const pick = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const https = addressOf(pick('HTTPS_PROXY'));
  const http = addressOf(pick('HTTP_PROXY'));
  const without = pick('NO_PROXY');
  const forAgents: Record<string, string> = {};
  if (https) forAgents['HTTPS_PROXY'] = https.href;
  if (http) forAgents['HTTP_PROXY'] = http.href;
  return { env: forAgents, http, https, without: without.split(/[\s,]+/).filter(Boolean) };
}

/** The proxy through which this address is reached, or null: by the rules of NO_PROXY that curl has (names cover what is below them). */
export function proxyFor(proxies: Proxies, url: URL): URL | null {
  const proxy = url.protocol === 'http:' ? proxies.http : proxies.https;
  return proxy && !proxies.without.some((rule) => isExempt(rule, url)) ? proxy : null;
}

function isExempt(rule: string, url: URL): boolean {
  const [host = '', port] = rule.toLowerCase().split(':');
  if (port && port !== (url.port || '443')) return false;
  if (host === '*' || host === url.hostname) return true;
  const suffix = host.replace(/^\*?\.?/, '.');
  return url.hostname.endsWith(suffix);
}

function addressOf(text: string): URL | null {
  if (!text) return null;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(full) ? new URL(full) : null;
}
