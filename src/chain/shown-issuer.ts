import type { Agent as HttpAgent } from 'node:http';
import { Agent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { DetailedPeerCertificate } from 'node:tls';
import { urlToHttpOptions } from 'node:url';

import { TunnelAgent } from './tunnel.js';

/** Names the authority that nobody here trusts, which a company proxy brings along, so that a person can ask for it by name. */
export interface Issuers {
  /**
   * Null where the fault is anything else, or where no name can be had. Those who ask at the same time share one look, which ends with
   * the signal of the first.
   */
  behind(fault: unknown, url: URL, signal: AbortSignal): Promise<string | null>;
}

export function createIssuers(agentOf: (url: URL) => HttpAgent | Agent): Issuers {
  const underway = new Map<string, Promise<string | null>>();
  async function behind(fault: unknown, url: URL, signal: AbortSignal): Promise<string | null> {
    const agent = agentOf(url);
    if (!(agent instanceof Agent) || !isOfUnknownAuthority(fault)) return null;
    const looking = underway.get(url.host) ?? shownIssuer(agent, url, signal).finally(() => underway.delete(url.host));
    underway.set(url.host, looking);
    return looking;
  }
  return { behind };
}

function isOfUnknownAuthority(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && /^UNABLE_TO_|SELF_SIGNED|CERT_SIGNATURE_FAILURE/.test(String(fault.code));
}

/**
 * What stands at the end of the chain that this host shows, such as `O=Acme, CN=Acme Proxy CA`. Node keeps no certificate that it does
 * not trust, so it is looked at once more, on a connection that trusts everybody: over that one no request is sent, and it is closed at once.
 */
function shownIssuer(agent: Agent, url: URL, signal: AbortSignal): Promise<string | null> {
  const host = urlToHttpOptions(url).hostname ?? '';
  const way = { host, port: Number(url.port || 443), servername: isIP(host) === 0 ? host : '', rejectUnauthorized: false };
  return new Promise((resolve) => {
    const look = (socket: Duplex | null | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      resolve(socket instanceof TLSSocket ? lastIssuer(socket.getPeerCertificate(true)) : null);
      socket?.destroy();
    };
    const opened = agent.createConnection({ ...agent.options, ...way }, (error, socket) => look(error ? null : socket));
    const leave = (): void => {
      opened?.destroy();
      look(null);
    };
    const timer = setTimeout(leave, mostMs);
    signal.addEventListener('abort', leave, { once: true });
    opened?.on('error', () => look(null)).on('close', () => look(null));
    // In a tunnel this is the way to the proxy, and the one at its end comes later.
    if (opened instanceof TLSSocket && !(agent instanceof TunnelAgent)) opened.once('secureConnect', () => look(opened));
  });
}

/** What is known already is told after so many milliseconds, with the name or without it. */
const mostMs = 2000;

function lastIssuer(shown: DetailedPeerCertificate): string | null {
  let last = shown;
  const seen = new Set<object>();
  while (last.issuerCertificate && !seen.has(last)) {
    seen.add(last);
    last = last.issuerCertificate;
  }
  const parts = Object.entries(last.issuer ?? {}).filter(([name]) => /^(?:O|OU|CN)$/.test(name));
  const text = parts.map(([name, value]) => `${name}=${[value].flat().join('+')}`).join(', ');
  return text === '' ? null : text.slice(0, mostLetters);
}

/** As a certificate may hold them (RFC 5280, A.1: 64 letters each), and no more. */
const mostLetters = 200;
