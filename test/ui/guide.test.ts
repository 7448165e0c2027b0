import { describe, expect, test } from 'vitest';

import { guideOf } from '../../src/findings/guide/guides.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { things } from '../../src/findings/guide/things.js';
import { widthOf } from '../../src/ui/cells.js';
import { diagnose } from '../../src/ui/openings.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { screenOf } from '../../src/ui/screen-of.js';
import { openField } from '../../src/ui/setup/openings.js';
import { openGuide } from '../../src/ui/setup/guide-state.js';
import { guideLines, pieceCount } from '../../src/ui/setup/guide-lines.js';
import type { FieldsScreen, GuideScreen } from '../../src/ui/screens.js';
import type { State } from '../../src/ui/state.js';
import { splitInput } from '../../src/ui/keys.js';
import type { CheckDiagnosis } from '../../src/report/report.js';
import { allFound, fakeDesk, lineOf, reportOf, slashMissing } from './fake-desk.js';
import type { FakeDesk } from './fake-desk.js';
import { mount } from './mount.js';

const ctrlG = '\u0007';
const escape = { type: 'key', key: { kind: 'escape' } } as const;
const paint = (_: unknown, text: string): string => text;
const sizes = [
  [80, 24],
  [100, 30],
  [40, 12],
] as const;

/** As a person types: one key after the other. */
function typing(desk: FakeDesk, state: State, input: string): State {
  return input
    .split('')
    .flatMap(splitInput)
    .reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
}

function at(desk: FakeDesk, input = ''): State {
  return typing(desk, beginning(desk, { columns: 80, rows: 24 }), input);
}

function guideIn({ screen }: State): GuideScreen {
  return screen.at === 'guide' ? screen : expect.fail(`at ${screen.at}`);
}

function keysAt(state: State, desk: FakeDesk): string[] {
  return screenOf(state, desk)
    .keys(state)
    .map(([key, word]) => `${key} ${word}`);
}

