import { describe, expect, test } from 'vitest';

import type { CheckDiagnosis, Report } from '../../../src/report/report.js';
import type { Key } from '../../../src/ui/keys.js';
import { splitInput } from '../../../src/ui/keys.js';
import { beginning, reducerOf } from '../../../src/ui/reduce.js';
import type { TalkScreen } from '../../../src/ui/screens.js';
import type { Action, State } from '../../../src/ui/state.js';
import { paintNothing } from '../../../src/report/marks.js';
import { viewOf } from '../../../src/ui/view.js';
import { allFound, answeredWith, fakeDesk, reportOf, slashMissing } from '../fake-desk.js';

const desk = fakeDesk({ found: allFound() });
const look = { columns: 80, rows: 24, paint: paintNothing, spinner: '' };
const reduce = reducerOf(desk);

const then = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);
const press = (state: State, ...keys: Key[]): State => then(state, ...keys.map((key) => ({ type: 'key', key }) as const));
const type = (state: State, text: string): State => press(state, ...splitInput(text));
const ended = (state: State, report: Report): State => then(state, { type: 'ended', id: state.work?.id ?? 0, report });

const open = ended(type(beginning(desk, { columns: 80, rows: 24 }), '\r'), answeredWith('Hello'));

function talkOf(state: State): TalkScreen {
  if (state.screen.at !== 'talk') throw new Error(`not at the prompt but at ${state.screen.at}`);
  return state.screen;
}

const lineOf = (state: State): string => talkOf(state).editor.text;
const notesIn = ({ past }: State): string[] => past.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
const up: Key = { kind: 'up' };
const down: Key = { kind: 'down' };

describe('a text of several lines', () => {
  test('a paste stays one prompt, whatever its line breaks are', () => {
    const pasted = press(open, { kind: 'paste', text: 'one\r\ntwo\rthree\n' });
    expect(pasted.work).toBe(null);
    expect(type(pasted, '\r').work).toMatchObject({ kind: 'ask', text: 'one\ntwo\nthree' });
  });

  test('alt+enter, ctrl+j and a backslash before Enter break the line', () => {
    const broken = press(type(open, 'one'), { kind: 'lineBreak' });
    expect(lineOf(type(broken, 'two\nthree\\\rfour'))).toBe('one\ntwo\nthree\nfour');
    expect(type(broken, 'two\r').work).toMatchObject({ kind: 'ask', text: 'one\ntwo' });
  });

  test('the arrows move by rows first, keeping to the column', () => {
    const typed = press(open, { kind: 'paste', text: 'first line\nab\nthird line' });
    const at = (state: State): number => talkOf(state).editor.cursor;
    expect(at(press(typed, up))).toBe('first line\nab'.length);
    expect(at(press(typed, up, up))).toBe('fi'.length);
    expect(at(press(typed, up, up, down, down))).toBe('first line\nab\nth'.length);
    const wide = press(open, { kind: 'paste', text: 'x'.repeat(100) });
    expect(at(press(wide, up))).toBe(100 - 75);
    expect(at(press(wide, up, down))).toBe(100);
  });
});

describe('former prompts', () => {
  const ask = (state: State, text: string): State => ended(type(state, `${text}\r`), answeredWith('yes'));
  const asked = ask(ask(ask(open, 'one'), 'two'), 'two');

  test('are walked through, each once in a row, and the line being typed is there again below them', () => {
    const typed = type(asked, 'new');
    expect(lineOf(press(typed, up))).toBe('two');
    expect(lineOf(press(typed, up, up))).toBe('one');
    expect(lineOf(press(typed, up, up, up))).toBe('one');
    expect(lineOf(press(typed, up, up, down, down))).toBe('new');
    expect(lineOf(press(typed, up, up, down, down, down))).toBe('new');
  });

  test('a change to one of them is not lost on the way', () => {
    const changed = type(press(asked, up, up), '!');
    expect(lineOf(press(changed, down, up))).toBe('one!');
    const sent = type(changed, '\r');
    expect(sent.work).toMatchObject({ text: 'one!' });
    expect(lineOf(press(ended(sent, answeredWith('yes')), up, up, up))).toBe('one');
  });
});

