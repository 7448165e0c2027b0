import { describe, expect, test } from 'vitest';

import type { CheckEvent, CheckId } from '../../src/checks/check.js';
import { checkOrder } from '../../src/checks/pipeline.js';
import type { CheckReport } from '../../src/report/report.js';
import { splitInput } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { screenOf } from '../../src/ui/screen-of.js';
import type { Action, State } from '../../src/ui/state.js';
import { finished, linesOf, slashParts, slashReport, started } from './check-runs.js';
import { allFound, answeredWith, fakeDesk, lineOf, reportOf, slashMissing } from './fake-desk.js';

const desk = fakeDesk({ found: allFound() });
const typing = (state: State, input: string): State =>
  splitInput(input).reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
const then = (state: State, ...actions: Action[]): State => actions.reduce(reducerOf(desk), state);
const pressed = (state: State, kind: 'up' | 'down' | 'escape'): State => then(state, { type: 'key', key: { kind } });
const running = typing(beginning(desk, { columns: 80, rows: 24 }), '\r');
const event = (one: CheckEvent, checks: CheckReport[]): Action =>
  one.type === 'said' ? { type: 'said', id: 1, text: one.text } : { type: 'event', id: 1, event: one, report: reportOf({ checks }) };

/** The ids of the lines that were printed, one list a piece of the past. */
function printedIn({ past }: State): CheckId[][] {
  return past.flatMap((one) => (one.kind === 'checks' ? [one.checks.map(({ id }) => id)] : []));
}

/** The checks end in this order. */
function after(ids: readonly CheckId[], parts = {}): State[] {
  let state = running;
  return ids.map((id, at) => (state = then(state, event(finished(id), linesOf(ids.slice(0, at + 1), parts)))));
}

describe('while a check runs', () => {
  test('what is settled is printed at once, in the order of the chain, and each line once', () => {
    const ids = ['settings.required', 'settings.values', 'entra.tenant', 'auth0.token', 'auth0.discovery', 'auth0.keys'] as const;
    const [first, second, , , , last] = after(ids);
    expect(first && printedIn(first)).toEqual([['settings.required']]);
    expect(second && printedIn(second)).toEqual([['settings.required'], ['settings.values']]);
    expect(last && printedIn(last)).toEqual([
      ['settings.required'],
      ['settings.values'],
      ['auth0.discovery'],
      ['auth0.keys', 'auth0.token'],
    ]);
    // Entra ID answered early: its line can still be overtaken by what stands before it.
    expect(last?.screen).toMatchObject({ at: 'check', printed: 5, checks: { length: 6 } });
  });

  test('what is printed stays the same value for every event that settles nothing', () => {
    const [state] = after(['settings.required']);
    if (!state) throw new Error('no state');
    const lines = linesOf(['settings.required', 'entra.tenant']);
    const more = then(state, event(started('auth0.token'), lines.slice(0, 1)), event(finished('entra.tenant'), lines), {
      type: 'slow',
      id: 1,
      check: 'auth0.token',
    });
    expect(more.past).toBe(state.past);
    expect(more.screen).toMatchObject({ running: [{ id: 'auth0.token', isSlow: true }] });
  });

  test('a difference waits for the word of Entra ID; what was not run waits for what comes after it', () => {
    const states = after(checkOrder, slashParts);
    const at = (id: CheckId): State => states[checkOrder.indexOf(id)] ?? running;
    expect(printedIn(at('trust.audience')).flat()).not.toContain('trust.issuer');
    expect(printedIn(at('entra.exchange')).at(-1)).toEqual([
      'trust.issuer',
      'trust.subject',
      'trust.audience',
      'entra.tenant',
      'entra.exchange',
    ]);
    expect(printedIn(at('entra.token')).flat()).not.toContain('entra.token');
    const ended = then(at('azure-openai.completion'), { type: 'ended', id: 1, report: slashReport() });
    expect(printedIn(ended).flat()).toEqual(checkOrder);
  });

  test('leaving in the middle prints only what was not printed yet', () => {
    const state = after(['settings.required', 'entra.tenant']).at(-1);
    const left = state && typing(state, '\u0003');
    expect(left && printedIn(left)).toEqual([['settings.required'], ['entra.tenant']]);
  });

  test('the answer takes over with no line twice', () => {
    const ids = checkOrder.slice(0, -1);
    const state = then(
      after(ids).at(-1) ?? running,
      event(started('azure-openai.completion'), linesOf(ids)),
      event({ type: 'said', text: 'Hello' }, []),
      { type: 'ended', id: 1, report: { ...answeredWith('Hello'), checks: linesOf(checkOrder) } },
    );
    expect(state.screen.at).toBe('talk');
    expect(printedIn(state).flat()).toEqual(ids);
  });
});

