import type { Profile } from '../settings/profile.js';
import type { Answer, Refusal } from './answer.js';
import { isRecord, jsonOf, noAnswerOf, plainWords, refusalOf, stringOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { noAnswer, traceOf } from './network-failure.js';
import type { Transport } from './transport.js';

type Resource = Profile['openai'];

/** One message of a conversation. */
export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a host says to a stranger: that it is there. Every answer counts, a 401 most of all. */
export async function greetHost(openai: Resource, transport: Transport): Promise<Answer<Exchange>> {
  const wire = transport.open('azure-openai');
  await wire.fetch(`${openai.endpoint}/openai/v1/models`, { headers: { accept: 'application/json' } }).catch(noAnswer);
  const exchange = traceOf(wire);
  const isRefused = exchange.failure !== null || exchange.status === 404 || exchange.status === 403 || (exchange.status ?? 0) >= 500;
  return isRefused ? { ok: false, refusal: readAzureOpenAiRefusal(exchange) } : { ok: true, value: exchange };
}

/** A reply that has begun: its headers are here, its text follows. */
export interface Reply {
  api: 'chat' | 'responses';
  headers: Record<string, string>;
  pieces: AsyncIterable<Piece>;
}

/** One piece of a streamed answer; exactly one `ended` or `refused` comes last. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'ended'; model: string | null; reason: string | null; promptTokens: number | null; completionTokens: number | null }
  | { kind: 'refused'; refusal: Refusal };

/** `{error:{code,message}}`, or `{statusCode,message}` of a gateway, or a page: the words of all three, and its request id. */
export function readAzureOpenAiRefusal(exchange: Exchange): Refusal {
  if (exchange.failure) return noAnswerOf(exchange, exchange.failure);
  const body = jsonOf(exchange);
  const error = body?.['error'];
  const reason = isRecord(error) ? error : body;
  const said = stringOf(reason?.['message']) ?? stringOf(error) ?? plainWords(exchange.body);
  const code = stringOf(reason?.['code']) ?? stringOf(reason?.['type']);
  return refusalOf(exchange, {
    code,
    said,
    correlationId: exchange.headers['apim-request-id'] ?? exchange.headers['x-request-id'] ?? null,
  });
}
