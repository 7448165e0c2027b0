import { align } from './difference/alignment.js';
import type { Step } from './difference/alignment.js';
import { hasWhiteSpace, isBlank } from './difference/unseen.js';
import { looksLike, skeletonOf } from './lookalikes.js';

export type DifferenceKind = 'case' | 'missing' | 'extra' | 'replaced' | 'whitespace' | 'invisible' | 'lookalike';

/** One place where two strings differ. `position` counts code points from 1, in the token's value (for what only Azure has, in Azure's). */
export interface Difference {
  kind: DifferenceKind;
  position: number;
  /** What the token has there; empty when it has nothing. */
  token: string;
  /** What Azure has there; empty when it has nothing. */
  azure: string;
}

/**
 * Where the token's value and Azure's differ, by code point: Entra ID compares byte for byte, so nothing is folded or trimmed
 * (Microsoft Learn, reference-breaking-changes, August 2024). Neighbouring differences of one kind are one difference; how the two are
 * laid against each other is for `align` to say.
 */
export function difference(token: string, azure: string): Difference[] {
  if (token === azure) return [];
  return joined(align(Array.from(token), Array.from(azure), familyOf));
}

/** How many characters would have to change. */
export function changedCharacters(differences: Difference[]): number {
  return differences.reduce((sum, { token, azure }) => sum + Math.max(lengthOf(token), lengthOf(azure)), 0);
}

/** Whether two strings differ in one single character, which is worth a title of its own. */
export function isOneCharacter(differences: Difference[]): boolean {
  return differences.length === 1 && changedCharacters(differences) === 1;
}

/** The length of a text in code points, which is what positions count. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function joined(steps: Step[]): Difference[] {
  const result: Difference[] = [];
  let [tokenAt, azureAt, isBlock] = [1, 1, false];
  for (const { token, azure } of steps) {
    if (token !== azure) {
      const next = { kind: kindOf(token, azure), position: token ? tokenAt : azureAt, token, azure };
      const last = isBlock ? result.at(-1) : undefined;
      if (last && areOne(last, next)) result[result.length - 1] = together(last, next, tokenAt);
      else result.push(next);
    }
    isBlock = token !== azure;
    tokenAt += lengthOf(token);
    azureAt += lengthOf(azure);
  }
  return result;
}

const plain: ReadonlySet<DifferenceKind> = new Set(['missing', 'extra', 'replaced']);

function areOne(last: Difference, next: Difference): boolean {
  return last.kind === next.kind || (plain.has(last.kind) && plain.has(next.kind));
}

function together(last: Difference, next: Difference, tokenAt: number): Difference {
  const [token, azure] = [last.token + next.token, last.azure + next.azure];
  const kind = plain.has(last.kind) ? plainKind(token, azure) : last.kind;
  // What began with characters that only Azure has is counted in the token from where the token joins in.
  return { kind, position: last.token || !next.token ? last.position : tokenAt, token, azure };
}

function plainKind(token: string, azure: string): DifferenceKind {
  if (!azure) return 'missing';
  return token ? 'replaced' : 'extra';
}

function kindOf(token: string, azure: string): DifferenceKind {
  // A letter that an invisible character replaced is missing, which is no small thing.
  if (isBlank(token) && isBlank(azure)) return hasWhiteSpace(token + azure) ? 'whitespace' : 'invisible';
  if (!token || !azure) return plainKind(token, azure);
  if (token.toLowerCase() === azure.toLowerCase()) return 'case';
  // 1 and l, 0 and O are on every keyboard: one was typed for the other, and nothing foreign has to be found.
  return !isAscii(token + azure) && looksLike(token, azure) ? 'lookalike' : 'replaced';
}

function familyOf(character: string): string {
  return isBlank(character) ? ' ' : skeletonOf(character.toLowerCase());
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
