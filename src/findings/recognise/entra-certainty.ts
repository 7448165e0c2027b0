import type { Refusal } from '../../chain/answer.js';
import type { ClaimName, Finding } from '../finding.js';
import type { AskedEntra } from './entra.js';
import { wantedOf } from './trust.js';

/**
 * What number and sentence say together. The sentence outranks the number: it is what the service says now. But much is written of
 * the three values that no service said, so there it has to quote the very value that was sent.
 */
export function certainOf(
  byNumber: Finding | undefined,
  byWords: Finding | undefined,
  asked: AskedEntra,
): Finding | 'contradiction' | undefined {
  if (!byNumber || !byWords || byNumber.code === byWords.code) return byNumber ?? byWords;
  if (isOpen(byWords) && isMismatch(byNumber)) return byNumber;
  // Two names of one difference, since one sentence begins with the other: the finer of them says more.
  if (fieldOf(byNumber) !== null && fieldOf(byNumber) === fieldOf(byWords))
    return byWords.code === 'trust/subject-mismatch' ? byNumber : byWords;
  if (!byWords.code.startsWith('trust/') || (isOpen(byNumber) && isMismatch(byWords))) return byWords;
  return quotesOurs(byWords, asked) ? byWords : 'contradiction';
}

/** Says that the three do not match, and not which of them. */
function isOpen({ code }: Finding): boolean {
  return code === 'trust/no-match' || code === 'trust/propagating';
}

function isMismatch(found: Finding): boolean {
  return fieldOf(found) !== null;
}

function fieldOf({ evidence }: Finding): ClaimName | null {
  return 'field' in evidence ? (evidence.field as ClaimName) : null;
}

function quotesOurs(found: Finding, { decoded }: AskedEntra): boolean {
  const field = fieldOf(found);
  return field !== null && found.refusal !== null && presentedValue(found.refusal) === wantedOf(decoded)[field];
}

/** The value that Entra ID was shown, between quotes, angle brackets or spaces. */
export function presentedValue({ said }: Refusal): string | null {
  const found = /presented assertion \w+\s+(?:'([^']*)'|<([^>]*)>|([^\s'<]\S*?)\.?(?:\s|$))/.exec(said);
  const value = found?.slice(1).find((group) => group !== undefined);
  // What is left of a text that was cut there is no value.
  return value !== undefined && /[\p{L}\p{N}]/u.test(value) ? value : null;
}