describe('Ctrl-C', () => {
  const stop: Key = { kind: 'ctrl', letter: 'c' };

  test('clears the line and says that the next one leaves; the arrow up brings the line back', () => {
    const cleared = press(type(open, 'much typed'), stop);
    expect(cleared.exit).toBe(null);
    expect(talkOf(cleared)).toMatchObject({ editor: { text: '' }, isWarned: true });
    expect(press(cleared, stop).exit).toBe(130);
    const back = press(cleared, up);
    expect(talkOf(back)).toMatchObject({ editor: { text: 'much typed' }, isWarned: false });
    expect(press(back, stop).exit).toBe(null);
  });

  test('leaves at once where nothing is typed and nothing is under way', () => {
    expect(press(open, stop).exit).toBe(130);
  });

  test('twice always leaves, also when the answer ended in between and something is typed', () => {
    const stopping = press(type(open, 'why?\rnext'), stop);
    expect(stopping).toMatchObject({ isStopping: true, exit: null });
    const stopped = ended(stopping, reportOf());
    expect(talkOf(stopped)).toMatchObject({ asked: null, editor: { text: 'next' } });
    expect(press(stopped, stop).exit).toBe(130);
    expect(press(type(stopped, 'x'), stop).exit).toBe(null);
  });

  test('keeps what came of the answer, and nothing that comes after it', () => {
    const half = then(type(open, 'why?\r'), { type: 'said', id: 2, text: 'one\nha' });
    const { past } = ended(then(press(half, stop), { type: 'said', id: 2, text: 'lf a word\ntwo\n' }), reportOf());
    expect(past.slice(-3)).toEqual([
      { kind: 'answer', text: 'one', isCode: false },
      { kind: 'answer', text: 'ha', isCode: false },
      { kind: 'note', text: 'stopped' },
    ]);
  });

  test('ctrl+d leaves a fine session with 0', () => {
    expect(press(open, { kind: 'ctrl', letter: 'd' }).exit).toBe(0);
  });
});

describe('how an answer ends', () => {
  const answered = (text: string, parts: Partial<Report> = {}): State => {
    const said = text === '' ? type(open, 'why?\r') : then(type(open, 'why?\r'), { type: 'said', id: 2, text });
    return ended(said, { ...answeredWith(text), ...parts });
  };

  test('without text it says so in words', () => {
    for (const text of ['', ' \n\n']) expect(notesIn(answered(text)).at(-1)).toBe('The model answered without text.');
    expect(notesIn(answered('yes'))).toEqual([]);
  });

  test.each([
    ['azure-openai/content-filtered', 'The content filter stopped the answer here.'],
    ['azure-openai/output-limit-too-small', 'The answer ends here because it reached a limit on tokens.'],
  ] as const)('%s is told in place', (code, words) => {
    const diagnoses = [{ ...slashMissing, code, severity: 'warning' as const }];
    const state = answered('half of', { diagnoses });
    expect(state.past.slice(-3)).toMatchObject([
      { kind: 'answer', text: 'half of' },
      { kind: 'note', text: `${words} (${code})` },
      { kind: 'answered' },
    ]);
    expect(lineOf(state)).toBe('');
  });

  test('broken off in the middle: what came stays, the cause is told, and what is being typed is not taken for keys', () => {
    const half = then(type(open, 'why?\rand more'), { type: 'said', id: 2, text: 'half of' });
    const failed = ended(half, reportOf({ ok: false, exitCode: 3, diagnoses: [{ ...slashMissing, severity: 'unknown' }] }));
    expect(failed.past.slice(-3)).toMatchObject([{ kind: 'answer', text: 'half of' }, { kind: 'diagnosis' }, { kind: 'note' }]);
    expect(notesIn(failed).at(-1)).toContain('/check finds the cause again');
    const on = type(failed, ' q');
    expect(on.exit).toBe(null);
    expect(lineOf(on)).toBe('and more q');
    expect(lineOf(press(on, up))).toBe('why?');
  });
});

