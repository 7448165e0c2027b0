import { randomUUID } from 'node:crypto';

import { clockOf, json } from './place.js';
import type { Place, Received, Reply } from './place.js';

/** A refusal before it is written: the number, and the sentence of that number. */
export interface Refusal {
  code: number;
  text: string;
}

export const refuse = (code: number, text: string): Refusal => ({ code, text });

/**
 * Writes a refusal as Entra ID does: the trace is in the text as well as in the fields.
 * A tenant that was not found has another error word at discovery than at the token endpoint.
 */
export function writeRefusal({ code, text }: Refusal, request: Received, place: Place, at: 'token' | 'discovery' = 'token'): Reply {
  const [kind, status] = kinds[code] ?? ['invalid_client', 401];
  const error = at === 'discovery' && code === 90002 ? 'invalid_tenant' : kind;
  const traceId = randomUUID();
  const correlationId = requestIdOf(request) ?? randomUUID();
  const timestamp = `${clockOf(place, place.world.entra).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trace = ` Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  const body = {
    error,
    error_description: `AADSTS${code}: ${text}${trace}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://${place.world.entra.host}/error?code=${code}`,
  };
  // A policy's answer says besides that nobody can be asked to sign in, and which policies it was.
  const policy =
    code === 53003
      ? { suberror: 'message_only', claims: `{"access_token":{"capolids":{"essential":true,"values":["${randomUUID()}"]}}}` }
      : {};
  const retry: Record<string, string> = status === 429 || status === 503 ? { 'retry-after': '10' } : {};
  return json(
    status,
    { ...body, ...policy },
    { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'x-ms-request-id': traceId, ...retry },
  );
}

/** What the client calls its request, in a header or in the query. */
function requestIdOf(request: Received): string | null {
  const id = request.headers['client-request-id'] ?? request.query.get('client-request-id') ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : null;
}

const invalidRequest: [string, number] = ['invalid_request', 400];
const unauthorizedClient: [string, number] = ['unauthorized_client', 400];

/** Error and status by number, as recorded from live answers; what is not there is `invalid_client` 401, as the 7002xx family. */
const kinds: Record<number, [error: string, status: number]> = {
  53003: ['interaction_required', 400],
  50027: invalidRequest,
  50059: invalidRequest,
  70024: invalidRequest,
  90002: invalidRequest,
  90014: invalidRequest,
  501661: invalidRequest,
  900021: invalidRequest,
  900023: invalidRequest,
  900144: invalidRequest,
  900612: invalidRequest,
  5002727: invalidRequest,
  7000110: invalidRequest,
  9002313: invalidRequest,
  9002324: invalidRequest,
  70003: ['unsupported_grant_type', 400],
  700016: unauthorizedClient,
  7000112: unauthorizedClient,
  500011: ['invalid_resource', 400],
  500014: ['invalid_resource', 400],
  70011: ['invalid_scope', 400],
  1002012: ['invalid_scope', 400],
  50049: ['invalid_instance', 400],
  90033: ['temporarily_unavailable', 503],
  90055: ['temporarily_unavailable', 429],
};
