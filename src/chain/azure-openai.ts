import type { Profile } from '../settings/profile.js';
import type { Answer, Refusal } from './answer.js';
import { codeOf, isRecord, jsonOf, noAnswerOf, plainWords, refusalOf, stringOf } from './exchange.js';
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
  await wire.ask(`${openai.endpoint}/openai/v1/models`, { headers: { accept: 'application/json' } }).catch(noAnswer);
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

/** The words of any shape of answer (`reasonIn`), or of a page; and its request id. */
export function readAzureOpenAiRefusal(exchange: Exchange): Refusal {
  if (exchange.failure) return noAnswerOf(exchange, exchange.failure);
  const { code, said } = reasonIn(jsonOf(exchange) ?? {});
  return refusalOf(exchange, {
    code: policyOf(exchange, code) ?? code,
    said: said ?? plainWords(exchange.body),
    correlationId: exchange.headers['apim-request-id'] ?? exchange.headers['x-request-id'] ?? null,
  });
}

/**
 * `{error:{code,message}}` of the service, `{error:"text"}`, and `{statusCode,message}` or `{code,message}` of a gateway. Where the
 * code is missing, that of the inner error or the type stands for it.
 */
export function reasonIn(body: Record<string, unknown>): { code: string | null; said: string | null } {
  const { error } = body;
  const reason = isRecord(error) ? error : body;
  const inner = isRecord(reason['innererror']) ? reason['innererror'] : {};
  const said = stringOf(reason['message']) ?? stringOf(error);
  return { code: codeOf(reason['code']) ?? codeOf(inner['code']) ?? stringOf(reason['type']), said };
}

/** The policy that kept the request from the service. It says more than a code that is only the status as text. */
function policyOf({ status, headers }: Exchange, code: string | null): string | null {
  return code === null || code === String(status) ? (headers['policy-id'] ?? null) : null;
}
