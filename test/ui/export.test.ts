import { describe, expect, test } from 'vitest';

import { promptPipeline } from '../../src/checks/pipeline.js';
import { exportKinds } from '../../src/export/kind.js';
import { paintNothing } from '../../src/report/marks.js';
import { kindKeys } from '../../src/ui/export/export-state.js';
import { kindWords } from '../../src/ui/export/kind-words.js';
import { exportedLines, savedLines } from '../../src/ui/export/export-lines.js';
import type { Key } from '../../src/ui/keys.js';
import { splitInput } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { questionOf } from '../../src/ui/spoken/questions.js';
import { pastSentences } from '../../src/ui/spoken/spoken-past.js';
import type { Action, State } from '../../src/ui/state.js';
import { keysOf, viewOf } from '../../src/ui/view.js';
import { allFound, answeredWith, fakeDesk, lineOf, offersOf, reportOf, slashMissing } from './fake-desk.js';
import { at as placeAt } from './places.js';

const desk = fakeDesk({ found: allFound(), start: 'check' });
const failed = reportOf({ ok: false, exitCode: 1, checks: [lineOf('settings.required')], diagnoses: [slashMissing] });
const green = { ...answeredWith('Hello.'), checks: [lineOf('settings.required'), lineOf('azure-openai.completion')] };
/** A prompt makes a few checks, and one of them is of the settings. */
const prompted = { ...answeredWith('So.'), checks: promptPipeline.map(({ id }) => lineOf(id)) };
const size = { columns: 80, rows: 24 };

function then(state: State, ...actions: Action[]): State {
  return actions.reduce(reducerOf(desk), state);
}

function typing(state: State, input: string): State {
  return splitInput(input).reduce((one, key) => then(one, { type: 'key', key }), state);
}

function press(state: State, ...kinds: ('up' | 'down' | 'escape')[]): State {
  return kinds.reduce((one, kind) => then(one, { type: 'key', key: { kind } satisfies Key }), state);
}

/** After a check that came to this. */
function after(report = failed): State {
  const checking = beginning(desk, size);
  return then(checking, { type: 'ended', id: checking.works, report });
}

/** The list, with everything that can be had. */
function listed(state: State, hasReport = true): State {
  return then(state, { type: 'exported', id: state.works, offers: offersOf(hasReport) });
}

const list = listed(typing(after(), 'h'));
const shown = (state: State, { columns, rows } = size): string[] =>
  viewOf(state, desk, { columns, rows, paint: paintNothing, spinner: '' }).lines;
const kindIn = ({ screen }: State): string | undefined => (screen.at === 'export' ? exportKinds[screen.index] : undefined);

describe('the ways to it', () => {
  test('h leads from a failed check to its report, and escape back; so does an explanation of it', () => {
    const outcome = after();
    const open = typing(outcome, 'h');
    expect(open.work).toMatchObject({ kind: 'export', report: failed });
    expect(kindIn(open)).toBe('report');
    expect(press(open, 'escape')).toMatchObject({ work: null, screen: outcome.screen });
    const explained = typing(outcome, '\r');
    expect(typing(explained, 'h')).toMatchObject({ work: { kind: 'export', report: failed }, screen: { back: { at: 'diagnosis' } } });
    expect(keysOf(explained, desk, size)).toContainEqual(['h', 'report']);
  });

  test('/export opens the list, /export KIND at that kind, and /report at the report of the last whole check', () => {
    const talk = after(green);
    expect(talk.screen.at).toBe('talk');
    expect(kindIn(typing(talk, '/export\r'))).toBe('typescript');
    expect(kindIn(typing(talk, '/export Bicep\r'))).toBe('bicep');
    expect(kindIn(typing(talk, '/export TF\r'))).toBe('terraform');
    // The report of a prompt is of a few checks only.
    const asked = typing(talk, 'why?\r');
    const answered = then(asked, { type: 'ended', id: asked.works, report: prompted });
    expect(answered.report).not.toBe(green);
    const report = typing(answered, '/report\r');
    expect(report.work).toMatchObject({ kind: 'export', report: green });
    expect(kindIn(report)).toBe('report');
    expect(press(report, 'escape').screen).toMatchObject({ at: 'talk', asked: null });
  });

  test('/report with the name of a file says that it takes none, and opens it', () => {
    const told = typing(after(green), '/report out.md\r');
    expect(told.past.at(-1)).toMatchObject({ kind: 'note', text: expect.stringContaining('/report takes no name of a file') });
    expect(kindIn(told)).toBe('report');
  });

  test('/export with a file, which once saved the conversation, says what does', () => {
    const told = typing(after(green), '/export talk.json\r');
    expect(told).toMatchObject({ screen: { at: 'talk' }, errand: null });
    expect(told.past.at(-1)).toMatchObject({ kind: 'note', text: expect.stringContaining('/save talk.json') });
  });
});

