import { APIError, APIUserAbortError, AzureOpenAI, OpenAI, OpenAIError } from 'openai';

import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import type { Answer } from './answer.js';
import type { Message, Piece, Reply } from './azure-openai.js';
import { readAzureOpenAiRefusal, reasonIn } from './azure-openai.js';
import type { Said } from './completion-stream.js';
import { brokenEventIn, endsInOrder, readChat, readResponse, readWholeChat, readWholeResponse } from './completion-stream.js';
import { isRecord, jsonOf, noAnswerOf, refusalOf, stringOf } from './exchange.js';
import type { Exchange } from './exchange.js';
import { NoAnswer, noAnswer, traceOf } from './network-failure.js';
import { listenTo } from './patience.js';
import type { Patience } from './patience.js';
import type { Transport, Wire } from './transport.js';

type Resource = Profile['openai'];

/** A model the resource may use, and the day from which it will not answer any more, where Azure names one. */
export interface OfferedModel {
  id: string;
  retiresAt: Date | null;
}

export interface Question {
  openai: Resource & { deployment: string };
  messages: readonly Message[];
  /** A short answer is asked for: one that has no end is not listened to for ever. */
  isBrief?: boolean;
}

/**
 * Sends the messages and answers as soon as the head of the reply is there; its text follows as pieces.
 * No limit and no temperature are sent, so models that refuse `max_tokens` or `temperature` need no second try.
 * A model that only knows the Responses API says so (`OperationNotSupported`) and is asked that way.
 */
export async function startCompletion(question: Question, token: Secret, transport: Transport): Promise<Answer<Reply>> {
  const { openai, messages } = question;
  const wire = transport.open('azure-openai', true);
  const client = clientFor(openai, token, wire);
  const model = openai.deployment;
  const usage = knowsUsage(openai.apiVersion) ? { stream_options: { include_usage: true } } : {};
  const chat = await client.chat.completions.create({ model, messages: [...messages], stream: true, ...usage }).catch(refused);
  if (chat && isStream(traceOf(wire))) return replied('chat', listenTo(chat, readChat(chat), patienceFor(question, transport, wire)), wire);
  const whole = chat && wholeIn(traceOf(wire), readWholeChat);
  if (whole) return replied('chat', whole, wire);
  const refusal = readAzureOpenAiRefusal(traceOf(wire));
  if (refusal.code !== 'OperationNotSupported') return { ok: false, refusal };
  const response = await client.responses.create({ model, input: [...messages], stream: true }).catch(refused);
  if (response && isStream(traceOf(wire)))
    return replied('responses', listenTo(response, readResponse(response), patienceFor(question, transport, wire)), wire);
  const wholeResponse = response && wholeIn(traceOf(wire), readWholeResponse);
  if (wholeResponse) return replied('responses', wholeResponse, wire);
  const second = readAzureOpenAiRefusal(traceOf(wire));
  // Where neither is for this model, the answer to what was asked first says more: a model that could chat once was retired.
  return { ok: false, refusal: second.code === refusal.code ? refusal : second };
}

