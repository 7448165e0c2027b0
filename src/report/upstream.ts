import type { Refusal } from '../chain/answer.js';

/** What a party said, in one line: its status, its code and its words, none of them twice. */
export function wordsOf({ status, code, said }: Refusal): string {
  const isRepeated = code === null || code === String(status) || said.startsWith(code);
  return [status, isRepeated ? null : code, said].filter(Boolean).join(' ');
}