describe('commands', () => {
  test.each([
    ['/token', { kind: 'tokens' }],
    ['/access', { kind: 'access', current: 'team-chat' }],
    ['/copy', { kind: 'answer' }],
    ['/clear', { kind: 'forget' }],
    ['/save', { kind: 'conversation', form: 'markdown', file: null }],
    ['/save my file.md', { kind: 'conversation', form: 'markdown', file: 'my file.md' }],
    ['/SAVE "a.JSON"', { kind: 'conversation', form: 'messages', file: '"a.JSON"' }],
    ['/model', { kind: 'deployments', current: 'team-chat' }],
    ['/model other', { kind: 'deployment', chosen: { name: 'other', instead: 'team-chat' } }],
  ])('%s is a small job of the desk', (line, errand) => {
    const state = type(open, `${line}\r`);
    expect(state.errand).toMatchObject(errand);
    expect(state.work).toBe(null);
    expect(lineOf(state)).toBe('');
  });

  test('/check runs all checks, /quit leaves, /help lists what there is', () => {
    expect(type(open, '/check\r')).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check' } });
    expect(type(open, '/quit\r').exit).toBe(0);
    const help = type(open, '/help\r').past.at(-1);
    const names = help?.kind === 'facts' ? help.rows.map(([name]) => name.split(' ')[0]) : [];
    expect(names.filter((name) => /^\/[a-z]/.test(name ?? ''))).toEqual([
      '/help',
      '/check',
      '/model',
      '/token',
      '/access',
      '/time',
      '/clear',
      '/copy',
      '/save',
      '/export',
      '/report',
      '/quit',
    ]);
  });

  test('/time shows where the time of the last run went', () => {
    expect(notesIn(type({ ...open, report: null }, '/time\r')).at(-1)).toContain('There is no command /time.');
    const report = answeredWith('Hello.');
    expect(type({ ...open, report }, '/time\r').past.at(-1)).toEqual({ kind: 'time', report });
  });

  test('/write is there while something is not written', () => {
    expect(notesIn(type(open, '/write\r')).at(-1)).toContain('There is no command /write.');
    const changed: State = { ...open, review: { ...open.review, changes: [{ name: 'AZURE_CLIENT_ID', kind: 'changed' }] } };
    expect(type(changed, '/write\r').screen).toMatchObject({ at: 'review' });
  });

  test('one that is not known sends nothing, keeps the line, and names the nearest', () => {
    const state = type(open, '/tokne now\r');
    expect(state).toMatchObject({ work: null, errand: null });
    expect(lineOf(state)).toBe('/tokne now');
    expect(notesIn(state).at(-1)).toContain('Did you mean /token?');
    expect(notesIn(type(open, '/etc/passwd\r')).at(-1)).toContain('/help lists the commands.');
  });

  test('two slashes send one; several lines, and a comment, are no command', () => {
    expect(type(open, '//etc/hosts, what is it\r').work).toMatchObject({ text: '/etc/hosts, what is it' });
    expect(type(open, '// a comment\r').work).toMatchObject({ text: '// a comment' });
    expect(type(press(open, { kind: 'paste', text: '/* a\n b */' }), '\r').work).toMatchObject({ text: '/* a\n b */' });
  });

  test('tab completes as far as it is clear', () => {
    expect(lineOf(type(open, '/to\t'))).toBe('/token');
    expect(lineOf(type(open, '/s\t'))).toBe('/save ');
    expect(lineOf(type(open, '/c\t'))).toBe('/c');
    expect(lineOf(type(open, '/cl\t'))).toBe('/clear');
    expect(lineOf(type(open, '/x\t'))).toBe('/x');
    expect(lineOf(type(open, 'say /t\t'))).toBe('say /t');
  });

  test('another deployment answers under its own name, until the settings name another', () => {
    const sent = type(open, '/model other\r');
    const switched = then(sent, { type: 'told', errand: sent.errand ?? never(), sentence: 'other answers' });
    expect(type(switched, 'why?\r').past.at(-1)).toEqual({ kind: 'name', text: 'other' });
    const answers = new Map([
      ...switched.answers,
      ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', { given: 'third', shown: 'third', words: null }],
    ] as const);
    expect(type({ ...switched, answers }, 'why?\r').past.at(-1)).toEqual({ kind: 'name', text: 'third' });
  });

  test('one that does not answer gives way to the one that its explanation names', () => {
    const sent = type(open, '/model other\r');
    const asked = type(then(sent, { type: 'told', errand: sent.errand ?? never(), sentence: 'other answers' }), 'why?\r');
    const missing: CheckDiagnosis = {
      ...slashMissing,
      code: 'azure-openai/deployment-missing',
      fix: [{ kind: 'set', where: 'local', confidence: 'likely', name: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', value: 'team-chat' }],
    };
    const failed = ended(asked, reportOf({ ok: false, exitCode: 1, diagnoses: [missing] }));
    const tried = type(failed, 'y');
    expect(tried).toMatchObject({
      work: { kind: 'check' },
      errand: { kind: 'deployment', chosen: { name: 'team-chat', instead: 'team-chat' } },
    });
    const words = viewOf({ ...tried, screen: { at: 'review', notice: null } }, desk, look).lines.join(' ');
    expect(words.replaceAll(/\s+/g, ' ')).toContain('/model put other in the place of team-chat, until you leave');
  });

  test('the list of them is whole at 80 columns', () => {
    expect(viewOf(type(open, '/'), desk, look).lines.filter((line) => line.includes('…'))).toEqual([]);
  });

  test('what was asked for is printed as names and values', () => {
    const sent = type(open, '/token\r');
    const facts = [{ title: 'The token of Auth0', rows: [['iss', 'https://a.example/']] as const }];
    const told = then(sent, { type: 'told', errand: sent.errand ?? never(), sentence: '', facts });
    expect(told.past.at(-1)).toEqual({ kind: 'facts', ...facts[0] });
  });
});

function never(): never {
  throw new Error('nothing was asked for');
}
