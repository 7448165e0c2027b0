import { expect, test } from 'vitest';

import { readWords } from '../../src/tools/command-words.js';
import { listenToWork } from '../../src/ui/spoken/follow-work.js';
import { talking } from '../../src/ui/openings.js';
import { heard } from '../../src/ui/talk/talk-state.js';
import type { State } from '../../src/ui/state.js';

/** More than a call takes as arguments. */
const many = 400_000;

test('a piece of an answer with more lines than a call takes arguments is heard to its end', () => {
  const state = { work: { id: 1, kind: 'ask' }, isStopping: false, probes: new Map() } as unknown as State;
  const told = listenToWork([]).hear({ type: 'said', id: 1, text: 'A line.\n'.repeat(many) }, state);
  expect(told.length).toBeGreaterThan(many / 2);
});

test('and stands on the screen to its end', () => {
  const state = { past: [], columns: 80 } as unknown as State;
  const after = heard(state, talking('hello'), 'A line.\n'.repeat(many));
  expect(after.past.length).toBe(many);
});

test('a quoted word of as many parts is one word', () => {
  expect(() => readWords(`az x "${'$(a) b '.repeat(many)}"`)).not.toThrow();
  expect(() => readWords(`az x "${String.raw`\"a`.repeat(many)}"`)).not.toThrow();
});
