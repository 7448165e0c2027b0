import { expect, test } from 'vitest';

import { paintNothing } from '../../../src/report/marks.js';
import { startCheck } from '../../../src/ui/openings.js';
import { beginning, reducerOf } from '../../../src/ui/reduce.js';
import type { Action, State } from '../../../src/ui/state.js';
import { pastLines } from '../../../src/ui/past-lines.js';
import { viewOf } from '../../../src/ui/view.js';
import { allFound, answeredWith, fakeDesk } from '../fake-desk.js';

const desk = fakeDesk({ found: allFound() });
const look = { columns: 80, rows: 24, paint: paintNothing, spinner: '' };
const reduce = reducerOf(desk);

const words = ['the', 'token', 'of', 'an', 'application', 'is', 'exchanged', 'for', 'another', 'by', 'Entra', 'ID'];
const signs = ['这个', '应用', '的', '令牌', '，', '🙂', '👩‍💻', '日本語', '한국어', 'é'];
const word = (at: number): string => words[(at * 7 + (at >> 3)) % words.length] ?? '';
/** Each with how many tokens are few. */
const shapes: { readonly [name: string]: readonly [few: number, tokenAt: (at: number) => string] } = {
  'one line without a break': [5000, (at) => ` ${word(at)}`],
  paragraphs: [5000, (at) => (at % 60 === 59 ? '.\n\n' : at % 17 === 16 ? ` **${word(at)}**` : ` ${word(at)}`)],
  'one block of code': [5000, (at) => (at === 0 ? '```ts\n' : at % 9 === 8 ? ';\n' : ` ${word(at)}()`)],
  'signs of two cells': [1000, (at) => (at % 80 === 79 ? '\n\n' : (signs[(at * 7 + (at >> 3)) % signs.length] ?? ''))],
};

/** The prompt behind a green check, with a question that is being answered. */
function asked(): State {
  const size = { columns: 80, rows: 24 };
  const check = startCheck(beginning(desk, size));
  const open = reduce(check, { type: 'ended', id: check.work?.id ?? 0, report: answeredWith('Hello') });
  const keys: Action[] = ['g', 'o'].map((text) => ({ type: 'key', key: { kind: 'text', text } }));
  return [...keys, { type: 'key', key: { kind: 'enter' } } as const].reduce(reduce, open);
}

/** Microseconds of CPU for so many tokens: read, printed above the frame, and drawn in it, 16 at a time as they come. */
function costOf(tokenAt: (at: number) => string, tokens: number): number {
  let state = asked();
  const id = state.work?.id ?? 0;
  let printed = 0;
  const before = process.threadCpuUsage();
  for (let at = 0; at < tokens; at += 16) {
    const text = Array.from({ length: 16 }, (_, more) => tokenAt(at + more)).join('');
    const next = reduce(state, { type: 'said', id, text });
    printed += next.past.slice(state.past.length).flatMap((one) => pastLines(one, look)).length;
    viewOf(next, desk, look);
    state = next;
  }
  const { user, system } = process.threadCpuUsage(before);
  // All but what the frame still holds.
  expect(printed).toBeGreaterThan(tokens / 40 - 30);
  return user + system;
}

test.each(Object.entries(shapes))('a token of %s costs the same, early and late', (_name, [few, tokenAt]) => {
  // The code is compiled by then, and what is made once is there.
  costOf(tokenAt, few);
  // The clock of the system counts in steps of some milliseconds.
  const early = Math.max(20_000, costOf(tokenAt, few));
  expect(costOf(tokenAt, few * 10) / early).toBeLessThan(25);
});
