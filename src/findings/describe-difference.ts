import { changedCharacters } from './difference.js';
import type { Difference } from './difference.js';
import { looksLike } from './lookalikes.js';
import { describeText } from './quote.js';

/** The smallest true statement about how two strings differ, as it stands after a colon; empty when nothing is known about it. */
export function describeDifferences(differences: Difference[], holder = 'Azure'): string {
  const [first] = differences;
  if (!first) return '';
  const at = `at character ${first.position}`;
  if (areUnrelated(differences)) return 'they are different values';
  if (differences.length > 3) return `they differ in many places, the first ${at}`;
  if (differences.length > 1)
    return `they differ in ${differences.length} places, first ${at}${isLong(first) ? '' : `, where ${sides(first, holder)}`}`;
  if (isLong(first)) return `they differ from character ${first.position} on`;
  return `${at} ${sides(first, holder)}${areAlike(first) ? ', and the two look alike' : ''}`;
}

function areAlike({ kind, token, azure }: Difference): boolean {
  return kind === 'lookalike' || (kind === 'replaced' && looksLike(token, azure));
}

/** So much is what is left of two values that have nothing to do with each other; a count of the places would say nothing. */
function areUnrelated(differences: Difference[]): boolean {
  if (differences.every(({ kind }) => kind !== 'replaced' && kind !== 'missing' && kind !== 'extra')) return false;
  return differences.length > 3 || (differences.length > 1 && changedCharacters(differences) > 12);
}

function sides({ token, azure }: Difference, holder: string): string {
  if (!token) return `${holder} has ${describeText(azure)} and the token has nothing`;
  return `the token has ${describeText(token)} and ${holder} has ${azure ? describeText(azure) : 'nothing'}`;
}

// Both values are quoted in full beside this; a long part would only repeat them.
function isLong({ token, azure }: Difference): boolean {
  return token.length > 24 || azure.length > 24;
}
