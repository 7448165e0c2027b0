import type { FieldName } from '../settings/field-name.js';
import type { OddLine } from '../settings/profile.js';

/** What keeps a line from being read. The line itself is not quoted: it may hold the secret. */
export function oddSentence(field: FieldName, { number, odd, sets }: OddLine): string {
  if (odd === 'other-name') return `Line ${number} of the env file sets ${sets ?? 'another name'}; here it is called ${field}.`;
  return `Line ${number} of the env file names ${field} and does not set it: ${oddities[odd]}.`;
}

const oddities: Record<Exclude<OddLine['odd'], 'other-name'>, string> = {
  colon: 'a colon stands there in place of the equals sign',
  'no-sign': 'there is no equals sign behind the name',
  spelling: 'the name is in small letters or spelled otherwise, and names count letter for letter',
  comment: 'it is a comment',
  powershell: '$env: is the language of PowerShell, and an env file has the bare name',
  command: 'set is a command of Windows, and an env file has the bare name',
  json: 'it is written as JSON',
  invisible: 'something that cannot be seen stands in the name or beside it',
  before: 'something else stands before the name',
};
