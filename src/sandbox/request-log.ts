import type { Received, Reply } from './place.js';

export interface SandboxRequest {
  party: PartyName;
  method: string;
  host: string;
  path: string;
  /** 0 when the request is never answered. */
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `sandbox`: Entra ID fetching the issuer's metadata. */
  by: 'client' | 'sandbox';
}

export type PartyName = 'auth0' | 'entra' | 'azure-openai' | 'other';

export interface RequestLog {
  requests: readonly SandboxRequest[];
  record: (request: Received, reply: Reply | null) => void;
  onRequest: (listener: (request: SandboxRequest) => void) => void;
}

/** Keeps every request, and tells the listeners of each when its answer is decided. */
export function createRequestLog(partyAt: (host: string) => PartyName): RequestLog {
  const requests: SandboxRequest[] = [];
  const listeners: ((request: SandboxRequest) => void)[] = [];
  return {
    requests,
    record({ method, host, path, query, headers, body, by }, reply) {
      const search = query.size > 0 ? `?${query.toString()}` : '';
      const entry = { party: partyAt(host), method, host, path: `${path}${search}`, status: reply?.status ?? 0, headers, body, by };
      requests.push(entry);
      for (const listener of listeners) listener(entry);
    },
    onRequest: (listener) => void listeners.push(listener),
  };
}
