import type { Secret } from '../settings/secret.js';
import { createAgents } from './agents.js';
import type { Party } from './answer.js';
import type { Answered, Plain } from './answered.js';
import { asPlain, asResponse } from './answered.js';
import { brokenOff, unusable } from './broken-off.js';
import type { Exchange } from './exchange.js';
import type { Limits } from './limits.js';
import { usualLimits } from './limits.js';
import { NoAnswer } from './network-failure.js';
import { createQuiet } from './quiet.js';
import { createRedactor } from './redact.js';
import type { Redactor } from './redact.js';
import { receive } from './receive.js';
import { send } from './send.js';
import { createIssuers } from './shown-issuer.js';

export interface TransportOptions {
  /** Read for the proxy variables only. */
  env: Readonly<Record<string, string | undefined>>;
  /** Certificates to trust instead of the system's, in PEM: the sandbox's own. `NODE_EXTRA_CA_CERTS` is Node's affair. */
  ca?: string;
  secrets: readonly Secret[];
  /** By which an issued token has ended, and is no secret any more. */
  now?: () => Date;
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  onExchange?: (exchange: Exchange) => void;
}

/** A fetch that remembers what went over it, for one question to one party. */
export interface Wire {
  fetch: typeof globalThis.fetch;
  /** The same for an answer that we read ourselves. */
  ask: (url: string | URL, init: RequestInit) => Promise<Plain>;
  readonly exchanges: readonly Exchange[];
}

/** The one way out of the program. jose, @azure/identity and openai all go through a wire of it. */
export interface Transport {
  /** `isPatient` for a question a model thinks about before it begins to answer; `end` breaks off what goes over this wire, as the run's own does. */
  open(party: Party, isPatient?: boolean, end?: AbortSignal): Wire;
  /** Takes out of any text what this run must not show, issued tokens included. */
  redactor: Redactor;
  limits: Limits;
  /** Told of every request as it begins; its record goes on to change. Call what comes back to hear no more. */
  listen(hear: (exchange: Exchange) => void): () => void;
  /** Opens a connection to this address ahead of the request that will need it. What becomes of it is said by that request alone. */
  openEarly(url: URL): void;
  /** Resolves when the next request that hands something over to this party is on its way, and nothing else is still going out: that is the time to be busy. */
  quietAfter(party: Party): Promise<void>;
  /** Whether this host has answered anything yet. */
  hasHeard(url: URL): boolean;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

export function createTransport(options: TransportOptions): Transport {
  const limits = { ...usualLimits, ...options.limits };
  const agents = createAgents(options, limits);
  const redactor = createRedactor(options.secrets, options.now);
  // A host that has never said a word is not thinking.
  const heard = new Set<string>();
  const listeners = new Set<(exchange: Exchange) => void>();
  const quiet = createQuiet();
  const issuers = createIssuers((url) => agents.of(url));

  async function exchange({ party, exchanges, isPatient, end }: Asked, url: URL, init: RequestInit): Promise<Answered> {
    const startedAt = performance.now();
    const record: Exchange = { ...blank, party, method: init.method ?? 'GET', url: url.origin + url.pathname, startedAt };
    exchanges.push(record);
    for (const hear of listeners) hear(record);
    const gone = quiet.busy();
    // One step from each source: Node never lets go of a signal in between that was made of one with a timeout, as jose gives it.
    const signal = AbortSignal.any([options.signal, end, init.signal].filter((one) => one instanceof AbortSignal));
    const way = { host: url.host, proxy: agents.proxyOf(url) };
    const failed = (error: unknown, issuer: string | null = null): NoAnswer => brokenOff(record, error, { ...way, issuer, redactor });
    try {
      if (way.proxy?.kind === 'unusable') throw new NoAnswer(unusable(way.proxy, way.host));
      const onSent = (): void => {
        record.sentAt = performance.now();
        if (record.method === 'POST') quiet.sent(party);
        gone();
      };
      const patience = { isPatient: () => isPatient && heard.has(url.host) };
      const message = await send(url, init, { agent: agents.of(url), limits, signal, onSent, ...patience });
      heard.add(url.host);
      return await receive(message, record, { limits, signal, redactor, failed });
    } catch (error) {
      const issuer = signal.aborted ? null : await issuers.behind(error, url, signal);
      if (signal.aborted) throw signal.reason;
      throw failed(error, issuer);
    } finally {
      gone();
      record.durationMs = Math.round(performance.now() - startedAt);
      record.endedAt = performance.now();
      options.onExchange?.(record);
    }
  }

  return {
    open(party, isPatient = false, end) {
      const exchanges: Exchange[] = [];
      const asked = { party, exchanges, isPatient, end };
      return {
        fetch: async (input, init = {}) => asResponse(await exchange(asked, urlOf(input), init)),
        ask: async (url, init) => asPlain(await exchange(asked, urlOf(url), init)),
        exchanges,
      };
    },
    redactor,
    limits,
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    openEarly: (url) => agents.openEarly(url, quiet.busy()),
    quietAfter: (party) => quiet.after(party),
    hasHeard: (url) => heard.has(url.host),
    close: () => agents.close(),
  };
}

interface Asked {
  party: Party;
  exchanges: Exchange[];
  isPatient: boolean;
  end: AbortSignal | undefined;
}

const blank = { status: null, headers: {}, body: '', durationMs: 0, sentAt: null, endedAt: null, failure: null };

function urlOf(input: string | URL | Request): URL {
  // Not by `instanceof Request`, which would load that class.
  return new URL(typeof input === 'object' && 'url' in input ? input.url : input);
}
