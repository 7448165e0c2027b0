import { guid, undashedGuid } from './kinds.js';
import { accepted, malformed } from './parse.js';
import type { Parsed } from './parse.js';

const groupLengths = [8, 4, 4, 4, 12];
const shape = '8-4-4-4-12 digits and letters from a to f';

/** A GUID in lower case without braces, as tokens and `az` spell it. */
export function readGuid(text: string): Parsed {
  if (undashedGuid.test(text)) return malformed(`it is a GUID without its dashes: ${shape}`);
  if (!guid.test(text)) return malformed(almostGuid(text) ?? `it is not a GUID: ${shape}`);
  const value = text.replace(/[{}]/g, '').toLowerCase();
  const removed = text.startsWith('{') || text.endsWith('}') ? ['braces'] : [];
  // Capitals mean the same, to Azure as to whoever reads the file: they are no noise.
  return accepted(value, removed);
}

/** What keeps a text from being a GUID, when it is plain that it was to be one: a character too few, too many, or of another kind. */
export function almostGuid(text: string): string | null {
  const bare = text.replace(/^\{|\}$/g, '');
  const groups = bare.split('-');
  if (groups.length !== groupLengths.length || !/^[0-9a-z-]{30,42}$/i.test(bare)) return null;
  const odd = groups.findIndex((group, index) => group.length !== groupLengths[index]);
  if (odd !== -1) {
    const { length } = groups[odd] ?? '';
    return `it is almost a GUID: part ${odd + 1} of its five has ${length} characters and needs ${groupLengths[odd]}`;
  }
  const at = bare.search(/[^0-9a-f-]/i);
  return at === -1 ? null : `it is almost a GUID: character ${at + 1} is ${bare.charAt(at)}, and only digits and a to f can be there`;
}
