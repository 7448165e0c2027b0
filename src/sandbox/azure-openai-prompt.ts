import { invalidRequest } from './azure-openai-gate.js';
import { readMessages, wrongType } from './azure-openai-messages.js';
import { isBefore } from './azure-openai-route.js';
import type { Operation } from './azure-openai-route.js';
import { json } from './place.js';
import type { Reply } from './place.js';
import type { AzureOpenAi, Model } from './world.js';

/** A prompt that was accepted, and how its answer is wanted. */
export interface Prompt {
  model: Model;
  /** What the user said last. */
  asked: string;
  promptTokens: number;
  /** Null: as much as it takes. */
  outputLimit: number | null;
  isStreamed: boolean;
  includesUsage: boolean;
}

export interface PromptJudgement {
  operation: Operation;
  model: Model;
  filter: AzureOpenAi['contentFilter'];
}

/** Judges the body of a chat or Responses request: whether it is one, and by what the API version and the model know. */
export function judgePrompt(body: Record<string, unknown>, { operation, model, filter }: PromptJudgement): Prompt | Reply {
  const isChat = operation.kind === 'chat';
  const unknown = judgeArguments(body, operation);
  if (unknown) return unknown;
  const messages = readMessages(body, operation);
  if (!Array.isArray(messages)) return messages;
  const refused = model.refusedArguments.find((name) => body[name] !== undefined);
  if (refused !== undefined) return unsupported(refused);
  const text = messages.map(({ content }) => content).join('\n');
  const prompt = {
    model,
    asked: messages.findLast(({ role }) => role === 'user')?.content ?? text,
    promptTokens: Math.ceil(text.length / 4) + 4 * messages.length,
    outputLimit: smaller(numberIn(body, isChat ? ['max_completion_tokens', 'max_tokens'] : ['max_output_tokens']), model.outputTokens),
    isStreamed: body['stream'] === true,
    includesUsage: isObject(body['stream_options']) && body['stream_options']['include_usage'] === true,
  };
  return judgeTemperature(body['temperature'] ?? 1) ?? judgeParameters(body, prompt, isChat) ?? judgeText(text, prompt, filter) ?? prompt;
}

/** A version that came before an argument refuses the whole request for it (openai/openai-python#1724, with 2024-08-01-preview). */
function judgeArguments(body: Record<string, unknown>, operation: Operation): Reply | null {
  if (!isBefore('2024-09-01', operation)) return null;
  const unknown = ['stream_options', 'max_completion_tokens'].find((name) => body[name] !== undefined);
  return unknown === undefined ? null : invalidRequest(`Unrecognized request argument supplied: ${unknown}`, null, null);
}

/** The range is documented, its two sentences were not found: these follow the one for integers below. */
function judgeTemperature(temperature: unknown): Reply | null {
  if (typeof temperature !== 'number') return wrongType('temperature', 'a decimal', temperature);
  if (temperature >= 0 && temperature <= 2) return null;
  const [limit, expected, code] =
    temperature < 0
      ? (['below minimum', '>= 0', 'decimal_below_min_value'] as const)
      : (['above maximum', '<= 2', 'decimal_above_max_value'] as const);
  const message = `Invalid 'temperature': decimal ${limit} value. Expected a value ${expected}, but got ${temperature} instead.`;
  return invalidRequest(message, 'temperature', code);
}

function judgeParameters(body: Record<string, unknown>, { model, outputLimit }: Prompt, isChat: boolean): Reply | null {
  const temperature = body['temperature'] ?? 1;
  if (model.isReasoning && body['max_tokens'] !== undefined) {
    return unsupported('max_tokens', " Use 'max_completion_tokens' instead.");
  }
  if (model.isReasoning && temperature !== 1) {
    const only = 'Only the default (1) value is supported.';
    const message = `Unsupported value: 'temperature' does not support ${JSON.stringify(temperature)} with this model. ${only}`;
    return invalidRequest(message, 'temperature', 'unsupported_value');
  }
  if (!isChat && outputLimit !== null && outputLimit < 16) {
    const message = `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${outputLimit} instead.`;
    return invalidRequest(message, 'max_output_tokens', 'integer_below_min_value');
  }
  if (!isChat || !model.isReasoning || outputLimit === null || outputLimit >= reasoningTokens) return null;
  const limit = 'Could not finish the message because max_tokens or model output limit was reached.';
  return invalidRequest(`${limit} Please try again with higher max_tokens.`, null, null);
}

function unsupported(name: string, hint = ''): Reply {
  const message = `Unsupported parameter: '${name}' is not supported with this model.${hint}`;
  return invalidRequest(message, name, 'unsupported_parameter');
}

/** What a reasoning model of this place thinks before its first word. */
const reasoningTokens = 64;

function judgeText(text: string, { model, promptTokens }: Prompt, filter: AzureOpenAi['contentFilter']): Reply | null {
  if (promptTokens > model.contextTokens) {
    const result = `However, your messages resulted in ${promptTokens} tokens. Please reduce the length of the messages.`;
    return invalidRequest(
      `This model's maximum context length is ${model.contextTokens} tokens. ${result}`,
      'messages',
      'context_length_exceeded',
    );
  }
  const isHarmful = filter.isBlockingEverything || filter.harmfulWords.some((word) => text.toLowerCase().includes(word));
  return isHarmful ? filtered() : null;
}

function filtered(): Reply {
  const first =
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.";
  const more =
    'To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766';
  const innererror = {
    code: 'ResponsibleAIPolicyViolation',
    content_filter_result: { ...safe, violence: { filtered: true, severity: 'medium' } },
  };
  return json(400, {
    error: { message: `${first} ${more}`, type: null, param: 'prompt', code: 'content_filter', status: 400, innererror },
  });
}

const harmless = { filtered: false, severity: 'safe' };

/** What the content filter says of a prompt or an answer it lets pass. */
export const safe = { hate: harmless, self_harm: harmless, sexual: harmless, violence: harmless };

const smaller = (asked: number | null, most: number | null): number | null =>
  asked === null || most === null ? (asked ?? most) : Math.min(asked, most);

function numberIn(body: Record<string, unknown>, names: readonly string[]): number | null {
  const found = names.map((name) => body[name]).find((value) => typeof value === 'number');
  return found ?? null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
