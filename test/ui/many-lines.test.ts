import { expect, test } from 'vitest';

import { readWords } from '../../src/tools/command-words.js';
import { listenToWork } from '../../src/ui/spoken/follow-work.js';
import type { State } from '../../src/ui/state.js';

/** More than a call takes as arguments. */
const many = 400_000;

test('a piece of an answer with more lines than a call takes arguments is heard to its end', () => {
  const state = { work: { id: 1, kind: 'ask' }, isStopping: false, probes: new Map() } as unknown as State;
  const heard = listenToWork([]).hear({ type: 'said', id: 1, text: 'A line.\n'.repeat(many) }, state);
  expect(heard.length).toBeGreaterThan(many / 2);
});

test('a quoted word of as many parts is one word', () => {
  expect(() => readWords(`az x "${'$(a) b '.repeat(many)}"`)).not.toThrow();
  expect(() => readWords(`az x "${String.raw`\"a`.repeat(many)}"`)).not.toThrow();
});
