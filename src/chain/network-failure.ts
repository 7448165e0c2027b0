import type { NetworkFailure } from './answer.js';
import type { Exchange } from './exchange.js';

/** Thrown by the transport's fetch when no HTTP answer arrived: SDKs expect an exception there. Read `failure`, never the message. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure, options?: ErrorOptions) {
    super(`no answer from ${failure.host}: ${failure.detail}`, options);
    this.failure = failure;
  }
}

/** For a rejected fetch whose failure is on the wire already: no answer gives null; a cancellation or a bug goes on. */
export function noAnswer(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}

/** The one exchange of a wire that was asked once. */
export function traceOf(wire: { readonly exchanges: readonly Exchange[] }): Exchange {
  const exchange = wire.exchanges.at(-1);
  if (!exchange) throw new TypeError('a request left no trace on the wire');
  return exchange;
}

/** Turns whatever Node threw into one of five kinds. Codes: Node's and OpenSSL's own, never message texts. */
export function readNetworkFailure(error: unknown, host: string, proxy: URL | null): NetworkFailure {
  const fault = named(innermost(error));
  const detail = fault.code ?? fault.message;
  if (proxy && isAboutProxy(fault, proxy)) return { kind: 'proxy', host, detail: tunnelDetail(fault), ...through(proxy) };
  return { kind: kindOf(fault.code), host, detail, ...through(proxy) };
}

/** The proxy that was on the way, without the password that its address may carry. */
export function through(proxy: URL | null): { proxy?: string } {
  return proxy ? { proxy: proxy.origin } : {};
}

interface Fault {
  message: string;
  code?: string;
  hostname?: string;
  port?: number;
  statusCode?: number;
}

/**
 * The cause that says something: the deepest one with a code. Of several addresses of a name, all but the last are given up after a moment
 * (happy eyeballs, RFC 8305), so one that said more than nothing comes first.
 */
function innermost(error: unknown): Fault {
  let found: Fault = { message: error instanceof Error ? error.message : String(error) };
  for (let at = error; at instanceof Error; at = at.cause) {
    const errors: unknown[] = at instanceof AggregateError ? [at, at.errors[0], ...at.errors.filter(isAnswer).slice(0, 1)] : [at];
    for (const one of errors) if (one instanceof Error && 'code' in one && typeof one.code === 'string') found = one as Fault;
  }
  return found;
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== 'ETIMEDOUT';
}

/** Node says EPROTO for what OpenSSL read in the middle of a handshake, and keeps OpenSSL's number in the text alone. */
function named(fault: Fault): Fault {
  const code = fault.code === 'EPROTO' ? versionCodes.get(/:error:([0-9A-F]{8}):/.exec(fault.message)?.[1] ?? '') : undefined;
  return code ? { ...fault, code } : fault;
}

/** Those that tell of versions of TLS, with the names that Node gives them elsewhere (openssl errstr). */
const versionCodes: ReadonlyMap<string, string> = new Map([
  ['0A00042E', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['0A000102', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
]);

function kindOf(code: string | undefined): NetworkFailure['kind'] {
  if (!code) return 'unreachable';
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return 'name-not-found';
  if (/TIMEDOUT|TIMEOUT/.test(code)) return 'timeout';
  if (/CERT|^UNABLE_TO_|SELF_SIGNED|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH|CRL|^EPROTO$/.test(code) || verdicts.has(code))
    return 'tls-untrusted';
  return 'unreachable';
}

/** What OpenSSL says of a chain besides, in codes that nothing else has in common; `UNSPECIFIED` is Node's for those it has no name for. */
const verdicts: ReadonlySet<string> = new Set(['INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED', 'UNSPECIFIED']);

/**
 * Node reports a refused CONNECT as ERR_PROXY_TUNNEL; a proxy that cannot be reached shows by its own host or port in the error.
 * What is no TLS at all came from the proxy too: either it speaks none itself, or it let something else answer in the party's place.
 */
function isAboutProxy(fault: Fault, proxy: URL): boolean {
  // Old TLS is TLS: spoken by whoever is behind the tunnel, where the proxy itself speaks none.
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(fault.code ?? '')) return proxy.protocol === 'https:';
  if (/^(?:ERR_PROXY|ERR_SSL|EPROTO)/.test(fault.code ?? '')) return true;
  if (fault.hostname) return fault.hostname === proxy.hostname;
  return fault.port !== undefined && String(fault.port) === portOf(proxy);
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** Node takes the second word of whatever the proxy said for a status, so of what is no HTTP it is no number, or none that could be one. */
function tunnelDetail({ statusCode, code, message }: Fault): string {
  const status = String(statusCode);
  return /^[1-5]\d\d$/.test(status) ? status : (code ?? message);
}
