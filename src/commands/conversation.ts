import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Message } from '../chain/azure-openai.js';
import type { TalkErrand } from '../ui/desk.js';

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
  for (const name of names) {
    const problem = await write(name, text);
    if (problem === null) return `Saved: ${name}, ${turns.length === 1 ? 'one prompt' : `${turns.length} prompts`} with the answers.`;
    if (problem !== 'EEXIST') return `${name} cannot be written: ${problemWords[problem] ?? problem}.`;
  }
  return `${names.at(-1)} is there already, and nothing is overwritten. Name another file.`;
}

/** Null when it was written, else the name of the error. Only its owner can read it. */
async function write(name: string, text: string): Promise<string | null> {
  try {
    await writeFile(name, text, { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
    throw error;
  }
}

const problemWords: { readonly [code: string]: string } = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk takes no writes',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
};

function freeNames(ending: string): string[] {
  return ['', ...Array.from({ length: 98 }, (_, index) => `-${index + 2}`)].map((number) => `keyless-conversation${number}.${ending}`);
}

/** As a shell would have read the name. */
function placeOf(file: string, home: string | null): string {
  const name = /^(["'])(.+)\1$/.exec(file)?.[2] ?? file;
  return name.startsWith('~/') && home !== null ? join(home, name.slice(2)) : name;
}
