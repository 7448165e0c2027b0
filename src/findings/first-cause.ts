import type { Finding } from './finding.js';
import { severityOf } from './severity.js';

/** What the parts of one case came to, each in its own order. */
export interface FoundInParts {
  settings: readonly Finding[];
  /** What a pasted text says. */
  said: readonly Finding[];
  token: readonly Finding[];
  /** The differences between the token and a credential, both at hand. */
  compared: readonly Finding[];
}

/**
 * All of them, first cause first: the settings, what a party said, the token, the comparison; warnings last. Where a party only says that
 * something differs, the comparison shows what, and its words take the other's place with what the party said.
 */
export function firstCauseFirst({ settings, said, token, compared }: FoundInParts): Finding[] {
  const shown = said.flatMap((found) => shownBy(found, compared));
  const isShown = (found: Finding): boolean => shown.some((one) => one.code === found.code && fieldIn(one) === fieldIn(found));
  // A copy that has expired since tells nothing of an error that came before, and of a difference little.
  const lasting = token.filter(({ code }) => code !== 'token/outside-valid-time');
  const passing = token.filter(({ code }) => said.length === 0 && code === 'token/outside-valid-time');
  const all = [...settings, ...shown, ...lasting, ...compared.filter((found) => !isShown(found)), ...passing];
  return all.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/**
 * The differences behind a refusal that does not show them; itself where there are none, or where it shows its own. Where the refused
 * value is identical, and another one is not, that one is what differs, whichever number the refusal has.
 */
function shownBy(found: Finding, compared: readonly Finding[]): Finding[] {
  const isOpen = found.code === 'trust/no-match' || found.code === 'trust/credential-stale';
  if (!isOpen && !('diff' in found.evidence && found.evidence.azure === null)) return [found];
  const behind = compared.filter((one) => isOpen || one.code === 'trust/credential-missing' || fieldIn(one) === fieldIn(found));
  return behind.length === 0 ? [found] : behind.map((one, at) => (at === 0 ? { ...one, refusal: found.refusal } : one));
}

function rankOf(found: Finding): number {
  return severityOf(found) === 'warning' ? 1 : 0;
}

function fieldIn({ evidence }: Finding): string | null {
  return 'diff' in evidence ? evidence.field : null;
}