describe('opened with ctrl+g', () => {
  test('in a field it is about what that field is read off, and what was typed comes back with the field', () => {
    const desk = fakeDesk();
    const opened = at(desk, `acme.eu.au${ctrlG}`);
    expect(guideIn(opened)).toMatchObject({ guide: { thing: 'auth0-tenant' }, back: { at: 'fields', current: 0 } });
    expect(opened.past).toMatchObject([{ kind: 'guide', guide: { thing: 'auth0-tenant' }, from: 0 }]);
    const back = reducerOf(desk)(opened, escape);
    expect(back.screen).toMatchObject({ at: 'fields', current: 0, isChanged: true, editor: { text: 'acme.eu.au', cursor: 10 } });
    expect(typing(desk, back, 'th0.com\r').answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'acme.eu.auth0.com' });
  });

  test('each field has its own, and a value that is chosen has none', () => {
    const desk = fakeDesk();
    const opened = desk.fields.map((field, current) => {
      const state = { ...at(desk), screen: { ...(at(desk).screen as FieldsScreen), current } };
      const { screen } = typing(desk, state, ctrlG);
      const isOffered = keysAt(state, desk).includes('ctrl+g I do not have this yet');
      expect([field.name, isOffered]).toEqual([field.name, screen.at === 'guide']);
      return screen.at === 'guide' ? screen.guide.thing : null;
    });
    expect(opened).toEqual([
      'auth0-tenant',
      'auth0-application',
      'auth0-application',
      'auth0-api',
      'azure-subscription',
      'managed-identity',
      'azure-openai',
      'deployment',
      null,
      'federated-credential',
      'federated-credential',
      'federated-credential',
    ]);
  });

  test('a secret that is being typed stays where it is, and no guide has it', () => {
    const desk = fakeDesk({ found: new Map() });
    const opened = at(desk, `\r\rkA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AU${ctrlG}`);
    expect(JSON.stringify([opened.past, guideIn(opened).guide])).not.toContain('kA9-x0Qz');
    expect(reducerOf(desk)(opened, escape).screen).toMatchObject({ current: 2, editor: { text: 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AU' } });
  });
});

test('behind a guide a live look that found nothing looks again, and one that was well is not asked twice', () => {
  const desk = fakeDesk({ found: allFound() });
  const failed = reportOf({ diagnoses: [slashMissing] });
  const state: State = {
    ...openField(at(desk), desk, 1),
    probes: new Map([
      ['token', { id: 1, probed: { kind: 'checks', report: failed } }],
      ['tenant', { id: 2, probed: { kind: 'checks', report: reportOf() } }],
    ]),
  };
  const back = reducerOf(desk)(typing(desk, state, ctrlG), escape);
  expect(back.screen).toEqual(state.screen);
  expect(back.probes.get('token')).toEqual({ id: state.works + 1, probed: null });
  expect(back.probes.get('tenant')).toBe(state.probes.get('tenant'));
});

describe('below a guide', () => {
  test('enter prints the next part until all is read, goes on to what nothing asks for, and back', () => {
    const desk = fakeDesk();
    let state = at(desk, ctrlG);
    const seen: string[] = [];
    while (state.screen.at === 'guide' && seen.length < 20) {
      seen.push(state.screen.guide.thing);
      state = typing(desk, state, '\r');
    }
    expect([...new Set(seen)]).toEqual(['auth0-tenant', 'auth0-api']);
    expect(state.screen).toMatchObject({ at: 'fields', current: 0 });
    // All of it was printed, each piece once and in order.
    for (const thing of new Set(seen)) {
      const parts = state.past.flatMap((past) => (past.kind === 'guide' && past.guide.thing === thing ? [past] : []));
      expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
      expect(parts.at(-1)?.to).toBe(pieceCount(guideOf(thing as 'auth0-api', nothingKnown)));
    }
  });

  test('n and p go from thing to thing, to either end, and esc leads back to where it was opened', () => {
    const desk = fakeDesk();
    const walk = (keys: string): string => guideIn(at(desk, `${ctrlG}${keys}`)).guide.thing;
    expect(walk('nn')).toBe('auth0-application');
    expect(walk('nnp')).toBe('auth0-api');
    expect(walk('p')).toBe('auth0-tenant');
    expect(walk('n'.repeat(20))).toBe('federated-credential');
    expect(reducerOf(desk)(at(desk, `${ctrlG}nnn`), escape).screen).toMatchObject({ at: 'fields', current: 0 });
  });

  test('c copies one value after the other, a one command after the other, o opens the page', () => {
    const desk = fakeDesk({ found: allFound() });
    const opened = openGuide(at(desk), desk, 'federated-credential', { at: 'review', notice: null });
    const copied = (keys: string): unknown => typing(desk, opened, keys).errand;
    expect(copied('c')).toMatchObject({ kind: 'copy', text: 'https://acme-dev.eu.auth0.com/' });
    expect(copied('cc')).toMatchObject({ kind: 'copy', text: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients' });
    expect(copied('cccc')).toMatchObject({ kind: 'copy', text: 'api://AzureADTokenExchange' });
    expect(copied('ccccc')).toMatchObject({ kind: 'copy', text: 'https://acme-dev.eu.auth0.com/' });
    expect(copied('aa')).toMatchObject({ kind: 'copy', text: expect.stringContaining('federated-credential create') });
    expect(copied('o')).toMatchObject({ kind: 'open', url: expect.stringContaining('https://portal.azure.com/') });
    expect(keysAt(typing(desk, opened, 'c'), desk)).toContain('c copy Subject identifier');
  });

  test('every key that is named does something', () => {
    const desk = fakeDesk({ found: allFound() });
    for (const thing of things) {
      let state = openGuide(at(desk), desk, thing, { at: 'review', notice: null });
      for (let part = 0; part < 4 && state.screen.at === 'guide'; part += 1) {
        const keys = screenOf(state, desk).keys(state);
        expect(keys[0]?.[0]).toBe('enter');
        for (const [key] of keys) {
          const next = key === 'esc' ? reducerOf(desk)(state, escape) : typing(desk, state, key === 'enter' ? '\r' : key);
          expect([thing, key, next === state]).toEqual([thing, key, false]);
        }
        state = typing(desk, state, '\r');
      }
    }
  });

  test('q and ctrl+d leave', () => {
    const desk = fakeDesk();
    expect(at(desk, `${ctrlG}q`).exit).toBe(0);
    expect(at(desk, `${ctrlG}\u0004`).exit).toBe(0);
  });
});

describe('it is filled in', () => {
  test('with what was typed and found, and not with what cannot be right', () => {
    const desk = fakeDesk();
    const opened = openGuide(at(desk, 'acme.eu.auth0.com\rK1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\r'), desk, 'federated-credential', {
      at: 'review',
      notice: null,
    });
    const pastes = guideIn(opened).guide.clicks.flatMap(({ paste }) => (paste ? [paste.value] : []));
    expect(pastes.slice(0, 2)).toEqual(['https://acme.eu.auth0.com/', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients']);
    const wrong = openGuide(at(desk, 'no host\r\r'), desk, 'federated-credential', { at: 'review', notice: null });
    expect(JSON.stringify(guideIn(wrong).guide)).not.toContain('no host');
  });

  test('with what the token says, where one was fetched', () => {
    const desk = fakeDesk({ found: allFound() });
    const rows = [
      ['issuer', 'https://login.acme.example/'],
      ['subject', 'agt_1'],
    ] as const;
    const report = reportOf({ checks: [lineOf('token.claims', { rows: [...rows] })] });
    const valuesAt = (state: State): string[] =>
      guideIn(openGuide(state, desk, 'federated-credential', { at: 'review', notice: null })).guide.clicks.flatMap(({ paste }) =>
        paste ? [paste.value] : [],
      );
    const probed: State = { ...at(desk), probes: new Map([['token', { id: 1, probed: { kind: 'checks', report } }]]) };
    expect(valuesAt(probed).slice(0, 2)).toEqual(['https://login.acme.example/', 'agt_1']);
    // An earlier check may have been about another application.
    expect(valuesAt({ ...at(desk), report }).slice(0, 2)).toEqual([
      'https://acme-dev.eu.auth0.com/',
      'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
    ]);
  });
});

describe('opened elsewhere', () => {
  test('in the review it is about the first value that is missing, and not there in the sandbox', () => {
    const found = allFound();
    found.delete('AZURE_CLIENT_ID');
    const desk = fakeDesk({ found, isSandbox: false });
    const review = { ...at(desk), screen: { at: 'review', notice: null } as const };
    const opened = typing(desk, review, 'g');
    expect(guideIn(opened).guide.thing).toBe('managed-identity');
    expect(reducerOf(desk)(opened, escape).screen).toEqual({ at: 'review', notice: null });
    expect(keysAt(review, desk)).toContain('g I do not have it yet');
    // Where nothing is missing, and where nothing is real, there is nothing to make.
    for (const other of [fakeDesk({ found: allFound() }), fakeDesk({ found, isSandbox: true })]) {
      const all = { ...at(other), screen: { at: 'review', notice: null } as const };
      expect(typing(other, all, 'g').screen.at).toBe('review');
      expect(keysAt(all, other).join()).not.toContain('g I do not');
    }
  });

  test('below an explanation it is about what is not there, and leads back to it', () => {
    const desk = fakeDesk({ found: allFound() });
    const roleMissing = {
      ...slashMissing,
      code: 'azure-openai/role-missing',
      evidence: { principal: null, action: null },
    } as CheckDiagnosis;
    const explained = diagnose(at(desk), { diagnoses: [roleMissing] }, null);
    expect(keysAt(explained, desk)).toContain('g make the role');
    const opened = typing(desk, explained, 'g');
    expect(guideIn(opened).guide.thing).toBe('role');
    expect(reducerOf(desk)(opened, escape).screen).toEqual(explained.screen);
    const other = diagnose(at(desk), { diagnoses: [slashMissing] }, null);
    expect(typing(desk, other, 'g')).toBe(other);
  });
});

describe.each(sizes)('at %ix%i', (columns, rows) => {
  test('every part can be read without scrolling, and all of it is shown', { timeout: 60_000 }, async () => {
    const desk = fakeDesk();
    const screen = mount(desk, { columns, rows });
    await screen.waitFor('ctrl+g');
    let state = typing(desk, { ...at(desk), columns, rows }, `acme.eu.auth0.com${ctrlG}`);
    screen.send(`acme.eu.auth0.com${ctrlG}`);
    let parts = 0;
    for (; parts < 30 && guideIn(state).guide.thing === 'auth0-tenant'; parts += 1) {
      const past = state.past.at(-1);
      const part = past?.kind === 'guide' ? guideLines(past.guide, past, { columns, paint }) : expect.fail();
      const frame = screenOf(state, desk).view({ columns, rows, paint, spinner: '' }).lines;
      const wanted = [...part, ...frame].join('\n').trim();
      await screen.waitFor(() => screen.text().endsWith(wanted));
      screen.send('\r');
      state = typing(desk, state, '\r');
    }
    expect(parts).toBeLessThanOrEqual(columns === 40 ? 10 : 2);
    await screen.waitFor('2 of 10');
    screen.send('\u001B');
    await screen.waitFor('ctrl+x');
    expect(screen.text()).toContain('acme.eu.auth0.com');
    screen.abort();
    expect(await screen.exit).toBe(130);
  });

  test('no part is higher than what the frame leaves', () => {
    const desk = fakeDesk({ found: allFound() });
    for (const thing of things) {
      let state: State = openGuide({ ...at(desk), columns, rows }, desk, thing, { at: 'review', notice: null });
      for (let part = 0; part < 40 && state.screen.at === 'guide' && state.screen.guide.thing === thing; part += 1) {
        const past = state.past.at(-1);
        if (past?.kind !== 'guide') return expect.fail();
        const lines = guideLines(past.guide, past, { columns, paint });
        const height = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
        const frame = screenOf(state, desk).view({ columns, rows, paint, spinner: '' }).lines;
        expect(frame.every((line) => widthOf(line) < columns)).toBe(true);
        // One piece that is higher than the window, such as a command, is shown all the same.
        if (past.to - past.from > 1) expect([thing, height + frame.length <= rows]).toEqual([thing, true]);
        else expect(frame.length).toBeLessThan(rows);
        state = typing(desk, state, '\r');
      }
    }
  });

  test('what is to be copied begins in the first column and is whole', () => {
    for (const thing of things) {
      const guide = guideOf(thing, nothingKnown);
      const lines = guideLines(guide, { from: 0, to: pieceCount(guide) }, { columns, paint });
      for (const { command } of guide.commands) expect(lines).toContain(command);
      for (const { paste } of guide.clicks) if (paste) expect(lines).toContain(paste.value);
      expect(lines).toContain(guide.url);
    }
  });
});
