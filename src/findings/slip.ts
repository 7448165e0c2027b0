import { changedCharacters, isOneCharacter } from './difference.js';
import { hostOf } from '../settings/address.js';
import { readDifference } from './difference/read-difference.js';
import type { Reading } from './difference/reading.js';
import type { Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { homeOf } from './known-value.js';

/** What is likely where one character is another one. */
export const mistyped = 'The character was likely mistyped or lost on its way into Azure.';

/** Whether a few characters were mistyped. Client ids are random, so another application's has next to nothing in common with this one's. */
export function isSlip({ token, diff }: Mismatch): boolean {
  const changed = changedCharacters(diff);
  return isOneCharacter(diff) || (changed > 0 && changed <= 3 && changed * 8 <= token.length);
}

/** Whether the credential may be one for another application or domain, which then has to keep it. A value in the wrong place is nobody's. */
export function isOfAnother(mismatch: Mismatch, known: Known): boolean {
  const { field, token, azure, diff } = mismatch;
  if (azure === null || field === 'audience' || homeOf(mismatch, known) !== null) return false;
  if (token.startsWith(azure) || azure.startsWith(token) || diff.every(({ kind }) => isSameToTheEye.has(kind))) return false;
  if (field === 'issuer' && hostOf(token) !== null && hostOf(token) === hostOf(azure)) return false;
  if (isWrittenOtherwise.has(readDifference(field, token, azure).kind)) return false;
  return field === 'issuer' ? !isOneCharacter(diff) : !isSlip(mismatch);
}

/** What people do to a value on its way, and nobody has of another one. */
const isWrittenOtherwise: ReadonlySet<Reading['kind']> = new Set([
  'empty',
  'enclosed',
  'slashes',
  'final-slash',
  'percent-encoding',
  'composition',
  'scheme',
  'twice',
  'scheme-twice',
  'path',
  'query',
]);

const isSameToTheEye: ReadonlySet<string> = new Set(['case', 'whitespace', 'invisible', 'lookalike']);
