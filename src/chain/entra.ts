import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import type { Answer, Refusal } from './answer.js';
import { codeOf, jsonOf, noAnswerOf, plainWords, refusalOf, stringOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { noAnswer, traceOf } from './network-failure.js';
import type { Transport } from './transport.js';

/** A tenant as its public OpenID document shows it; reading it needs no sign-in. */
export interface Tenant {
  id: string;
  region: string | null;
}

/** The token Entra ID handed out, and when it ends. */
export interface EntraToken {
  token: Secret;
  receivedAt: Date;
  expiresAt: Date;
  scope: string;
}

/** Reads the tenant's OpenID document: proves authority and tenant, and turns a domain name into the tenant's id. */
export async function resolveTenant(entra: Profile['entra'], transport: Transport): Promise<Answer<Tenant>> {
  const wire = transport.open('entra');
  const url = `${entra.authorityHost}/${encodeURIComponent(entra.tenant.toWellFormed())}/v2.0/.well-known/openid-configuration`;
  await wire.ask(url, { headers: { accept: 'application/json' } }).catch(noAnswer);
  const exchange = traceOf(wire);
  const body = jsonOf(exchange);
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(stringOf(body?.['issuer']) ?? '')?.[0];
  if (exchange.status !== 200 || !id) return { ok: false, refusal: readEntraRefusal(exchange) };
  return { ok: true, value: { id, region: stringOf(body?.['tenant_region_scope']) } };
}

/**
 * Reads Entra ID's error body (Microsoft Learn, reference-error-codes): `error`, `error_description` with trace data at its end,
 * `error_codes`, `error_uri`, `trace_id`, `correlation_id`, `timestamp`. A page gives its first words.
 */
export function readEntraRefusal(exchange: Exchange): Refusal {
  if (exchange.failure) return noAnswerOf(exchange, exchange.failure);
  const body = jsonOf(exchange) ?? {};
  const description = stringOf(body['error_description']) ?? stringOf(body['message']);
  const words = description ?? plainWords(exchange.body);
  const number =
    numberIn(description ?? exchange.body) ??
    lastNumber(body['error_codes']) ??
    /[?&]code=(\d+)/.exec(stringOf(body['error_uri']) ?? '')?.[1];
  return refusalOf(exchange, {
    code: number ? `AADSTS${number}` : stringOf(body['error']),
    said: description ? withoutTrace(description) : words,
    correlationId: stringOf(body['correlation_id']) ?? traced(words, 'Correlation ID'),
    traceId: stringOf(body['trace_id']) ?? traced(words, 'Trace ID'),
    timestamp: stringOf(body['timestamp']),
  });
}

/** Of several the last: an old answer wraps the sentence that says what is wrong in one that says that something is. */
function numberIn(description: string): string | undefined {
  return [...description.matchAll(/(?<!['\w])AADSTS(\d+)/g)].at(-1)?.[1];
}

function lastNumber(codes: unknown): string | undefined {
  const last = codeOf(Array.isArray(codes) ? codes.at(-1) : null);
  return last && /^\d+$/.test(last) ? last : undefined;
}

/** On the same line since 2023, on three of its own before. */
function withoutTrace(description: string): string {
  const at = description.search(/\b(?:Trace|Correlation) ID:/i);
  return (at === -1 ? description : description.slice(0, at)).trim();
}

/** An id from the trace at the end of the words, for an answer without a field for it. */
function traced(words: string, name: string): string | null {
  return new RegExp(`\\b${name}: *([0-9a-f-]{36})\\b`, 'i').exec(words)?.[1] ?? null;
}