describe('the list', () => {
  test('goes round with the arrows, and every kind has a key of its own that is drawn before it', () => {
    expect(kindIn(press(list, 'down'))).toBe('typescript');
    expect(kindIn(press(list, 'up', 'up'))).toBe('azure-cli');
    const open = press(list, 'down');
    for (const [at, kind] of exportKinds.entries()) {
      const chosen = typing(open, kindKeys[at] ?? '');
      expect(kindIn(chosen)).toBe(kind);
      expect(shown(chosen).find((line) => line.includes('❯'))).toContain(` ${kindKeys[at]}  ${kindWords[kind][0]}`);
    }
    expect(new Set(kindKeys).size).toBe(exportKinds.length);
    expect(keysOf(open, desk, size)).toContainEqual(['0-9 h', 'choose']);
    // A slow line delivers two keys as one text.
    expect(kindIn(typing(open, '10'))).toBe('github-actions');
  });

  test('Enter prints the text once, c copies it and prints it, s saves it', () => {
    const [first] = offersOf(true);
    const printedOnce = typing(list, '1\r');
    expect(printedOnce.past.slice(list.past.length)).toEqual([{ kind: 'exported', exported: first?.exported }]);
    const copied = typing(list, '1c');
    expect(copied.errand).toMatchObject({ kind: 'copy', text: first?.exported?.text, as: 'typescript.txt' });
    expect(copied.past.at(-1)).toMatchObject({ kind: 'exported' });
    // What was printed is in sight until the next is chosen.
    expect(shown(printedOnce)).toHaveLength(4);
    expect(shown(press(printedOnce, 'down'))).toHaveLength(23);
    expect(typing(printedOnce, 'c').past).toHaveLength(printedOnce.past.length);
    expect(keysOf(printedOnce, desk, size)).toContainEqual(['esc', 'list']);
    expect(shown(press(printedOnce, 'escape'))).toHaveLength(23);
    expect(press(printedOnce, 'escape', 'escape').screen).toMatchObject({ at: 'outcome' });
    const saving = typing(list, '1s');
    expect(saving.work).toMatchObject({ kind: 'save', exported: first?.exported });
    // The name that the file takes is still to come.
    expect(press(typing(saving, 's2q'), 'escape')).toBe(saving);
    const saved = then(saving, { type: 'saved', id: saving.works, saved: { ok: true, file: 'typescript-2.txt', trial: null } });
    expect(saved.past.at(-1)).toMatchObject({ kind: 'saved', file: 'typescript-2.txt', trial: null });
    expect(saved).toMatchObject({ work: null, screen: { at: 'export' } });
    const refused = then(saving, { type: 'saved', id: saving.works, saved: { ok: false, sentence: 'No room.' } });
    expect(refused.past.at(-1)).toEqual({ kind: 'note', text: 'No room.' });
  });

  test('what lacks values says which, and Enter leads to the first; nothing of it is copied or saved', () => {
    const lacking = typing(list, '7');
    expect(shown(lacking).join('\n')).toContain('Before this can be exported these are needed: Auth0 domain, Entra tenant id.');
    expect(typing(lacking, 'cs')).toBe(lacking);
    expect(typing(lacking, '\r').screen).toMatchObject({ at: 'fields', current: 0 });
  });

  test('a report that no check has made yet is made by Enter', () => {
    const home = fakeDesk({ found: allFound(), start: 'start' });
    const start = reducerOf(home)(beginning(home, size), { type: 'key', key: { kind: 'text', text: '7' } });
    const none = typing(listed(start, false), 'h');
    expect(shown(none).join('\n')).toContain('A check makes it');
    const checking = typing(none, '\r');
    expect(checking).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check' } });
    for (const report of [failed, green]) {
      const there = then(checking, { type: 'ended', id: checking.works, report });
      expect(there).toMatchObject({ screen: { at: 'export', back: { at: 'start' } }, work: { kind: 'export', report } });
      expect(kindIn(there)).toBe('report');
    }
    // What is being typed is not taken for keys of the list.
    const said = then(checking, {
      type: 'event',
      id: checking.works,
      event: { type: 'started', id: 'azure-openai.completion', title: '' },
      report: green,
    });
    const typed = typing(then(said, { type: 'said', id: checking.works, text: 'Hello.' }), 'next');
    expect(then(typed, { type: 'ended', id: checking.works, report: green }).screen).toMatchObject({
      at: 'talk',
      editor: { text: 'next' },
    });
  });

  test('does nothing before the texts are there, and what comes late belongs to nobody', () => {
    const open = typing(after(), 'h');
    expect(typing(open, '\rcs')).toBe(open);
    const left = press(open, 'escape');
    expect(then(left, { type: 'exported', id: open.works, offers: offersOf(true) })).toBe(left);
  });
});

