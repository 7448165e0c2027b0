import { setTimeout as pause } from 'node:timers/promises';

import type { Prompt } from './azure-openai-prompt.js';
import type { Place } from './place.js';

/** The words of an answer, and whether the limit cut it. */
export interface Answer {
  words: string[];
  isCut: boolean;
  /** The pause before each word. */
  wordMs: number;
}

/** A small honest model: it says what was asked, and what it is. */
export function composeAnswer({ asked, model, outputLimit }: Prompt, { wordMs }: Pick<Place, 'wordMs'>): Answer {
  const question = asked.trim().replaceAll(/\s+/g, ' ');
  const quoted = question.length > 200 ? `${question.slice(0, 200)}…` : question;
  const text = [
    `You asked: "${quoted}".`,
    `I am the sandbox's stand-in for ${model.name}, so I know no answer of my own.`,
    'But the way to me is the real one: Auth0 issued a token, Entra ID exchanged it, and Azure OpenAI let you in without a key.',
  ].join(' ');
  const words = text.match(/\S+\s*/g) ?? [];
  const isCut = outputLimit !== null && words.length > outputLimit;
  return { words: isCut ? words.slice(0, outputLimit) : words, isCut, wordMs };
}

/** Speaks word by word, with the pauses of something that thinks. */
export async function* speak(words: readonly string[], wordMs: number): AsyncGenerator<string> {
  for (const word of words) {
    if (wordMs > 0) await pause(wordMs, undefined, { ref: false });
    yield word;
  }
}
