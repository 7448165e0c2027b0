import { join } from 'node:path';

import type { Message } from '../chain/azure-openai.js';
import type { TalkErrand } from '../ui/desk.js';
import { writeNewFile } from './new-file.js';

/** One prompt and what came of it. `by`: the deployment that answered. */
export interface Turn {
  prompt: string;
  answer: string;
  by: string;
}

/** As the SDKs take a conversation. */
export function messagesOf(turns: readonly Turn[]): Message[] {
  return turns.flatMap(({ prompt, answer }): Message[] => [
    { role: 'user', content: prompt },
    { role: 'assistant', content: answer },
  ]);
}

function markdownOf(turns: readonly Turn[]): string {
  return turns.map(({ prompt, answer, by }) => `## You\n\n${prompt.trim()}\n\n## ${by}\n\n${answer.trim()}\n`).join('\n');
}

interface Saving {
  /** What `~` stands for; null where nobody knows. */
  home: string | null;
  /** Takes out secrets: whoever pasted one into a prompt did not mean it to be in a second file. */
  strip: (text: string) => string;
}

/** Writes the conversation into a file of its own, and says so in a sentence. What is there already is never touched. */
export async function saveConversation(
  turns: readonly Turn[],
  { form, file }: Extract<TalkErrand, { kind: 'conversation' }>,
  { home, strip }: Saving,
): Promise<string> {
  if (turns.length === 0) return 'There is no conversation yet: nothing was written.';
  const text = strip(form === 'markdown' ? markdownOf(turns) : `${JSON.stringify(messagesOf(turns), null, 2)}\n`);
  const ending = form === 'markdown' ? 'md' : 'json';
  const names = file === null ? freeNames(ending) : [placeOf(file, home)];
  let refused = '';
  for (const name of names) {
    // Only its owner can read it.
    const problem = await writeNewFile(name, text, 0o600);
    if (problem === null) return `Saved: ${name}, ${turns.length === 1 ? 'one prompt' : `${turns.length} prompts`} with the answers.`;
    refused = problem.sentence;
    if (!problem.isThere) break;
  }
  return refused;
}

function freeNames(ending: string): string[] {
  return ['', ...Array.from({ length: 98 }, (_, index) => `-${index + 2}`)].map((number) => `keyless-conversation${number}.${ending}`);
}

/** As a shell would have read the name. */
function placeOf(file: string, home: string | null): string {
  const name = /^(["'])(.+)\1$/.exec(file)?.[2] ?? file;
  return name.startsWith('~/') && home !== null ? join(home, name.slice(2)) : name;
}
