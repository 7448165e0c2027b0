import { expect, expectTypeOf, test } from 'vitest';

import type { Refusal } from '../../src/chain/answer.js';
import type { Completion } from '../../src/checks/check.js';
import type { Read } from '../../src/findings/pasted/read.js';
import type { CompletionDocument, DiagnosisDocument, UpstreamDocument } from '../../src/report/documents.js';
import type { ReadDocument } from '../../src/report/explained-document.js';

/** As the compiler compares it, however it was put together. */
type Plain<T> = { [Name in keyof T]: T[Name] };

/** What a program gets is written out a second time, so that its types name nothing of Node. The compiler holds the two together. */
test('what is written twice is the same', () => {
  expectTypeOf<Plain<UpstreamDocument>>().toEqualTypeOf<Plain<Omit<Refusal, 'isPage'>>>();
  expectTypeOf<Plain<CompletionDocument>>().toEqualTypeOf<Plain<Completion>>();
  expectTypeOf<Plain<ReadDocument>>().toEqualTypeOf<Plain<Read>>();
});

test('the code of a diagnosis decides what is in its evidence', () => {
  const fieldOf = (one: DiagnosisDocument): string | null => (one.code === 'settings/missing' ? one.evidence.field : null);
  const words = { severity: 'error', title: '', why: '', fix: [], upstream: null, docs: [] } as const;
  expect(fieldOf({ ...words, fix: [], docs: [], code: 'settings/missing', evidence: { field: 'OIDC_ENDPOINT' } })).toBe('OIDC_ENDPOINT');
});
