import { describeText } from './character-words.js';
import { changedCharacters, lengthOf } from './difference.js';
import type { Difference } from './difference.js';
import type { Side } from './difference/reading.js';
import { looksLike } from './lookalikes.js';

/** The smallest true statement about characters that differ. The lengths of the values tell what stands at the end. */
export function describeCharacters(differences: Difference[], holder: string, lengths: Record<Side, number>): string {
  const [first] = differences;
  if (!first) return '';
  if (differences.length > 1) return describePlaces(differences, first, holder);
  if (isLong(first)) return describeLong(first, holder);
  const { token, azure } = first;
  if (token && azure) return `${holder} has ${describeText(azure)} where the token has ${describeText(token)}, ${at(first)}${aside(first)}`;
  const verb = azure ? 'has' : 'lacks';
  return `${holder} ${verb} ${describeText(token + azure)} ${placeOf(first, lengths)}${remark(first, lengths)}`;
}

function describePlaces(differences: Difference[], first: Difference, holder: string): string {
  const where = `first at character ${first.position}${isLong(first) ? '' : `, where ${sides(first, holder)}`}`;
  if (differences.every(({ kind }) => kind === 'case'))
    return `only the case of ${changedCharacters(differences)} letters differs, ${where}`;
  const only = differences.every(({ kind }) => kind === 'invisible') ? ', all of them characters that cannot be seen' : '';
  return `they differ in ${differences.length} places${only}, ${where}`;
}

function sides({ token, azure }: Difference, holder: string): string {
  if (!token) return `${holder} has ${describeText(azure)} and the token has nothing`;
  return `the token has ${describeText(token)} and ${holder} has ${azure ? describeText(azure) : 'nothing'}`;
}

// Both values are quoted in full beside this; a long part would only repeat them.
function isLong({ token, azure }: Difference): boolean {
  return token.length > 24 || azure.length > 24;
}

function describeLong({ kind, position, token, azure }: Difference, holder: string): string {
  const from = `from character ${position} on`;
  if (!azure) return `${holder} lacks ${lengthOf(token)} characters, ${from}`;
  if (!token) return `${holder} has ${lengthOf(azure)} characters more, ${from}`;
  if (kind === 'case') return `only the case of ${lengthOf(token)} letters differs, ${from}`;
  return `${holder} has ${counted(azure)} where the token has ${lengthOf(token)} others, ${from}`;
}

function counted(text: string): string {
  const length = lengthOf(text);
  return length === 1 ? 'one character' : `${length} characters`;
}

function at({ position }: Difference): string {
  return `at character ${position}`;
}

function placeOf(difference: Difference, lengths: Record<Side, number>): string {
  if (isAtEnd(difference, lengths)) return 'at the end';
  return difference.position === 1 ? 'at the beginning' : at(difference);
}

function isAtEnd({ position, token, azure }: Difference, lengths: Record<Side, number>): boolean {
  return position + lengthOf(token || azure) - 1 === lengths[token ? 'token' : 'azure'];
}

/** What a reader has to know of a character that only one side has. */
function remark(difference: Difference, lengths: Record<Side, number>): string {
  const isUnseen = difference.kind === 'invisible' || (difference.kind === 'whitespace' && isAtEnd(difference, lengths));
  if (isUnseen) return ', which cannot be seen';
  return difference.azure ? ', which the token lacks' : '';
}

/** What a reader has to know of two characters beside what they are. */
function aside({ kind, token, azure }: Difference): string {
  if (kind === 'invisible') return ', and neither can be seen';
  return kind === 'lookalike' || (kind === 'replaced' && looksLike(token, azure)) ? ', and the two look alike' : '';
}
