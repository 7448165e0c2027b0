import { describe, expect, test } from 'vitest';

import { paintNothing } from '../../src/report/marks.js';
import type { CheckDiagnosis } from '../../src/report/report.js';
import type { Repaired, RepairStep } from '../../src/ui/explain/repairing.js';
import { splitInput } from '../../src/ui/keys.js';
import { pastLines } from '../../src/ui/past-lines.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { questionOf } from '../../src/ui/spoken/questions.js';
import { pastSentences } from '../../src/ui/spoken/spoken-past.js';
import type { Action, State } from '../../src/ui/state.js';
import { keysOf, viewOf } from '../../src/ui/view.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, fakeDesk, reportOf, slashMissing } from './fake-desk.js';

const desk = fakeDesk({ found: allFound() });
const look = { columns: 80, rows: 24, paint: paintNothing, spinner: '*' };
const [now, then] = ['https://acme-dev.eu.auth0.com', 'https://acme-dev.eu.auth0.com/'];
const command = `az identity federated-credential update --name auth0 --identity-name acme-api --resource-group rg --issuer ${then}`;
const step: RepairStep = {
  where: 'azure',
  title: 'Change the issuer in Azure to this value',
  state: 'change',
  changes: [{ name: 'issuer', from: now, to: then }],
  commands: [command],
  notes: [],
};

/** A cause on the side of Auth0, which does not pass by itself. */
const grant: CheckDiagnosis = {
  ...slashMissing,
  code: 'auth0/grant-missing',
  check: 'auth0.token',
  evidence: { clientId: 'x', audience: 'y' },
  fix: [{ kind: 'command', where: 'auth0', confidence: 'certain', command: `auth0 api post client-grants --data '{"client_id":"x"}'` }],
};

const press = (state: State, input: string, on: FakeDesk = desk): State =>
  splitInput(input).reduce((one, key) => reducerOf(on)(one, { type: 'key', key }), state);
const after = (state: State, action: Action, on: FakeDesk = desk): State => reducerOf(on)(state, action);

/** Below the explanation of these causes, after a check. */
function explained(diagnoses: CheckDiagnosis[], on: FakeDesk = desk): State {
  const open = press(beginning(on, { columns: 80, rows: 24 }), '\r', on);
  const report = reportOf({ ok: false, exitCode: 1, diagnoses });
  return press(after(open, { type: 'ended', id: open.works, report }, on), '\r', on);
}

/** It was looked up what would be run. */
function asked(diagnosis = slashMissing, wanted = step, isRead = false): State {
  const looking = press(explained([diagnosis]), 'd');
  return after(looking, { type: 'prepared', id: looking.works, prepared: { kind: 'ready', step: wanted, isRead, now: null } });
}

describe('the key that does it', () => {
  test('is offered where commands can do it, says whether it only looks, and asks the desk for what they need', () => {
    const state = explained([slashMissing]);
    expect(keysOf(state, desk, look)).toContainEqual(['d', 'do it from here']);
    const looking = press(state, 'd');
    expect(looking).toMatchObject({ screen: { at: 'repair', phase: 'looking' }, work: { kind: 'prepare', wished: slashMissing } });
    const list: CheckDiagnosis = {
      ...slashMissing,
      fix: [{ kind: 'command', where: 'azure', confidence: 'likely', command: 'az identity list' }],
    };
    expect(keysOf(explained([list]), desk, look)).toContainEqual(['d', 'look from here']);
  });

  test.each<[string, Partial<CheckDiagnosis>]>([
    [
      'a person has to choose a value',
      { fix: [{ kind: 'command', where: 'azure', confidence: 'certain', command: 'az identity create --name NEW_IDENTITY_NAME' }] },
    ],
    [
      'something would be deleted',
      { fix: [{ kind: 'command', where: 'azure', confidence: 'certain', command: 'az identity delete --name x' }] },
    ],
    [
      'it is the command of another program',
      { fix: [{ kind: 'command', where: 'local', confidence: 'certain', command: 'keyless check' }] },
    ],
  ])('is none where %s', (_, parts) => {
    const state = explained([{ ...slashMissing, ...parts }]);
    expect(keysOf(state, desk, look).map(([key]) => key)).not.toContain('d');
    expect(press(state, 'd')).toEqual(state);
  });

  test('is none in a sandbox, where az would be somewhere else, nor for what was pasted', () => {
    const sandbox = fakeDesk({ found: allFound(), isSandbox: true });
    expect(keysOf(explained([slashMissing], sandbox), sandbox, look).map(([key]) => key)).not.toContain('d');
    const pasted: Partial<CheckDiagnosis> = { ...slashMissing };
    delete pasted.check;
    expect(keysOf(explained([pasted as CheckDiagnosis]), desk, look).map(([key]) => key)).not.toContain('d');
  });
});