describe('the outcome', () => {
  const second = { ...slashMissing, code: 'trust/audience-mismatch' as const, check: 'trust.audience' as const, title: 'Another audience' };
  const outcome = then(running, { type: 'ended', id: 1, report: slashReport([slashMissing, second]) });

  test('has the root chosen; arrows and numbers choose another, and no more than there are', () => {
    expect(outcome.screen).toMatchObject({ at: 'outcome', index: 0 });
    expect(pressed(outcome, 'down').screen).toMatchObject({ index: 1 });
    expect(pressed(outcome, 'up').screen).toMatchObject({ index: 1 });
    expect(pressed(pressed(outcome, 'down'), 'down').screen).toMatchObject({ index: 0 });
    expect(typing(outcome, '2').screen).toMatchObject({ index: 1 });
    for (const key of ['0', '3', '9', 'z']) expect(typing(outcome, key)).toBe(outcome);
  });

  test('Enter explains the one that is chosen, and escape leads back to it', () => {
    const explained = typing(outcome, '2\r');
    expect(explained.screen).toMatchObject({ at: 'diagnosis', index: 1, unsent: null, pasted: null });
    expect(explained.past.at(-1)).toMatchObject({ kind: 'diagnosis', diagnosis: { code: 'trust/audience-mismatch' } });
    expect(pressed(explained, 'escape').screen).toEqual({ ...outcome.screen, index: 1 });
    // Also from the place to paste another error over it.
    expect(pressed(pressed(typing(explained, 'x'), 'escape'), 'escape').screen).toMatchObject({ at: 'outcome', index: 1 });
  });

  test('k checks from the first that failed, f all of them; the scrollback says so', () => {
    expect(typing(outcome, 'k').work).toMatchObject({ kind: 'check', from: 'trust.issuer' });
    expect(typing(outcome, 'k').past.at(-1)).toMatchObject({ kind: 'note', text: expect.stringContaining('trust.issuer') });
    expect(typing(outcome, 'f').work).toMatchObject({ kind: 'check', from: null });
  });

  test('without a failure, or with one at the very beginning, f does nothing and is not offered', () => {
    const reports = [
      reportOf({
        checks: linesOf(['settings.required'], { 'settings.required': { status: 'fail' } }),
        exitCode: 2,
        diagnoses: [slashMissing],
      }),
      reportOf({ checks: linesOf(checkOrder) }),
    ];
    for (const report of reports) {
      const state = then(running, { type: 'ended', id: 1, report });
      expect(typing(state, 'k')).toBe(state);
      expect(keysOf(state)).not.toContain('k');
    }
    expect(keysOf(outcome)).toEqual(['enter', '↑↓', '1-2', 'w', 'k', 'f', 't', 'h', 'e', 'x', 'q']);
  });

  test('w waits where the cause is one that passes by itself, and leads back here', () => {
    const waiting = typing(outcome, 'w');
    expect(waiting).toMatchObject({ screen: { at: 'wait', back: { at: 'outcome' } }, work: { kind: 'wait' } });
    expect(pressed(waiting, 'escape').screen).toBe(outcome.screen);
    const refused = { ...slashMissing, code: 'auth0/client-refused' as const };
    const lasting = then(running, { type: 'ended', id: 1, report: slashReport([refused]) });
    expect(typing(lasting, 'w')).toBe(lasting);
    expect(keysOf(lasting)).not.toContain('w');
  });

  test('t prints where the time went, e opens the review, x the place to paste an error, q leaves with the code', () => {
    expect(typing(outcome, 't').past.at(-1)).toMatchObject({ kind: 'time', report: { exitCode: 1 } });
    expect(typing(outcome, 't').screen).toBe(outcome.screen);
    expect(typing(outcome, 'e').screen).toMatchObject({ at: 'review' });
    expect(typing(outcome, 'x').screen).toMatchObject({ at: 'paste' });
    expect(pressed(typing(outcome, 'x'), 'escape').screen).toBe(outcome.screen);
    expect(typing(outcome, 'q').exit).toBe(1);
    expect(typing(outcome, '\u0004').exit).toBe(1);
  });

  test('of a run that asked for no answer opens the prompt with Enter', () => {
    const idle = lineOf('azure-openai.completion', { status: 'notRun', title: 'not asked, since no completion was wanted' });
    const state = then(running, { type: 'ended', id: 1, report: reportOf({ checks: [...linesOf(checkOrder.slice(0, -1)), idle] }) });
    expect(state.screen.at).toBe('outcome');
    expect(keysOf(state).slice(0, 2)).toEqual(['enter', 'f']);
    expect(typing(state, '\r').screen).toMatchObject({ at: 'talk', asked: null });
  });

  test('of warnings alone explains them with Enter, and opens the prompt with p; after an error p does nothing', () => {
    const warning = { ...slashMissing, severity: 'warning' as const };
    const state = then(running, { type: 'ended', id: 1, report: reportOf({ checks: linesOf(checkOrder), diagnoses: [warning] }) });
    expect(keysOf(state).slice(0, 2)).toEqual(['enter', 'p']);
    expect(typing(state, '\r').screen).toMatchObject({ at: 'diagnosis' });
    expect(typing(state, 'p').screen).toMatchObject({ at: 'talk' });
    expect(typing(outcome, 'p')).toBe(outcome);
  });
});

function keysOf(state: State): string[] {
  return screenOf(state, desk)
    .keys({ columns: 80 })
    .map(([key]) => key);
}
