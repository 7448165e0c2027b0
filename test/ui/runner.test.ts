import { expect, onTestFinished, test, vi } from 'vitest';

import { startCheck, startWait } from '../../src/ui/openings.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { createRunner } from '../../src/ui/runner.js';
import type { Action, State } from '../../src/ui/state.js';
import { allFound, answeredWith, fakeDesk, reportOf } from './fake-desk.js';

const size = { columns: 80, rows: 24 };

/** A runner, and what the desk has told through it. */
function followed(): { desk: ReturnType<typeof fakeDesk>; state: State; follow: (state: State) => void; told: Action[] } {
  const desk = fakeDesk({ found: allFound() });
  const told: Action[] = [];
  const runner = createRunner(desk, (action) => void told.push(action));
  return { desk, state: beginning(desk, size), follow: (state) => runner.follow(state), told };
}

test('what was given up is stopped before the next work begins, also where both came in one frame', () => {
  const { desk, state, follow } = followed();
  const waiting = startWait(state);
  follow(waiting);
  expect(desk.asked).toEqual(['wait']);
  const reduce = reducerOf(desk);
  const given = reduce(waiting, { type: 'key', key: { kind: 'escape' } });
  const order: string[] = [];
  desk.stop = () => void order.push('stop');
  desk.check = async () => {
    order.push('check');
    return reportOf();
  };
  follow(startCheck(given));
  expect(order).toEqual(['stop', 'check']);
});

test('work that has ended by itself is not stopped', async () => {
  const { desk, state, follow, told } = followed();
  const checking = startCheck(state);
  follow(checking);
  desk.end(answeredWith('hello'));
  await expect.poll(() => told.map(({ type }) => type)).toEqual(['ended']);
  follow({ ...checking, work: null });
  follow(startCheck({ ...checking, work: null }));
  desk.end(reportOf());
  await expect.poll(() => told).toHaveLength(2);
  expect(desk.stops).toBe(0);
});

test('a secret that is shown is hidden again by itself, ten seconds later', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { desk, state, follow, told } = followed();
  const open = reducerOf(desk)(state, { type: 'key', key: { kind: 'text', text: '3' } });
  if (open.screen.at !== 'fields') throw new Error(`at ${open.screen.at}`);
  const shown: State = { ...open, screen: { ...open.screen, isRevealed: true } };
  follow(shown);
  vi.advanceTimersByTime(9_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ type: 'hidden' }]);
  const [hidden] = told.map((action) => reducerOf(desk)(shown, action));
  expect(hidden?.screen).toMatchObject({ at: 'fields', isRevealed: false });
});