describe('what was looked up', () => {
  test('is printed whole, and asked about: only a yes runs it', () => {
    const state = asked();
    expect(state.past.at(-1)).toEqual({ kind: 'repair', step });
    const lines = pastLines({ kind: 'repair', step }, { ...look, columns: 60 });
    expect(lines).toContain(command);
    expect(lines.join('\n')).toMatch(/now +https:\/\/acme-dev\.eu\.auth0\.com\n.*will be +https:\/\/acme-dev\.eu\.auth0\.com\//);
    expect(keysOf(state, desk, look).map(([key]) => key)).toEqual(['y', 'n']);
    expect(viewOf(state, desk, look).lines.join('\n')).toContain('Run it as you? Nothing is deleted.');
    for (const other of ['\r', ' ', 'd', 'x', 'yn'.slice(1)]) expect(press(state, other).work).toBeNull();
    expect(press(state, 'y')).toMatchObject({ screen: { at: 'repair', phase: 'running' }, work: { kind: 'repair' } });
  });

  test('is not run at a no, and the explanation is there again', () => {
    for (const no of ['n', '\u001B']) {
      const state = no === 'n' ? press(asked(), no) : after(asked(), { type: 'key', key: { kind: 'escape' } });
      expect(state.screen).toMatchObject({ at: 'diagnosis', diagnoses: [slashMissing] });
      expect(state.past.at(-1)).toEqual({ kind: 'note', text: 'Nothing was changed.' });
    }
  });

  test('is run at once where it only looks, and what it prints is shown', () => {
    const read: RepairStep = { ...step, state: 'right', changes: [], commands: ['az identity list'] };
    const running = asked(slashMissing, read, true);
    expect(running).toMatchObject({ screen: { phase: 'running' }, work: { kind: 'repair' } });
    const ran = after(running, { type: 'ran', id: running.works, ran: { command: 'az identity list', printed: '[\n  "a\u001B[31m"\n]' } });
    expect(pastLines(ran.past.at(-1) as State['past'][number], look).join('\n')).toBe('\n$ az identity list\n[\n  "a⟨U+001B⟩[31m"\n]');
    expect(after(ran, { type: 'repaired', id: running.works, repaired: { ok: true, values: new Map() } }).screen.at).toBe('diagnosis');
  });

  test('explains another cause than before, before it asks', () => {
    const looking = press(explained([{ ...slashMissing, code: 'trust/no-match', check: 'entra.exchange' }]), 'd');
    const report = reportOf({ ok: false, exitCode: 1, diagnoses: [slashMissing] });
    const prepared = { kind: 'ready', step, isRead: false, now: { report, index: 0 } } as const;
    const state = after(looking, { type: 'prepared', id: looking.works, prepared });
    expect(state.past.slice(-2).map(({ kind }) => kind)).toEqual(['diagnosis', 'repair']);
    expect(state).toMatchObject({ report, screen: { at: 'repair', phase: 'asking', back: { diagnoses: [slashMissing] } } });
  });

  test.each<[string, Action & { type: 'prepared' }]>([
    [
      'says why nothing can be run',
      { type: 'prepared', id: 0, prepared: { kind: 'stuck', sentence: 'SUBDOMAIN is yours to choose.', now: null } },
    ],
    [
      'explains why the tool cannot look',
      { type: 'prepared', id: 0, prepared: { kind: 'refused', cause: { ...slashMissing, code: 'tool/az-missing' } } },
    ],
  ])('%s, and leads back', (_, action) => {
    const before = explained([slashMissing]);
    const looking = press(before, 'd');
    const state = after(looking, { ...action, id: looking.works });
    expect(state.work).toBeNull();
    const back = action.prepared.kind === 'refused' ? after(state, { type: 'key', key: { kind: 'escape' } }) : state;
    expect(back.screen).toMatchObject({ at: 'diagnosis', diagnoses: [slashMissing] });
    expect(JSON.stringify(state.past.at(-1))).toContain(action.prepared.kind === 'refused' ? 'tool/az-missing' : 'SUBDOMAIN');
  });

  test('says that nothing is wrong any more', () => {
    const looking = press(explained([slashMissing]), 'd');
    const state = after(looking, { type: 'prepared', id: looking.works, prepared: { kind: 'gone', report: reportOf() } });
    expect(state.past).toContainEqual({ kind: 'note', text: 'It is not wrong any more. Nothing was changed from here.' });
  });

  test('is given up with escape', () => {
    const looking = press(explained([slashMissing]), 'd');
    const state = after(looking, { type: 'key', key: { kind: 'escape' } });
    expect(state).toMatchObject({ screen: { at: 'diagnosis' }, work: null, isStopping: true });
  });
});

describe('what was run', () => {
  const done = (state: State, values = new Map()): State =>
    after(state, { type: 'repaired', id: state.works, repaired: { ok: true, values } });

  test('is waited for where it takes Azure time, with what az says', () => {
    const running = press(asked(), 'y');
    const ran = after(running, { type: 'ran', id: running.works, ran: { command, printed: null } });
    expect(pastLines(ran.past.at(-1) as State['past'][number], look).join('\n')).toBe(`\n$ ${command}\n ✓ done`);
    expect(done(ran)).toMatchObject({ screen: { at: 'wait', back: { at: 'diagnosis' } }, work: { kind: 'wait' } });
  });

  test('is checked at once from the failed check elsewhere', () => {
    expect(done(press(asked(grant, { ...step, where: 'auth0' }), 'y')).work).toMatchObject({ kind: 'check', from: 'auth0.token' });
  });

  test('makes a copy in the settings what Azure holds now', () => {
    const state = done(press(asked(), 'y'), new Map([['AZURE_FEDERATED_ISSUER', then]]));
    expect(state.answers.get('AZURE_FEDERATED_ISSUER')).toMatchObject({ given: then, source: 'az', isTried: true });
  });

  test('or was refused, which is explained with what to do about it; escape leads back to the cause', () => {
    const running = press(asked(), 'y');
    const cause = { ...slashMissing, code: 'tool/az-forbidden' as const };
    const state = after(running, { type: 'repaired', id: running.works, repaired: { ok: false, kind: 'refused', cause, done: 0 } });
    expect(state.past.slice(-2)).toMatchObject([{ kind: 'note', text: 'Nothing was changed.' }, { kind: 'diagnosis' }]);
    expect(after(state, { type: 'key', key: { kind: 'escape' } }).screen).toMatchObject({ at: 'diagnosis', diagnoses: [slashMissing] });
  });

  test.each<[string, Repaired & { done: number }, string]>([
    [
      'its end was not seen',
      { ok: false, kind: 'open', cause: slashMissing, command, done: 0 },
      `May have been done: ${command} A check tells.`,
    ],
    [
      'it is the second whose end was not seen',
      { ok: false, kind: 'open', cause: slashMissing, command, done: 1 },
      `The first one of them ran. May have been done: ${command} A check tells.`,
    ],
    ['it was stopped', { ok: false, kind: 'stopped', command, done: 0 }, `May have been done: ${command} A check tells.`],
    ['it was stopped before the first command', { ok: false, kind: 'stopped', command: null, done: 0 }, 'Nothing was changed.'],
  ])('is told as far as it is known, when %s', (_, repaired, text) => {
    const running = press(asked(), 'y');
    const state = after(running, { type: 'repaired', id: running.works, repaired });
    expect(state.past.findLast(({ kind }) => kind === 'note')).toEqual({ kind: 'note', text });
    expect(state).toMatchObject({ screen: { at: 'diagnosis' }, work: null });
  });

  test('is nothing, where somebody else wrote there since it was shown: what there is to do now is asked about', () => {
    const running = press(asked(), 'y');
    const other: RepairStep = { ...step, changes: [{ name: 'issuer', from: 'https://elsewhere.example', to: then }] };
    const prepared = { kind: 'ready', step: other, isRead: false, now: null } as const;
    const state = after(running, { type: 'repaired', id: running.works, repaired: { ok: false, kind: 'moved', prepared } });
    expect(state.past.slice(-2)).toEqual([
      { kind: 'note', text: 'It has changed since it was shown, so nothing was run. It was read again.' },
      { kind: 'repair', step: other },
    ]);
    expect(state).toMatchObject({ screen: { at: 'repair', phase: 'asking', step: other }, work: null });
    expect(press(state, 'y').work).toMatchObject({ kind: 'repair' });
  });

  test('may have been done, when somebody leaves in the middle', () => {
    const running = press(asked(), 'y');
    const left = press(running, '\u0003');
    expect(left.exit).toBe(130);
    expect(left.isStopping).toBe(true);
    expect(left.past.at(-1)).toEqual({ kind: 'note', text: `May have been done: ${command} A check tells.` });
    expect(press(asked(), '\u0003').past.at(-1)).toEqual({ kind: 'repair', step });
  });
});

test('is heard: what changes, the command, and a question with a yes and a no', () => {
  expect(pastSentences({ kind: 'repair', step })).toEqual([
    'Azure: TO CHANGE. Change the issuer in Azure to this value.',
    `issuer: now ${now} and then ${then}`,
    'Command:',
    command,
  ]);
  expect(pastSentences({ kind: 'ran', ran: { command, printed: null } })).toEqual(['Ran:', command, 'Done.']);
  const question = questionOf(asked(), desk);
  expect(question).toMatchObject({ takes: 'choice', lines: ['Run it as you? Nothing is deleted.'] });
  expect(question.choices.map(({ word }) => word)).toEqual(['yes', 'no']);
  expect(questionOf(press(asked(), 'y'), desk)).toMatchObject({
    takes: 'nothing',
    lines: ['Running az identity federated-credential update.'],
  });
});