/** Asks for the models of the resource: proves token, role and network without spending tokens on a completion. */
export async function listModels(openai: Resource, token: Secret, transport: Transport): Promise<Answer<OfferedModel[]>> {
  const wire = transport.open('azure-openai');
  const page = await clientFor(openai, token, wire).models.list().catch(refused);
  // The SDK takes any JSON for a page; one without a list is an answer of somebody else.
  if (!page || !Array.isArray(page.data)) return { ok: false, refusal: readAzureOpenAiRefusal(traceOf(wire)) };
  return { ok: true, value: page.data.flatMap(offeredModel) };
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

function wholeIn(exchange: Exchange, read: (body: Record<string, unknown>) => AsyncGenerator<Said> | null): AsyncGenerator<Said> | null {
  const body = exchange.status === 200 ? jsonOf(exchange) : null;
  return body && read(body);
}

/** The thinking of a model is the longest silence there is, and of a short answer also the longest time for all of it. */
function patienceFor({ isBrief }: Question, { limits }: Transport, wire: Wire): Patience {
  const { completionMs } = limits;
  return { host: new URL(traceOf(wire).url).host, silenceMs: completionMs, wholeMs: isBrief ? completionMs : null };
}

function replied(api: Reply['api'], pieces: AsyncGenerator<Said>, wire: Wire): Answer<Reply> {
  return { ok: true, value: { api, headers: traceOf(wire).headers, pieces: withRefusal(pieces, wire) } };
}

/**
 * A stream that breaks off, or ends before the model said that it was done, ends in a refusal, so that its reader has one way to
 * learn of it.
 */
async function* withRefusal(pieces: AsyncGenerator<Said>, wire: Wire): AsyncGenerator<Piece> {
  const exchange = traceOf(wire);
  let isFailed = false;
  let hasText = false;
  try {
    for await (const piece of pieces) {
      isFailed = piece.kind === 'failed';
      hasText ||= piece.kind === 'text' && piece.text !== '';
      if (piece.kind === 'thought') continue;
      if (piece.kind === 'failed') yield { kind: 'refused', refusal: refusalOf(exchange, { code: piece.code, said: piece.said }) };
      else yield piece.kind === 'ended' && piece.reason === null ? cutShort(exchange, endOf(exchange, hasText)) : piece;
    }
  } catch (error) {
    // Whoever stops reading an answer that has failed makes the SDK abort the rest of it.
    if (!isFailed) yield brokenBy(error, exchange);
  }
}

function brokenBy(error: unknown, exchange: Exchange): Piece {
  if (error instanceof APIUserAbortError) throw error;
  if (error instanceof APIError) return { kind: 'refused', refusal: refusalOf(exchange, wordsOf(error)) };
  if (error instanceof NoAnswer) return { kind: 'refused', refusal: noAnswerOf(exchange, error.failure) };
  // A stream without a body.
  if (error instanceof OpenAIError) return cutShort(exchange);
  if (!(error instanceof SyntaxError)) throw error;
  // An event that is no JSON: half of one, or something else.
  if (exchange.endsMidLine) return cutShort(exchange);
  return { kind: 'refused', refusal: refusalOf(exchange, { code: null, said: brokenEventIn(exchange.heard?.() ?? '') }) };
}

/** An error event as it was sent. Where it says nothing, the SDK has a text of its own. */
function wordsOf({ error, message }: APIError): { code: string | null; said: string } {
  const { code, said } = isRecord(error) ? reasonIn(error) : { code: null, said: null };
  return { code, said: said ?? (error ? message : '') };
}

/** How it ended: with the connection, or in order and all the same without what makes an answer. */
function endOf({ heard }: Exchange, hasText: boolean): string {
  if (!endsInOrder(heard?.() ?? '')) return 'STREAM_ENDED';
  return hasText ? 'NO_FINISH_REASON' : 'NO_CONTENT';
}

/** Nobody said a word against the answer: it is the same as when the connection breaks. */
function cutShort(exchange: Exchange, detail = 'STREAM_ENDED'): Piece {
  const { host } = new URL(exchange.url);
  const failure = { kind: 'unreachable', host, detail, midAnswer: true } as const;
  return { kind: 'refused', refusal: noAnswerOf(exchange, failure) };
}

/** What was refused is read from the wire; a cancellation or a bug goes on. */
function refused(error: unknown): null {
  if (error instanceof APIUserAbortError) throw error;
  if (error instanceof OpenAIError) return null;
  return noAnswer(error);
}

/** Azure adds `deprecation.inference`, in seconds since 1970, to what the SDK knows of a model. An entry without a name offers none. */
function offeredModel(model: unknown): OfferedModel[] {
  const id = isRecord(model) ? stringOf(model['id']) : null;
  if (!isRecord(model) || id === null) return [];
  const { deprecation } = model;
  const at = new Date(isRecord(deprecation) ? Number(deprecation['inference'] ?? Number.NaN) * 1000 : Number.NaN);
  return [{ id, retiresAt: Number.isNaN(at.getTime()) ? null : at }];
}
