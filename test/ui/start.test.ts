import { describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { Secret } from '../../src/settings/secret.js';
import type { FieldName } from '../../src/settings/field-name.js';
import type { Value, Values } from '../../src/ui/desk.js';
import { splitInput } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { Action, State } from '../../src/ui/state.js';
import { lessons } from '../../src/ui/start/lessons.js';
import { startView } from '../../src/ui/start/start-view.js';
import { paintNothing } from '../../src/report/marks.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, answeredWith, fakeDesk, lineOf, reportOf, slashMissing } from './fake-desk.js';
import type { Mounted } from './mount.js';
import { mount } from './mount.js';

const size = { columns: 80, rows: 24 };
const lowLook = { columns: 40, rows: 12, paint: paintNothing, spinner: '' };
const failed = reportOf({ ok: false, exitCode: 1, checks: [lineOf('trust.issuer', { status: 'fail' })], diagnoses: [slashMissing] });

function at(desk: FakeDesk, input = ''): State {
  return typing(desk, beginning(desk, size), input);
}

function typing(desk: FakeDesk, state: State, input: string): State {
  return splitInput(input).reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
}

function press(desk: FakeDesk, state: State, ...kinds: ('up' | 'down' | 'escape')[]): State {
  return kinds.reduce((one, kind) => reducerOf(desk)(one, { type: 'key', key: { kind } }), state);
}

const then = (desk: FakeDesk, state: State, ...actions: Action[]): State => actions.reduce(reducerOf(desk), state);

describe('the start', () => {
  const desk = fakeDesk({ found: allFound(), start: 'start' });

  test('takes a text of any length that a terminal delivers in one as so many keys', () => {
    expect(at(desk, 'x'.repeat(200_000)).screen).toEqual(at(desk).screen);
    expect(at(desk, `${'x'.repeat(200_000)}q`).exit).toBe(0);
  });

  test('asks for nothing before a choice', () => {
    expect(at(desk)).toMatchObject({ screen: { at: 'start', list: 'choices' }, work: null, errand: null, works: 0 });
    expect(at(desk).probes.size).toBe(0);
  });

  test('has the sensible choice chosen: what is missing, then whether it works, then the prompt', () => {
    expect(at(fakeDesk({ start: 'start' })).screen).toMatchObject({ index: 0 });
    expect(at(desk).screen).toMatchObject({ index: 2 });
    const back = { values: new Map(), lesson: 'trust/propagating' as Code };
    const seen = (report: typeof failed): FakeDesk => fakeDesk({ found: allFound(), start: 'start', back: { ...back, report } });
    expect(at(seen(failed)).screen).toMatchObject({ list: 'choices', index: 2 });
    expect(at(seen(answeredWith('Hello'))).screen).toMatchObject({ index: 5 });
  });

  test('leads a half finished setup on, tells how much of it is here, and that the secret is not', () => {
    const half = fakeDesk({ found: allFound(), start: 'start', draft: new Map([['OIDC_ENDPOINT', 'acme.eu.auth0.com']]) });
    expect(at(half).screen).toMatchObject({
      index: 0,
      notice: 'One value is here from last time. A secret is not kept before it is written.',
    });
    expect(at(half).answers.size).toBe(1);
  });

  test('tells of an env file that cannot be read before anything else', () => {
    const trouble = 'The env file is saved as UTF-16.';
    const draft = new Map([['OIDC_ENDPOINT', 'acme.eu.auth0.com']] as const);
    expect(at(fakeDesk({ start: 'start', trouble, draft })).screen).toMatchObject({ notice: trouble });
  });

  test('goes round with the arrows, and opens by Enter as by number', () => {
    expect(press(desk, at(desk), 'down', 'down', 'down', 'down', 'down').screen).toMatchObject({ index: 0 });
    expect(press(desk, at(desk), 'up', 'up', 'up').screen).toMatchObject({ index: 6 });
    for (const open of [(n: number) => at(desk, String(n)), (n: number) => typing(desk, press(desk, at(desk), ...turns(n)), '\r')]) {
      expect(open(1).screen).toEqual({ at: 'review', notice: null });
      expect(open(2)).toMatchObject({ screen: { at: 'look', about: 'connection' }, work: { kind: 'look' } });
      expect(open(3)).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check', from: null } });
      expect(open(4).screen).toMatchObject({ at: 'paste', back: { at: 'start', index: 3 } });
      expect(open(5).screen).toMatchObject({ at: 'start', list: 'lessons', index: 0 });
      expect(open(6)).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check' } });
      expect(open(7)).toMatchObject({ screen: { at: 'export', back: { at: 'start', index: 6 } }, work: { kind: 'export', report: null } });
    }
    expect(at(desk, '8').screen).toEqual(at(desk).screen);
  });

  test('keys behind the choice, in one piece with it, are for what it opens', () => {
    expect(at(fakeDesk({ start: 'start' }), '1acme.eu')).toMatchObject({ screen: { at: 'fields', editor: { text: 'acme.eu' } } });
    expect(at(desk, 'q1')).toMatchObject({ exit: 0, screen: { at: 'start' } });
  });

  test('opens setup at the first value that is missing; the prompt says what it needs, a check runs with what is there', () => {
    const found = allFound();
    found.delete('AZURE_CLIENT_ID');
    const part = fakeDesk({ found, start: 'start' });
    expect(at(part, '1').screen).toMatchObject({ at: 'fields', current: 5, notice: null });
    expect(at(part, '6').screen).toMatchObject({ at: 'fields', current: 5, notice: expect.stringContaining('green check') });
    expect(at(part, '3').work).toMatchObject({ kind: 'check' });
    // What is not complete is not taken anywhere.
    expect(at(part, '7').screen).toEqual(at(part).screen);
  });

  test('comes back with escape from a paste and from the review, and leaves with q and Ctrl-D', () => {
    expect(press(desk, at(desk, '4'), 'escape').screen).toMatchObject({ at: 'start', index: 3 });
    expect(press(desk, at(desk, '1'), 'escape').screen).toMatchObject({ at: 'start', list: 'choices' });
    expect(press(desk, at(desk, '5'), 'escape').screen).toMatchObject({ at: 'start', list: 'choices', index: 4 });
    expect([at(desk, 'q').exit, at(desk, '\u0004').exit, at(desk, '\u0003').exit]).toEqual([0, 0, 130]);
    expect(press(desk, at(desk), 'escape')).toEqual(at(desk));
  });

  test('takes a pasted block for settings, and any other paste for an error', () => {
    const paste = (text: string): State => then(desk, at(desk), { type: 'key', key: { kind: 'paste', text } });
    expect(paste('OIDC_ENDPOINT=other.eu.auth0.com').answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'other.eu.auth0.com' });
    expect(paste('AADSTS700213: No matching federated identity record')).toMatchObject({
      screen: { at: 'paste' },
      work: { kind: 'explain' },
    });
  });
});

