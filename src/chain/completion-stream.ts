import type { Piece } from './azure-openai.js';
import { codeOf, countOf, isRecord, plainWords, stringOf } from './exchange.js';

type Ended = Extract<Piece, { kind: 'ended' }>;
type Fields = Record<string, unknown>;

/**
 * What a stream says; `failed` is the service's own word that the answer will not come, or an event that nobody can read. `thought`
 * is work that can be seen, and no part of the answer.
 */
export type Said = Exclude<Piece, { kind: 'refused' }> | { kind: 'failed'; code: string | null; said: string } | { kind: 'thought' };

const unknownEnd: Ended = { kind: 'ended', model: null, reason: null, promptTokens: null, completionTokens: null };

/**
 * Reads chat chunks. Azure's first chunk has no choices (only filter results), and the last one carries the usage. What is only
 * told of the answer may be missing or ill-typed; where the answer itself cannot be read, there is none.
 */
export async function* readChat(chunks: AsyncIterable<unknown>): AsyncGenerator<Said> {
  const end = { ...unknownEnd };
  for await (const chunk of handedOver(chunks)) {
    const choice = isRecord(chunk) ? firstOf(chunk['choices']) : null;
    const text = choice && textOf(choice['delta']);
    if (!isRecord(chunk) || !choice || text === null) return yield unreadable(chunk);
    if (text) yield { kind: 'text', text };
    else if (stringOf(fieldsOf(choice['delta'])['reasoning_content'])) yield { kind: 'thought' };
    const usage = fieldsOf(chunk['usage']);
    end.model = stringOf(chunk['model']) ?? end.model;
    end.reason = stringOf(choice['finish_reason']) ?? end.reason;
    end.promptTokens = countOf(usage['prompt_tokens']) ?? end.promptTokens;
    end.completionTokens = countOf(usage['completion_tokens']) ?? end.completionTokens;
  }
  yield end;
}

/** Reads the events of the Responses API; only those that carry text or an end matter here. */
export async function* readResponse(events: AsyncIterable<unknown>): AsyncGenerator<Said> {
  let end = unknownEnd;
  for await (const event of handedOver(events)) {
    if (!isRecord(event)) return yield unreadable(event);
    const { type, delta, response } = event;
    switch (type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        if (typeof delta !== 'string') return yield unreadable(event);
        yield { kind: 'text', text: delta };
        break;
      case 'response.reasoning_text.delta':
      case 'response.reasoning_summary_text.delta':
        if (stringOf(delta)) yield { kind: 'thought' };
        break;
      case 'response.completed':
      case 'response.incomplete':
        if (!isRecord(response)) return yield unreadable(event);
        end = endOf(response);
        break;
      case 'response.failed':
        return yield failure(fieldsOf(fieldsOf(response)['error']));
      case 'error':
        return yield failure(event);
      default:
    }
  }
  yield end;
}

/** A whole answer in place of a stream, as a gateway gives that does not know `stream: true`: one chunk of which everything is known. */
export function readWholeChat(body: Fields): AsyncGenerator<Said> | null {
  const choice = firstOf(body['choices']);
  const text = choice && isRecord(choice['message']) ? textOf(choice['message']) : null;
  if (!choice || !text) return null;
  return readChat(oneByOne([{ ...body, choices: [{ finish_reason: 'stop', ...choice, delta: choice['message'] }] }]));
}

/** The same of the Responses API: its texts, and then the end that is the answer itself. */
export function readWholeResponse(body: Fields): AsyncGenerator<Said> | null {
  if (!Array.isArray(body['output'])) return null;
  const parts = body['output'].flatMap((item) => fieldsOf(item)['content'] ?? []).map(fieldsOf);
  const deltas = parts.flatMap(({ text, refusal }) => stringOf(text) ?? stringOf(refusal) ?? []);
  const type = `response.${stringOf(body['status']) ?? 'completed'}`;
  const events = deltas.map((delta) => ({ type: 'response.output_text.delta', delta }));
  return readResponse(oneByOne([...events, { type, response: body }]));
}

async function* oneByOne(events: readonly unknown[]): AsyncGenerator {
  yield* events;
}

/** The first event of a stream whose data is no JSON, in words; empty when there is none. */
export function brokenEventIn(stream: string): string {
  const events = stream
    .split(/\r\n\r\n|\n\n|\r\r/)
    .map((event) => [...event.matchAll(/^data: ?(.*)$/gm)].map(([, data]) => data).join('\n'));
  return plainWords(events.find((data) => data !== '' && data !== endOfStream && !isJson(data)) ?? '');
}

/** Whether the stream said itself that nothing more comes. */
export function endsInOrder(stream: string): boolean {
  return /^data: ?\[DONE\]\s*$/m.test(stream);
}

const endOfStream = '[DONE]';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The first choice: one without fields where there is none, and null where it is something else. */
function firstOf(choices: unknown): Fields | null {
  const first: unknown = Array.isArray(choices) && choices.length > 0 ? choices[0] : {};
  return isRecord(first) && (Array.isArray(choices) || choices === undefined || choices === null) ? first : null;
}

/** A model that declines says so in a field of its own; for whoever asked, those words are the answer. Null is no text. */
function textOf(delta: unknown): string | null {
  const fields = delta ?? {};
  if (!isRecord(fields)) return null;
  const [content, refusal] = [fields['content'] ?? '', fields['refusal'] ?? ''];
  return typeof content === 'string' && typeof refusal === 'string' ? content || refusal : null;
}

function failure({ code, message }: Fields): Said {
  return { kind: 'failed', code: codeOf(code), said: stringOf(message) ?? '' };
}

/** Its own words are all that is known of it, and not even those where the SDK did not hand it over. */
function unreadable(event: unknown): Said {
  return { kind: 'failed', code: null, said: event === undefined ? '' : plainWords(JSON.stringify(event)) };
}

/** The SDK looks into some chunks itself, and stumbles over one of another shape: that one is undefined here, and the last. */
async function* handedOver(events: AsyncIterable<unknown>): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    yield undefined;
  }
}

function endOf({ model, incomplete_details: incomplete, usage }: Fields): Ended {
  const { input_tokens: input, output_tokens: output } = fieldsOf(usage);
  const reason = stringOf(fieldsOf(incomplete)['reason']) ?? 'stop';
  return { kind: 'ended', model: stringOf(model), reason, promptTokens: countOf(input), completionTokens: countOf(output) };
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}
