import { randomBytes } from 'node:crypto';

import type { Prompt } from './azure-openai-prompt.js';
import { epoch, json } from './place.js';
import type { Place, Reply } from './place.js';
import { composeAnswer, speak } from './stand-in-model.js';
import type { Answer } from './stand-in-model.js';

/** An answer of the Responses API, whole or as named events. */
export function answerResponses(prompt: Prompt, place: Place): Reply {
  const answer = composeAnswer(prompt, place);
  const ids = { response: `resp_${randomBytes(24).toString('hex')}`, message: `msg_${randomBytes(24).toString('hex')}` };
  const writing: Writing = { prompt, answer, ids, createdAt: epoch(place.now()) };
  if (!prompt.isStreamed) return json(200, response(writing, endOf(answer)));
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, body: stream(writing) };
}

interface Writing {
  prompt: Prompt;
  answer: Answer;
  ids: { response: string; message: string };
  createdAt: number;
}

type Status = 'in_progress' | 'completed' | 'incomplete';

const endOf = ({ isCut }: Answer): Status => (isCut ? 'incomplete' : 'completed');

function response(writing: Writing, status: Status): Record<string, unknown> {
  const { prompt, answer, ids, createdAt } = writing;
  const hasEnded = status !== 'in_progress';
  return {
    id: ids.response,
    object: 'response',
    created_at: createdAt,
    status,
    background: false,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    max_output_tokens: prompt.outputLimit,
    model: prompt.model.name,
    output: hasEnded ? [message(writing, status)] : [],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage: hasEnded ? usageOf(prompt, answer) : null,
    metadata: {},
  };
}

function message({ answer, ids }: Writing, status: Status): Record<string, unknown> {
  const content = status === 'in_progress' ? [] : [part(answer.words.join('').trimEnd())];
  return { id: ids.message, type: 'message', status, content, role: 'assistant' };
}

const part = (text: string): Record<string, unknown> => ({ type: 'output_text', annotations: [], logprobs: [], text });

function usageOf({ promptTokens }: Prompt, { words }: Answer): Record<string, unknown> {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: words.length,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: promptTokens + words.length,
  };
}

async function* stream(writing: Writing): AsyncGenerator<string> {
  const { answer, ids } = writing;
  const end = endOf(answer);
  let number = 0;
  const event = (type: string, fields: Record<string, unknown>): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`;
  const item = { output_index: 0 };
  const place = { item_id: ids.message, output_index: 0, content_index: 0 };
  const text = answer.words.join('').trimEnd();
  yield event('response.created', { response: response(writing, 'in_progress') });
  yield event('response.in_progress', { response: response(writing, 'in_progress') });
  yield event('response.output_item.added', { ...item, item: message(writing, 'in_progress') });
  yield event('response.content_part.added', { ...place, part: part('') });
  for await (const word of speak(trimmed(answer.words), answer.wordMs))
    yield event('response.output_text.delta', { ...place, delta: word, logprobs: [] });
  yield event('response.output_text.done', { ...place, text, logprobs: [] });
  yield event('response.content_part.done', { ...place, part: part(text) });
  yield event('response.output_item.done', { ...item, item: message(writing, end) });
  yield event(`response.${end}`, { response: response(writing, end) });
}

/** The deltas add up to the text, so the last word of a cut answer loses its blank. */
function trimmed(words: readonly string[]): string[] {
  return words.map((word, index) => (index === words.length - 1 ? word.trimEnd() : word));
}
