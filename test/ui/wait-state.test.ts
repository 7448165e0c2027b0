import { describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import type { Report } from '../../src/report/report.js';
import { paintNothing } from '../../src/report/marks.js';
import { waitKeys, waitView } from '../../src/ui/check/wait-view.js';
import type { Tried } from '../../src/ui/desk.js';
import { startWait } from '../../src/ui/openings.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { WaitScreen } from '../../src/ui/screens.js';
import type { Action, State } from '../../src/ui/state.js';
import { allFound, answeredWith, fakeDesk, lineOf, reportOf, slashMissing } from './fake-desk.js';

const ground = fakeDesk({ found: allFound() });
const reduce = reducerOf(ground);
const size = { columns: 80, rows: 24 };

function refused(code: Code = 'trust/propagating'): Report {
  const title = 'The values are right, and Entra ID does not find them';
  const checks = [lineOf('auth0.token'), lineOf('entra.exchange', { status: 'fail', codes: [code], title })];
  return reportOf({ ok: false, exitCode: 1, checks, diagnoses: [{ ...slashMissing, code, title, check: 'entra.exchange' }] });
}

const tryOf = (parts: Partial<Tried> = {}): Tried => ({
  tries: 4,
  elapsed: 72.4,
  report: refused(),
  standing: 'identical',
  copy: { from: '.env', at: new Date(2026, 10, 23, 16, 55, 4), isNew: false, isFresh: false, isEmpty: false },
  pause: 15,
  ...parts,
});

/** Waiting, over the explanation of what is waited for. */
function waiting(code?: Code): State {
  const { diagnoses } = refused(code);
  const state = beginning(ground, size);
  return startWait({
    ...state,
    report: refused(code),
    screen: { at: 'diagnosis', diagnoses, index: 0, shown: 0, unsent: null, pasted: null },
  });
}

type Loose = Action | { type: 'tried'; tried: Tried } | { type: 'ended'; report: Report };

/** What the desk tells bears the number of the work that is under way. */
function after(state: State, ...actions: Loose[]): State {
  return actions.reduce((now, action) => reduce(now, 'id' in action ? action : ({ ...action, id: now.work?.id } as Action)), state);
}

const text = (letter: string): Action => ({ type: 'key', key: { kind: 'text', text: letter } });
const enter: Action = { type: 'key', key: { kind: 'enter' } };
const escape: Action = { type: 'key', key: { kind: 'escape' } };
const tick: Action = { type: 'ticked' };

function screenOf({ screen }: State): WaitScreen {
  if (screen.at !== 'wait') throw new Error(`at ${screen.at}`);
  return screen;
}

function drawn(state: State, look = { columns: 80, rows: 24 }): string[] {
  return waitView(state, screenOf(state), ground, { ...look, paint: paintNothing, spinner: '⠋' }).lines;
}

const keys = (state: State): string[] => waitKeys(state, screenOf(state), ground, size).map(([key, word]) => `${key} ${word}`);

describe('while it waits', () => {
  test('it says how often and how long, what was read again, what is still refused, and when it asks next', () => {
    expect(drawn(after(waiting(), { type: 'tried', tried: tryOf() }))).toEqual([
      '',
      ' Waiting for Azure to notice the change                         try 4, 1 m 12 s',
      '',
      '   ✓ The copy in .env holds the values of the token, read 16:55:04',
      '   ○ The values are right, and Entra ID does not find them: still',
      '     trust/propagating',
      '',
      ' Microsoft says that this can take several minutes.',
      ' Only time is missing.',
      ' The bell rings when it turns green or ends.',
      '',
      ' Next try in 15 s',
      ' enter try now   b bell off   esc stop waiting   ctrl+c leave',
    ]);
  });

  test('it fits into the smallest window, with the keys', () => {
    for (const standing of ['identical', 'unseen', 'passes'] as const) {
      const lines = drawn(after(waiting(), { type: 'tried', tried: tryOf({ standing }) }), { columns: 40, rows: 12 });
      expect(lines.length).toBeLessThanOrEqual(11);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
      expect(lines.join('\n')).toContain('leave');
    }
  });

  test('the clock moves by seconds, and each try sets it right', () => {
    const counted = after(waiting(), tick, tick, { type: 'tried', tried: tryOf({ pause: 2 }) }, tick);
    expect(screenOf(counted)).toMatchObject({ elapsed: 73, left: 1 });
    expect(screenOf(after(counted, tick))).toMatchObject({ elapsed: 74, left: null });
    expect(drawn(after(counted, tick))).toContain(' Asking now …');
  });

  test('enter asks at once, and only between two tries', () => {
    expect(keys(waiting())).not.toContain('enter try now');
    expect(screenOf(after(waiting(), enter)).hurries).toBe(0);
    const paused = after(waiting(), { type: 'tried', tried: tryOf() });
    expect(screenOf(after(paused, enter, enter))).toMatchObject({ hurries: 1, left: null });
  });

  test('b takes the bell away and gives it back', () => {
    expect(keys(after(waiting(), text('b')))).toContain('b bell on');
    expect(keys(after(waiting(), text('b'), text('b')))).toContain('b bell off');
  });
});

describe('when it is over', () => {
  const green = tryOf({ tries: 5, standing: 'green', pause: null, report: answeredWith('Hello.') });

  test('green leads to the answer and the prompt, and rings once', () => {
    const state = after(waiting(), { type: 'tried', tried: green }, { type: 'ended', report: green.report });
    expect([state.screen.at, state.work, state.rings]).toEqual(['talk', null, 1]);
    expect(state.past.map(({ kind }) => kind)).toEqual(['note', 'checks', 'name', 'answer', 'works']);
    expect(state.past[0]).toMatchObject({ text: 'Azure has noticed the change. All is well. 5 tries, 1 m 12 s.' });
  });

  test('with the bell off it is silent', () => {
    const state = after(waiting(), text('b'), { type: 'tried', tried: green }, { type: 'ended', report: green.report });
    expect(state.rings).toBe(0);
  });

  test('both sides known and different: says that waiting is of no use, and shows the outcome', () => {
    const report = reportOf({ ok: false, exitCode: 1, diagnoses: [slashMissing] });
    const tried = tryOf({ tries: 1, elapsed: 1, standing: 'differs', pause: null, report });
    const state = after(waiting('trust/issuer-slash'), { type: 'tried', tried }, { type: 'ended', report });
    expect(state.screen).toEqual({ at: 'outcome', report, index: 0 });
    expect([state.report, state.rings]).toEqual([report, 1]);
    const note = state.past.at(-1);
    expect(note).toMatchObject({
      kind: 'note',
      text: expect.stringMatching(/^Waiting will not help: the issuer in the copy in \.env and in the token differ\./),
    });
  });

  test('esc stops the desk and leads back to the explanation', () => {
    const state = after(waiting(), { type: 'tried', tried: tryOf() }, escape);
    expect(state).toMatchObject({ work: null, isStopping: true, rings: 0, screen: { at: 'diagnosis', index: 0 } });
    expect(state.past.at(-1)).toEqual({ kind: 'note', text: 'Stopped waiting after 4 tries, 1 m 12 s.' });
  });

  test('esc leads to what was found meanwhile, where that is something else', () => {
    const report = refused('azure-openai/role-missing');
    const state = after(waiting(), { type: 'tried', tried: tryOf({ standing: 'passes', report }) }, escape);
    expect(state.screen).toEqual({ at: 'outcome', report, index: 0 });
  });

  test('what comes of a wait that was given up belongs to nobody', () => {
    const { work } = waiting();
    const state = after(waiting(), escape);
    expect(reduce(state, { type: 'ended', id: work?.id ?? 0, report: green.report })).toBe(state);
  });

  test('ctrl+d leaves with the code of the last try, Ctrl-C with 130', () => {
    const state = after(waiting(), { type: 'tried', tried: tryOf() });
    expect(after(state, { type: 'key', key: { kind: 'ctrl', letter: 'd' } }).exit).toBe(1);
    expect(after(state, { type: 'key', key: { kind: 'ctrl', letter: 'c' } }).exit).toBe(130);
  });
});
