import type { Refusal } from '../chain/answer.js';
import { partyNames } from '../findings/party-names.js';

/** Who said it: a web page is nobody's answer to a program, whoever was asked. */
export function whoSaid({ party, isPage }: Refusal): string {
  return isPage ? 'the page that came back' : partyNames[party];
}

/** What a party said, in one line: its status, its code and its words, none of them twice. */
export function wordsOf({ status, code, said }: Refusal): string {
  const isRepeated = code === null || code === String(status) || said.startsWith(code);
  return [status, isRepeated ? null : code, said].filter(Boolean).join(' ');
}
