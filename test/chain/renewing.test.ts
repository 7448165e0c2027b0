import { expect, test } from 'vitest';

import type { Answer, Refusal } from '../../src/chain/answer.js';
import type { Renewing } from '../../src/chain/renewing.js';
import { renewing } from '../../src/chain/renewing.js';

const second = 1000;
const minute = 60 * second;

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
    source: renewing(fetch, () => new Date(now), { party: 'auth0', endOf: ({ end }) => end }),
    pass: (ms) => void (now += ms),
    asked,
    good: (name) => ({ ok: true, value: { name, end: new Date(now + 60 * minute) } }),
  };
}

type Good = (name: string) => Answer<Value>;

function refused(retryAfterSeconds: number | null = null): Answer<Value> {
  const network = { kind: 'unreachable', host: 'issuer.example', detail: 'ECONNREFUSED' } as const;
  const nothing = { status: null, code: null, said: '', correlationId: null, traceId: null, timestamp: null };
  return { ok: false, refusal: { party: 'auth0', asked: 'POST', ...nothing, retryAfterSeconds, network } satisfies Refusal };
}

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

test('a refusal that names a time is the answer until then, to those who never wait, while nothing is held', async () => {
  const { source, asked, good, pass } = openByHand();
  const first = source.getAtOnce();
  const throttled = refused(60);
  asked[0]?.resolve(throttled);
  expect(await first).toEqual(throttled);
  pass(59 * second);
  expect(await source.getAtOnce()).toEqual(throttled);
  expect(asked).toHaveLength(1);
  pass(second);
  const next = source.getAtOnce();
  asked[1]?.resolve(good('next'));
  expect(nameOf(await next)).toBe('next');
  // A person who asks again means it.
  const other = openByHand();
  const refusal = other.source.get();
  other.asked[0]?.resolve(refused(60));
  await refusal;
  void other.source.get();
  expect(other.asked).toHaveLength(2);
});

test('no time that is named keeps a program waiting for more than an hour', async () => {
  const { source, asked, pass } = openByHand();
  const first = source.getAtOnce();
  asked[0]?.resolve(refused(30 * 24 * 3600));
  await first;
  pass(60 * minute);
  void source.getAtOnce();
  expect(asked).toHaveLength(2);
});

test('a renewal that breaks is not tried with every call either', async () => {
  const { source, asked, good, pass } = openByHand();
  const first = source.getAtOnce();
  asked[0]?.resolve(good('first'));
  await first;
  pass(56 * minute);
  expect(nameOf(await source.getAtOnce())).toBe('first');
  asked[1]?.reject(new TypeError('a bug'));
  await expect(asked[1]?.promise).rejects.toThrow(TypeError);
  await new Promise(setImmediate);
  expect(nameOf(await source.getAtOnce())).toBe('first');
  expect(asked).toHaveLength(2);
});

test.each(['get', 'getAtOnce'] as const)(
  'a clock that jumps by hours, either way, makes nothing look good that may have ended: %s',
  async (ask) => {
    const { source, asked, good, pass } = openByHand();
    for (const [at, jump] of [0, 5, -9, 7].entries()) {
      pass(jump * 60 * minute);
      const [one, other] = [source[ask](), source[ask]()];
      expect(asked).toHaveLength(at + 1);
      asked[at]?.resolve(good(`after ${jump} h`));
      expect([nameOf(await one), nameOf(await other)]).toEqual([`after ${jump} h`, `after ${jump} h`]);
      // A clock that is put right by seconds is no reason to ask.
      pass(-30 * second);
      expect(nameOf(await source[ask]())).toBe(`after ${jump} h`);
    }
    expect(asked).toHaveLength(4);
  },
);

test('a clock that is set back during a pause ends it; what is held is better than a refusal', async () => {
  const { source, asked, good, pass } = openByHand();
  void source.getAtOnce();
  asked[0]?.resolve(refused(3600));
  await asked[0]?.promise;
  await new Promise(setImmediate);
  pass(-5 * 60 * minute);
  const again = source.getAtOnce();
  asked[1]?.resolve(good('second'));
  expect(nameOf(await again)).toBe('second');
  pass(-5 * 60 * minute);
  const third = source.getAtOnce();
  asked[2]?.resolve(refused());
  expect(nameOf(await third)).toBe('second');
  expect(asked).toHaveLength(3);
});
