import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';

import type { Piece } from './azure-openai.js';

type Ended = Extract<Piece, { kind: 'ended' }>;

/** What a stream says; `failed` is the service's own word that the answer will not come. */
export type Said = Exclude<Piece, { kind: 'refused' }> | { kind: 'failed'; code: string | null; said: string };

const unknownEnd: Ended = { kind: 'ended', model: null, reason: null, promptTokens: null, completionTokens: null };

/**
 * Reads chat chunks. Azure's first chunk has no choices (only filter results), and the last one carries the usage. A model that
 * declines says so in a field of its own; for whoever asked, those words are the answer.
 */
export async function* readChat(chunks: AsyncIterable<ChatCompletionChunk>): AsyncGenerator<Said> {
  const end = { ...unknownEnd };
  for await (const chunk of chunks) {
    const choice = chunk.choices?.[0];
    const text = choice?.delta?.content || choice?.delta?.refusal;
    if (text) yield { kind: 'text', text };
    end.model = chunk.model || end.model;
    end.reason = choice?.finish_reason ?? end.reason;
    end.promptTokens = chunk.usage?.prompt_tokens ?? end.promptTokens;
    end.completionTokens = chunk.usage?.completion_tokens ?? end.completionTokens;
  }
  yield end;
}

/** Reads the events of the Responses API; only those that carry text or an end matter here. */
export async function* readResponse(events: AsyncIterable<ResponseStreamEvent>): AsyncGenerator<Said> {
  let end = unknownEnd;
  for await (const event of events) {
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        yield { kind: 'text', text: event.delta };
        break;
      case 'response.completed':
      case 'response.incomplete':
        end = endOf(event.response);
        break;
      case 'response.failed':
        return yield { kind: 'failed', code: event.response.error?.code ?? null, said: event.response.error?.message ?? '' };
      case 'error':
        return yield { kind: 'failed', code: event.code, said: event.message };
      default:
    }
  }
  yield end;
}

function endOf({ model, incomplete_details: incomplete, usage }: Response): Ended {
  const reason = incomplete?.reason ?? 'stop';
  return { kind: 'ended', model, reason, promptTokens: usage?.input_tokens ?? null, completionTokens: usage?.output_tokens ?? null };
}
