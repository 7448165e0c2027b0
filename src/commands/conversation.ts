import { join } from 'node:path';

import type { Message } from '../chain/azure-openai.js';
import type { TalkErrand } from '../ui/desk.js';
import { makeFreeFile } from './free-file.js';
import type { Made } from './free-file.js';
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
  const saved =
    file === null ? await makeFreeFile(`keyless-conversation.${ending}`, text, ownerOnly) : await makeFile(placeOf(file, home), text);
  return saved.ok
    ? `Saved: ${saved.name}, ${turns.length === 1 ? 'one prompt' : `${turns.length} prompts`} with the answers.`
    : saved.sentence;
}

/** Only its owner can read it. */
const ownerOnly = 0o600;

async function makeFile(name: string, text: string): Promise<Made> {
  const problem = await writeNewFile(name, text, ownerOnly);
  return problem === null ? { ok: true, name } : { ok: false, sentence: problem.sentence };
}

/** As a shell would have read the name. */
function placeOf(file: string, home: string | null): string {
  const name = /^(["'])(.+)\1$/.exec(file)?.[2] ?? file;
  return name.startsWith('~/') && home !== null ? join(home, name.slice(2)) : name;
}