const turns = (choice: number): 'down'[] => Array.from({ length: (choice - 3 + 7) % 7 }, () => 'down');

describe('a command that opens the screen at its place', () => {
  test('check checks at once, with what is missing too, and says that values of last time are among it', () => {
    expect(at(fakeDesk({ found: allFound(), start: 'check' }))).toMatchObject({
      screen: { at: 'check' },
      work: { kind: 'check' },
      past: [],
    });
    expect(at(fakeDesk({ start: 'check' })).work).toMatchObject({ kind: 'check' });
    const state = at(fakeDesk({ start: 'check', draft: new Map([['OIDC_ENDPOINT', 'acme.eu.auth0.com']]) }));
    expect(state.past).toEqual([{ kind: 'note', text: expect.stringContaining('What is here is checked too.') }]);
  });

  test('explain opens the place to paste, over the start', () => {
    const desk = fakeDesk({ start: 'explain' });
    expect(at(desk).screen).toMatchObject({ at: 'paste', back: { at: 'start' } });
    expect(press(desk, at(desk), 'escape').screen).toMatchObject({ at: 'start' });
  });
});

describe('a lesson', () => {
  const second = lessons[1]?.fault ?? null;
  const desk = fakeDesk({ found: allFound(), isSandbox: true, lesson: second });

  test('is chosen from the list, and leaves this screen for one of its own', () => {
    const home = fakeDesk({ found: allFound(), start: 'start' });
    expect(at(home, '52')).toMatchObject({ exit: 0, next: { kind: 'lesson', fault: second } });
    expect(typing(home, press(home, at(home, '5'), 'down', 'down'), '\r').next).toEqual({ kind: 'lesson', fault: lessons[2]?.fault });
  });

  test('begins at the review and says what to do', () => {
    const state = at(desk);
    expect(state.screen).toEqual({ at: 'review', notice: null });
    expect(state.past.map((one) => one.kind === 'note' && one.text)).toEqual([
      expect.stringMatching(/^Lesson 2 of 5\. .*\?$/),
      'Find the fault: enter runs the check.',
    ]);
    expect(typing(desk, state, '\r').work).toMatchObject({ kind: 'check' });
  });

  test('is mended by y, and checked again from the beginning once that is told', () => {
    const found = then(desk, at(desk, '\r'), { type: 'ended', id: 1, report: failed });
    const asked = typing(desk, found, '\ry');
    expect(asked.errand).toEqual({ id: 2, kind: 'mend' });
    // What a live look had found before is not known any more.
    const looked: State = { ...asked, probes: new Map([['token', { id: 1, probed: { kind: 'checks', report: failed } }]]) };
    const told = then(desk, looked, { type: 'told', errand: { id: 2, kind: 'mend' }, sentence: 'It is well.' });
    expect([...told.probes]).toEqual([]);
    expect(told).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check', from: null } });
    expect(told.past.at(-1)).toEqual({ kind: 'note', text: 'It is well.' });
    expect(told.exit).toBeNull();
  });

  test('that is green says what was learned and offers the next one', () => {
    const green = then(desk, at(desk, '\r'), { type: 'ended', id: 1, report: answeredWith('Hello') });
    expect(green.screen).toEqual({ at: 'start', list: 'lessons', index: 2, notice: `Lesson 2 of 5 is done. ${lessons[1]?.learned}` });
    expect(typing(desk, green, '\r')).toMatchObject({ next: { kind: 'lesson', fault: lessons[2]?.fault } });
    expect(press(desk, green, 'escape')).toMatchObject({ exit: 0, next: { kind: 'home' } });
    const last = fakeDesk({ found: allFound(), isSandbox: true, lesson: lessons[4]?.fault ?? null });
    expect(then(last, at(last, '\r'), { type: 'ended', id: 1, report: answeredWith('Hello') }).screen).toMatchObject({ index: 4 });
  });

  test('that still fails goes on', () => {
    const state = then(desk, at(desk, '\r'), { type: 'ended', id: 1, report: failed });
    expect(state.screen.at).toBe('outcome');
  });

  test('is left for where it was chosen by every key but Ctrl-C', () => {
    expect(at(desk, 'q').next).toEqual({ kind: 'home' });
    expect(at(desk, '\u0004').next).toEqual({ kind: 'home' });
    expect(press(desk, at(desk), 'escape').next).toEqual({ kind: 'home' });
    expect(at(desk, '\u0003')).toMatchObject({ exit: 130, next: null });
    expect(typing(desk, then(desk, at(desk, '\r'), { type: 'ended', id: 1, report: failed }), 'q')).toMatchObject({
      next: { kind: 'home' },
    });
  });

  test('leaves what was typed and seen before it as it was, the secret too, with the next lesson chosen', () => {
    const secret = new Secret('typed-and-not-written-7fQ2');
    const values: Values = new Map<FieldName, Value>([
      ['OIDC_CLIENT_SECRET', secret],
      ['OIDC_ENDPOINT', 'acme.eu.auth0.com'],
    ]);
    const draft = new Map([['OIDC_CLIENT_ID', 'of last time']] as const);
    const home = fakeDesk({ start: 'start', draft, back: { values, report: failed, lesson: lessons[1]?.fault ?? 'check/crashed' } });
    const state = at(home);
    expect(state.screen).toEqual({ at: 'start', list: 'lessons', index: 2, notice: null });
    expect(state.answers.get('OIDC_CLIENT_SECRET')).toEqual({ given: secret, shown: secret, words: null });
    expect([...state.answers.keys()]).toEqual(['OIDC_CLIENT_SECRET', 'OIDC_ENDPOINT']);
    // The code is that of the last report here, whatever came of the lesson.
    expect(typing(home, state, 'q').exit).toBe(1);
  });
});

