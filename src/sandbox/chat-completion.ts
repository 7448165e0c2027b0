import { randomBytes } from 'node:crypto';

import type { Prompt } from './azure-openai-prompt.js';
import { safe } from './azure-openai-prompt.js';
import { epoch, json } from './place.js';
import type { Place, Reply } from './place.js';
import { composeAnswer, speak } from './stand-in-model.js';
import type { Answer } from './stand-in-model.js';

/** A chat completion as Azure writes it, whole or as a stream. */
export function answerChat(prompt: Prompt, place: Place): Reply {
  const answer = composeAnswer(prompt, place);
  const common = {
    created: epoch(place.now()),
    id: `chatcmpl-${randomBytes(15).toString('hex')}`,
    model: `${prompt.model.name}-${prompt.model.version}`,
    system_fingerprint: 'fp_5a0d1b0c0e',
  };
  if (!prompt.isStreamed) return json(200, whole(prompt, answer, common));
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, body: stream(prompt, answer, common) };
}

type Common = Record<string, unknown>;

const filterResults = [{ prompt_index: 0, content_filter_results: { ...safe, jailbreak: { filtered: false, detected: false } } }];

function whole(prompt: Prompt, answer: Answer, common: Common): Record<string, unknown> {
  const message = { annotations: [], content: answer.words.join('').trimEnd(), refusal: null, role: 'assistant' };
  const choice = { content_filter_results: safe, finish_reason: finishOf(answer), index: 0, logprobs: null, message };
  return { choices: [choice], ...common, object: 'chat.completion', prompt_filter_results: filterResults, usage: usageOf(prompt, answer) };
}

/** First a chunk without choices that only carries the filter's verdict, last (on request) one that only carries the usage. */
async function* stream(prompt: Prompt, answer: Answer, common: Common): AsyncGenerator<string> {
  const chunk = (choices: unknown[], usage: unknown = null): string =>
    event({ choices, ...common, object: 'chat.completion.chunk', ...(prompt.includesUsage ? { usage } : {}) });
  const delta = (content: Record<string, unknown>, finish: string | null = null): unknown => ({
    content_filter_results: finish === null && 'content' in content && content['content'] !== '' ? safe : {},
    delta: content,
    finish_reason: finish,
    index: 0,
    logprobs: null,
  });
  yield event({ choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: filterResults });
  yield chunk([delta({ content: '', refusal: null, role: 'assistant' })]);
  for await (const word of speak(answer.words, answer.wordMs)) yield chunk([delta({ content: word })]);
  yield chunk([delta({}, finishOf(answer))]);
  if (prompt.includesUsage) yield chunk([], usageOf(prompt, answer));
  yield 'data: [DONE]\n\n';
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const finishOf = ({ isCut }: Answer): string => (isCut ? 'length' : 'stop');

function usageOf({ promptTokens, model }: Prompt, { words }: Answer): Record<string, unknown> {
  const reasoning = model.isReasoning ? 64 : 0;
  const completion = words.length + reasoning;
  return {
    completion_tokens: completion,
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      audio_tokens: 0,
      reasoning_tokens: reasoning,
      rejected_prediction_tokens: 0,
    },
    prompt_tokens: promptTokens,
    prompt_tokens_details: { audio_tokens: 0, cached_tokens: 0 },
    total_tokens: promptTokens + completion,
  };
}
