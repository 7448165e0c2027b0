import { APIError, APIUserAbortError, AzureOpenAI, OpenAI, OpenAIError } from 'openai';

import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import type { Answer } from './answer.js';
import type { Message, Piece, Reply } from './azure-openai.js';
import { readAzureOpenAiRefusal } from './azure-openai.js';
import type { Said } from './completion-stream.js';
import { readChat, readResponse } from './completion-stream.js';
import { isRecord, noAnswerOf, refusalOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { NoAnswer, noAnswer, traceOf } from './network-failure.js';
import type { Transport, Wire } from './transport.js';

type Resource = Profile['openai'];

/** A model the resource may use, and the day from which it will not answer any more, where Azure names one. */
export interface OfferedModel {
  id: string;
  retiresAt: Date | null;
}

/**
 * Sends the messages and answers as soon as the head of the reply is there; its text follows as pieces.
 * No limit and no temperature are sent, so models that refuse `max_tokens` or `temperature` need no second try.
 * A model that only knows the Responses API says so (`OperationNotSupported`) and is asked that way.
 */
export async function startCompletion(
  question: { openai: Resource & { deployment: string }; messages: readonly Message[] },
  token: Secret,
  transport: Transport,
): Promise<Answer<Reply>> {
  const { openai, messages } = question;
  const wire = transport.open('azure-openai', true);
  const client = clientFor(openai, token, wire);
  const model = openai.deployment;
  const usage = knowsUsage(openai.apiVersion) ? { stream_options: { include_usage: true } } : {};
  const chat = await client.chat.completions.create({ model, messages: [...messages], stream: true, ...usage }).catch(refused);
  if (chat && isStream(traceOf(wire))) return replied('chat', readChat(chat), wire);
  const refusal = readAzureOpenAiRefusal(traceOf(wire));
  if (refusal.code !== 'OperationNotSupported') return { ok: false, refusal };
  const response = await client.responses.create({ model, input: [...messages], stream: true }).catch(refused);
  if (response && isStream(traceOf(wire))) return replied('responses', readResponse(response), wire);
  return { ok: false, refusal: readAzureOpenAiRefusal(traceOf(wire)) };
}

/** Asks for the models of the resource: proves token, role and network without spending tokens on a completion. */
export async function listModels(openai: Resource, token: Secret, transport: Transport): Promise<Answer<OfferedModel[]>> {
  const wire = transport.open('azure-openai');
  const page = await clientFor(openai, token, wire).models.list().catch(refused);
  // The SDK takes any JSON for a page; one without a list is an answer of somebody else.
  if (!page || !Array.isArray(page.data)) return { ok: false, refusal: readAzureOpenAiRefusal(traceOf(wire)) };
  return { ok: true, value: page.data.map((model) => ({ id: model.id, retiresAt: retirementOf(model) })) };
}

/**
 * The v1 API wants no `api-version`, a dated one needs it, and the SDK has a class for each. Everything an environment
 * variable could change is given, so that a stray `OPENAI_BASE_URL` or `AZURE_OPENAI_API_KEY` changes nothing.
 */
function clientFor(openai: Resource, token: Secret, wire: Wire): OpenAI {
  const common = { organization: null, project: null, fetch: wire.fetch, maxRetries: 0, timeout: 600_000, logLevel: 'off' as const };
  if (!openai.apiVersion) return new OpenAI({ ...common, baseURL: `${openai.endpoint}/openai/v1`, apiKey: token.reveal() });
  return new AzureOpenAI({
    ...common,
    baseURL: `${openai.endpoint}/openai`,
    apiVersion: openai.apiVersion,
    apiKey: '',
    azureADTokenProvider: () => Promise.resolve(token.reveal()),
  });
}

/** `stream_options` exists since 2024-09-01-preview; an older version refuses the whole request for it. */
function knowsUsage(apiVersion: string | null): boolean {
  return apiVersion === null || apiVersion >= '2024-09-01';
}

/** A page of a gateway with status 200 is no answer. Some servers forget the content type of a stream, so its body counts too. */
function isStream({ headers, body }: Exchange): boolean {
  return /^text\/event-stream/i.test(headers['content-type'] ?? '') || /^\s*(?:data|event|id|retry)?:/.test(body);
}

function replied(api: Reply['api'], pieces: AsyncGenerator<Said>, wire: Wire): Answer<Reply> {
  return { ok: true, value: { api, headers: traceOf(wire).headers, pieces: withRefusal(pieces, wire) } };
}

/**
 * A stream that breaks off, or ends before the model said that it was done, ends in a refusal, so that its reader has one way to
 * learn of it. A page of a gateway with status 200 is such a stream: it has no events at all.
 */
async function* withRefusal(pieces: AsyncGenerator<Said>, wire: Wire): AsyncGenerator<Piece> {
  const exchange = traceOf(wire);
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'failed') yield { kind: 'refused', refusal: refusalOf(exchange, piece) };
      else yield piece.kind === 'ended' && piece.reason === null ? cutShort(exchange) : piece;
    }
  } catch (error) {
    if (error instanceof APIUserAbortError) throw error;
    if (error instanceof APIError) {
      yield { kind: 'refused', refusal: refusalOf(exchange, { code: error.code ?? error.type ?? null, said: error.message }) };
    } else if (error instanceof NoAnswer) yield { kind: 'refused', refusal: noAnswerOf(exchange, error.failure) };
    // An event that is no JSON, and a stream without a body.
    else if (error instanceof SyntaxError || error instanceof OpenAIError) yield cutShort(exchange);
    else throw error;
  }
}

function cutShort(exchange: Exchange): Piece {
  const { said, ...refusal } = readAzureOpenAiRefusal(exchange);
  return { kind: 'refused', refusal: { ...refusal, said: said || 'The stream ended before the answer did.' } };
}

/** What was refused is read from the wire; a cancellation or a bug goes on. */
function refused(error: unknown): null {
  if (error instanceof APIUserAbortError) throw error;
  if (error instanceof OpenAIError) return null;
  return noAnswer(error);
}

/** Azure adds `deprecation.inference`, in seconds since 1970, to what the SDK knows of a model. */
function retirementOf(model: object): Date | null {
  const deprecation = 'deprecation' in model ? model.deprecation : null;
  const seconds = isRecord(deprecation) ? deprecation['inference'] : null;
  return typeof seconds === 'number' ? new Date(seconds * 1000) : null;
}