const sizes = [
  [80, 24],
  [100, 30],
  [40, 12],
] as const;

function filledRows(screen: Mounted): number {
  return screen.lines().findLastIndex((line) => line !== '') + 1;
}

describe('on the screen', () => {
  const found = allFound();
  found.set('AZURE_AOAI_API_VERSION', { value: '2024-10-21', source: 'environment', shadows: ['.env'] });

  test.each(sizes)('the start shows every choice and how much is known at %ix%i', async (columns, rows) => {
    const desk = fakeDesk({ found, start: 'start' });
    const screen = mount(desk, { columns, rows });
    await screen.waitFor('q quit');
    expect(filledRows(screen)).toBeLessThan(rows);
    if (rows > 12) expect(screen.text()).toContain('Entra ID');
    expect(screen.lines().filter((line) => /^ [ ❯] \d {2}\S/.test(line))).toHaveLength(7);
    expect(screen.text()).toMatch(/❯ 3 {2}Check what I have/);
    expect(screen.text()).toContain(columns < 60 ? '7 of 7 values known' : 'all 7 values known');
    screen.send('\u001B[A\u001B[A');
    await screen.waitFor('❯ 1  Set up');
    expect(filledRows(screen)).toBeLessThan(rows);
    screen.send('5');
    await screen.waitFor('esc back');
    expect(filledRows(screen)).toBeLessThan(rows);
    for (const { refuses } of lessons) expect(screen.text()).toContain(refuses);
    expect(screen.text()).toContain('who may ask for this API?');
    expect(desk.asked).toEqual([]);
    screen.send('q');
    expect(await screen.exit).toBe(0);
  });

  test('every value stands there with its source and what it hides, the secret masked', async () => {
    const screen = mount(fakeDesk({ found, start: 'start' }));
    await screen.waitFor('q quit');
    expect(screen.lines().filter((line) => line.includes('✓'))).toHaveLength(8);
    expect(screen.text()).toMatch(/✓ Auth0 domain +acme-dev\.eu\.auth0\.com +\.env/);
    expect(screen.text()).toContain('••••••••7fQ2 64 characters');
    expect(screen.text()).toMatch(/✓ API version +2024-10-21 +environment, hides \.env/);
    screen.abort();
    await screen.exit;
  });

  test('what is missing has a line each where there is room, and one line where there is none', async () => {
    const some = new Map([...allFound()].slice(0, 2));
    const wide = mount(fakeDesk({ found: some, start: 'start' }));
    await wide.waitFor('q quit');
    expect(wide.lines().filter((line) => line.includes('not set'))).toHaveLength(5);
    wide.abort();
    const trouble = 'The env file is saved as UTF-16. It looks empty to every program that reads it as UTF-8, which is all of them.';
    const low = mount(fakeDesk({ found: some, start: 'start', trouble }), { columns: 80, rows: 20 });
    await low.waitFor('q quit');
    expect(low.text()).toContain('5 not set: Auth0 client secret, ');
    expect(low.text()).toContain('UTF-16');
    low.abort();
    await Promise.all([wide.exit, low.exit]);
  });

  test.each(sizes)('the end of a lesson says what was learned at %ix%i', async (columns, rows) => {
    const desk = fakeDesk({ found: allFound(), isSandbox: true, lesson: lessons[1]?.fault ?? null });
    const screen = mount(desk, { columns, rows });
    await screen.waitFor('enter check');
    expect(screen.text()).toContain('Find the fault');
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello from the model.'));
    await screen.waitFor('is done.');
    const words = screen.text().replaceAll(/\s+/g, ' ');
    expect(words).toContain(`Lesson 2 of 5 is done. ${lessons[1]?.learned}`);
    expect(screen.text()).toContain('❯ 3  Azure OpenAI refuses');
    screen.send('\u001B');
    expect(await screen.left).toMatchObject({ next: { kind: 'home' } });
  });

  test('what was learned is said whole in a low window, by every lesson', () => {
    const state = { ...at(fakeDesk()), columns: 40, rows: 12 };
    for (const [index, { learned, fault }] of lessons.entries()) {
      const notice = `Lesson ${index + 1} of 5 is done. ${learned}`;
      const ground = fakeDesk({ isSandbox: true, lesson: fault });
      const { lines, cursor } = startView(state, { at: 'start', list: 'lessons', index, notice }, ground, lowLook);
      expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(notice);
      expect(lines.length).toBeLessThan(12);
      expect(lines[cursor?.y ?? -1]).toContain(`❯ ${index + 1}`);
    }
  });

  test('what is too long for a low window ends with a sign of it', () => {
    const state = { ...at(fakeDesk()), columns: 40, rows: 12 };
    const { lines } = startView(state, { at: 'start', list: 'choices', index: 0, notice: 'word '.repeat(60).trim() }, fakeDesk(), lowLook);
    expect(lines.length).toBeLessThan(12);
    expect(lines.findLast((line) => line.includes('word'))).toMatch(/word …$/);
  });

  test('the end of the last lesson says so, and that the own setup comes next', async () => {
    const desk = fakeDesk({ found: allFound(), isSandbox: true, lesson: lessons.at(-1)?.fault ?? null });
    const screen = mount(desk);
    await screen.waitFor('enter check');
    expect(screen.text()).toContain('esc lessons');
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello from the model.'));
    await screen.waitFor('is done.');
    expect(screen.text().replaceAll(/\s+/g, ' ')).toContain('That was the last: your own setup waits at the start.');
    screen.send('\u001B');
    await screen.left;
  });

  test('in a sandbox it says that the values are pretend', async () => {
    const screen = mount(fakeDesk({ found: allFound(), start: 'start', isSandbox: true }));
    await screen.waitFor('all values are pretend');
    expect(screen.text()).not.toContain('this machine');
    screen.abort();
    await screen.exit;
  });
});
