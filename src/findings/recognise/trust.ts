import type { DecodedAssertion } from '../../chain/assertion.js';
import type { Difference } from '../difference.js';
import { difference } from '../difference.js';
import type { AzureSource, ClaimName, Finding, Mismatch, Wanted } from '../finding.js';
import { finding } from '../finding.js';

/** The token's three values, which are what Azure must hold. Entra ID takes one audience, so several are none. */
export function wantedOf(decoded: DecodedAssertion | null): Wanted {
  const audience = decoded?.audiences.length === 1 ? (decoded.audiences[0] ?? null) : null;
  return { issuer: decoded?.issuer ?? null, subject: decoded?.subject ?? null, audience };
}

/** Compares one of the three; null when they are equal. Exact and case-sensitive, as Entra ID compares (facts: no trimming, no folding). */
export function compareClaim(field: ClaimName, sides: { token: string; azure: string; source: AzureSource }): Finding | null {
  const { token, azure, source } = sides;
  return token === azure ? null : mismatch(field, token, azure, source);
}

/** Names what kind of difference it is, from the narrowest to the widest. */
export function mismatch(field: ClaimName, token: string, azure: string, azureSource: AzureSource): Finding {
  const diff = difference(token, azure);
  return finding(codeOf(field, token, azure, diff), { field, token, azure, azureSource, diff });
}

/** A mismatch that only Entra ID's refusal tells of: Azure's value is not known here. */
export function mismatchUnseen(field: ClaimName, token: string | null): Mismatch {
  return { field, token: token ?? '', azure: null, azureSource: null, diff: [] };
}

type MismatchCode =
  | 'trust/hidden-character'
  | 'trust/issuer-slash'
  | 'trust/issuer-mismatch'
  | 'trust/subject-suffix'
  | 'trust/subject-case'
  | 'trust/subject-mismatch'
  | 'trust/audience-mismatch';

function codeOf(field: ClaimName, token: string, azure: string, diff: Difference[]): MismatchCode {
  if (diff.every(({ kind }) => hidden.has(kind))) return 'trust/hidden-character';
  if (field === 'audience') return 'trust/audience-mismatch';
  if (field === 'issuer') return isEitherWith(token, azure, '/') ? 'trust/issuer-slash' : 'trust/issuer-mismatch';
  if (isEitherWith(token, azure, '@clients')) return 'trust/subject-suffix';
  return token.toLowerCase() === azure.toLowerCase() ? 'trust/subject-case' : 'trust/subject-mismatch';
}

const hidden: ReadonlySet<string> = new Set(['whitespace', 'invisible', 'lookalike']);

function isEitherWith(one: string, other: string, ending: string): boolean {
  return one === other + ending || other === one + ending;
}
