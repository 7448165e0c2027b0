import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';

import type { Piece } from './azure-openai.js';

type Ended = Extract<Piece, { kind: 'ended' }>;

const unknownEnd: Ended = { kind: 'ended', model: null, reason: null, promptTokens: null, completionTokens: null };

/** Reads chat chunks. Azure's first chunk has no choices (only filter results), and the last one carries the usage. */
export async function* readChat(chunks: AsyncIterable<ChatCompletionChunk>): AsyncGenerator<Piece> {
  const end = { ...unknownEnd };
  for await (const chunk of chunks) {
    const choice = chunk.choices?.[0];
    if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content };
    end.model = chunk.model || end.model;
    end.reason = choice?.finish_reason ?? end.reason;
    end.promptTokens = chunk.usage?.prompt_tokens ?? end.promptTokens;
    end.completionTokens = chunk.usage?.completion_tokens ?? end.completionTokens;
  }
  yield end;
}

/** Reads the events of the Responses API; only three of them matter here. */
export async function* readResponse(events: AsyncIterable<ResponseStreamEvent>): AsyncGenerator<Piece> {
  const end = { ...unknownEnd };
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') yield { kind: 'text', text: event.delta };
    else if (event.type === 'response.completed' || event.type === 'response.incomplete') {
      end.model = event.response.model;
      end.reason = event.response.incomplete_details?.reason ?? 'stop';
      end.promptTokens = event.response.usage?.input_tokens ?? null;
      end.completionTokens = event.response.usage?.output_tokens ?? null;
    }
  }
  yield end;
}
