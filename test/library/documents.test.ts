import { expect, test } from 'vitest';

import type { NetworkFailure, Refusal } from '../../src/chain/answer.js';
import type { Completion } from '../../src/checks/check.js';
import type { Read } from '../../src/findings/pasted/read.js';
import type { CompletionDocument, DiagnosisDocument, UpstreamDocument } from '../../src/report/documents.js';
import type { ReadDocument } from '../../src/report/explained-document.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Plain<T> = { [Name in keyof T]: T[Name] };

/** What a program gets is written out a second time, so that its types name nothing of Node. The compiler holds the two together. */
test('what is written twice is the same', () => {
  const same: [
    Same<Plain<Omit<Refusal, 'isPage'>>, Plain<UpstreamDocument>>,
    Same<Plain<Completion>, Plain<CompletionDocument>>,
    Same<Plain<Read>, Plain<ReadDocument>>,
    Same<UpstreamDocument['network'], NetworkFailure | null>,
  ] = [true, true, true, true];
  expect(same).not.toContain(false);
});

test('the code of a diagnosis decides what is in its evidence', () => {
  const fieldOf = (one: DiagnosisDocument): string | null => (one.code === 'settings/missing' ? one.evidence.field : null);
  const words = { severity: 'error', title: '', why: '', fix: [], upstream: null, docs: [] } as const;
  expect(fieldOf({ ...words, fix: [], docs: [], code: 'settings/missing', evidence: { field: 'OIDC_ENDPOINT' } })).toBe('OIDC_ENDPOINT');
});
