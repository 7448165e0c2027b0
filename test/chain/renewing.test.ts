import { expect, test } from 'vitest';

import type { Answer } from '../../src/chain/answer.js';
import type { Renewing } from '../../src/chain/renewing.js';
import { renewing } from '../../src/chain/renewing.js';

const minute = 60_000;

interface Value {
  name: string;
  end: Date;
}

/** A fetch whose answers are given by hand, in any order. */
function openByHand(): { source: Renewing<Value>; pass: (ms: number) => void; asked: PromiseWithResolvers<Answer<Value>>[]; good: Good } {
  let now = 0;
  const asked: PromiseWithResolvers<Answer<Value>>[] = [];
  const fetch = (): Promise<Answer<Value>> => {
    const next = Promise.withResolvers<Answer<Value>>();
    asked.push(next);
    return next.promise;
  };
  return {
    source: renewing(
      fetch,
      () => new Date(now),
      ({ end }) => end,
    ),
    pass: (ms) => void (now += ms),
    asked,
    good: (name) => ({ ok: true, value: { name, end: new Date(now + 60 * minute) } }),
  };
}

type Good = (name: string) => Answer<Value>;

const nameOf = (answer: Answer<Value>): string | null => (answer.ok ? answer.value.name : null);

test.each([
  ['first', [0, 1]],
  ['last', [1, 0]],
])('of two that are asked for at once the later one is held, whichever comes %s', async (_, order) => {
  const { source, asked, good } = openByHand();
  const plain = source.get();
  const answers: Promise<Answer<Value>>[] = [plain];
  answers.push(
    source.replace('claims', () => {
      const next = Promise.withResolvers<Answer<Value>>();
      asked.push(next);
      return next.promise;
    }),
  );
  for (const at of order) {
    asked[at]?.resolve(good(['plain', 'claims'][at] ?? ''));
    await answers[at];
  }
  expect(nameOf(await source.get())).toBe('claims');
});