describe('what is drawn', () => {
  test.each([
    [80, 24, 11],
    [100, 30, 11],
    [40, 12, 3],
  ])('list, text and keys have room at %ix%i', (columns, rows, kinds) => {
    for (const at of exportKinds.keys()) {
      const lines = shown(typing(list, kindKeys[at] ?? ''), { columns, rows });
      expect(lines.length).toBeLessThan(rows);
      expect(lines.filter((line) => /^ [ ❯] [\dh] {2}\S/.test(line))).toHaveLength(kinds);
      expect(lines.find((line) => line.includes('❯'))).toContain(` ${kindKeys[at]}  `);
      for (const line of lines) expect(line.length).toBeLessThan(columns);
      expect(lines.at(-1)).toContain('q quit');
      if (columns >= 80 && at !== 6) expect(lines.at(-1)).toContain('enter print it whole');
      if (at !== 6) expect(lines.join('\n')).toMatch(/line 1 of forty[\s\S]*… \d+ more lines/);
    }
  });

  test('a text that is printed begins in the first column and is not folded', () => {
    const [first] = offersOf(true);
    if (!first?.exported) throw new Error('there is none');
    const [, , ...lines] = exportedLines(first.exported, { paint: paintNothing });
    expect(`${lines.join('\n')}\n`).toBe(first.exported.text);
  });

  test('what comes before a file is tried is folded where it is prose, and whole where it is a command', () => {
    const before = [`First: ${'npm install '.repeat(9)}`, `To decide: ${'this or that, '.repeat(9)}`];
    const lines = savedLines(
      { file: 'a.tf', trial: { before, heading: 'To try it', command: 'terraform plan' } },
      { paint: paintNothing, columns: 60 },
    );
    expect(lines.at(-1)).toBe('terraform plan');
    expect(lines).toContain(`   ${before[0]}`);
    expect(lines.filter((line) => line.includes('this or that')).length).toBeGreaterThan(1);
    expect(savedLines({ file: 'r.md', trial: null }, { paint: paintNothing, columns: 60 }).at(-1)).toBe('   Read it before you send it.');
  });

  test('it is heard as a list by number, the chosen one in words, and a text line by line', () => {
    const question = questionOf(list, desk);
    expect(question.takes).toBe('choice');
    expect(question.choices.slice(0, 11).map(({ word }) => word)).toEqual(exportKinds);
    for (const { word, key } of question.choices.slice(0, 11)) expect(kindIn(key ? then(list, { type: 'key', key }) : list)).toBe(word);
    expect(question.choices.slice(11).map(({ word }) => word)).toEqual(['print', 'copy', 'save', 'back', 'quit']);
    expect(question.lines).toContain('Report for a colleague is chosen: report.txt, 41 lines.');
    const [first] = offersOf(true);
    if (!first?.exported) throw new Error('there is none');
    expect(pastSentences({ kind: 'exported', exported: { ...first.exported, text: '  a: 1   b\n\n' } })).toEqual([
      'typescript.txt:',
      '  a: 1   b',
      'End of typescript.txt',
    ]);
  });
});

test.each([
  [30, 8],
  [39, 30],
  [12, 3],
])('a window of %ix%i that is too small says which size is needed', (columns, rows) => {
  const lines = shown(list, { columns, rows });
  expect(lines[0]).toMatch(/^40x12 /);
  expect(lines.length).toBeLessThan(rows);
  for (const line of lines) expect(line.length).toBeLessThan(columns);
});

test('from the start the list is reached, and left again, on a mounted screen', async () => {
  const { screen, desk: own } = await placeAt('start');
  screen.send('7');
  await screen.waitFor('s save');
  expect(own.asked).toEqual(['exports without a report']);
  screen.send('s');
  await screen.waitFor('Saved: typescript.txt');
  expect(screen.text()).toContain('try typescript.txt');
  screen.send('\u001B');
  await screen.waitFor('enter print it whole');
  screen.send('\u001B');
  await screen.waitFor('enter open');
  screen.send('q');
  expect(await screen.exit).toBe(0);
});
