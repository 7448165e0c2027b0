import { describe, expect, test } from 'vitest';

import { paintNothing } from '../../src/report/marks.js';
import { Secret } from '../../src/settings/secret.js';
import { pastLines } from '../../src/ui/past-lines.js';
import type { Applying, Followed, Looked } from '../../src/ui/provision/planning.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { splitInput } from '../../src/ui/keys.js';
import type { Action, State } from '../../src/ui/state.js';
import { valuesOf } from '../../src/ui/state.js';
import { keysOf, viewOf } from '../../src/ui/view.js';
import { allFound, fakeDesk, lineOf, reportOf, secretText, signedOut, slashMissing } from './fake-desk.js';
import { allRight, asking, doing, halfBlind, identities, ready, settledBy, subscriptions, wholePlan } from './plans.js';

const desk = fakeDesk({ found: allFound(), start: 'provision' });
const reduce = reducerOf(desk);
const size = { columns: 80, rows: 24 };
const look = { ...size, paint: paintNothing, spinner: '' };
const escape: Action = { type: 'key', key: { kind: 'escape' } };
const ctrlC: Action = { type: 'key', key: { kind: 'ctrl', letter: 'c' } };

type Told =
  | { type: 'looked'; looked: Looked }
  | { type: 'step'; event: Applying }
  | { type: 'applied'; followed: Followed }
  | { type: 'heard'; what: string; isOver: boolean };

/** What the desk tells bears the number of the work that is under way. */
function then(state: State, ...actions: (Action | Told | string)[]): State {
  return actions.reduce((now: State, action) => {
    if (typeof action === 'string') return splitInput(action).reduce((one, key) => reduce(one, { type: 'key', key }), now);
    return reduce(now, 'id' in action || action.type === 'key' ? action : ({ ...action, id: now.work?.id } as Action));
  }, state);
}

const opened = beginning(desk, size);
const looked = (one: Looked): Told => ({ type: 'looked', looked: one });
const planned = then(opened, looked(ready));
const keysAt = (state: State): string[] => keysOf(state, desk, look).map(([key, word]) => `${key} ${word}`);
const printedAt = (state: State): string => state.past.flatMap((past) => pastLines(past, look)).join('\n');

describe('a look', () => {
  test('begins with the command, takes what is typed as wishes, and changes nothing', () => {
    expect(opened.screen).toMatchObject({ at: 'look', about: 'connection', reads: [], back: { at: 'start', index: 1 } });
    expect(opened.work).toMatchObject({ kind: 'look', about: 'connection', decisions: new Map(), values: new Map() });
    const post = beginning(fakeDesk({ start: 'post-deployment' }), size);
    expect(post.work).toMatchObject({ kind: 'look', about: 'post-deployment' });
  });

  test('shows what is being read, each once, until it is over', () => {
    const heard = (what: string, isOver: boolean): Told => ({ type: 'heard', what, isOver });
    const state = then(opened, heard('Auth0: APIs', false), heard('Azure: groups', false), heard('Auth0: APIs', true));
    expect(state.screen).toMatchObject({
      reads: [
        { what: 'Auth0: APIs', isOver: true },
        { what: 'Azure: groups', isOver: false },
      ],
    });
  });

  test('that is given up leads back, stops the desk, and what comes of it belongs to nobody', () => {
    const left = then(opened, escape);
    expect(left).toMatchObject({ screen: { at: 'start' }, work: null, isStopping: true });
    expect(then({ ...left, work: null }, { type: 'looked', id: 1, looked: ready })).toEqual(left);
  });
});

describe('what a person has to decide', () => {
  const state = then(opened, looked(asking(subscriptions, identities)));

  test('is asked one by one, with the usual one chosen, and looked at under all of it', () => {
    expect(state.screen).toMatchObject({ at: 'choose', current: 0, row: 1, editor: null });
    const second = then(state, '\r');
    expect(second.screen).toMatchObject({ at: 'choose', current: 1, row: 0 });
    const again = then(second, '3');
    expect(again.work).toMatchObject({ kind: 'look' });
    expect([...((again.work as { decisions?: Map<string, string> }).decisions ?? [])]).toEqual([
      ['--subscription', 'id-2'],
      ['--identity', 'id-2'],
    ]);
  });

  test('goes round with the arrows, page by page with m, and digits choose on the page that is in sight', () => {
    const second = then(state, '1');
    const up = then(second, { type: 'key', key: { kind: 'up' } });
    expect(up.screen).toMatchObject({ row: 11 });
    expect(keysAt(up)).toContain('1-3 choose');
    expect(then(up, '2').work).toMatchObject({ decisions: new Map([...subscription('id-1'), ['--identity', 'id-10']]) });
    expect(then(second, 'm').screen).toMatchObject({ row: 9 });
    expect(then(second, 'mm').screen).toMatchObject({ row: 0 });
    expect(then(up, '4')).toEqual(up);
  });

  test('can be a name that is typed; an empty one decides nothing', () => {
    const typing = then(state, '\r', 't');
    expect(typing.screen).toMatchObject({ at: 'choose', editor: { text: '' } });
    expect(then(typing, '\r')).toEqual(typing);
    expect(then(typing, ' id-new \r').work).toMatchObject({ decisions: new Map([...subscription('id-2'), ['--identity', 'id-new']]) });
    expect(then(typing, escape).screen).toMatchObject({ at: 'choose', current: 1, editor: null });
  });

  test('goes back with escape to the question before, and out of it', () => {
    expect(then(state, '\r', escape).screen).toMatchObject({ at: 'choose', current: 0, row: 1 });
    expect(then(state, escape).screen).toMatchObject({ at: 'start' });
  });

  test('is asked again with d, with what was decided chosen, and escape leaves the plan as it was', () => {
    const plan = then(state, '1', '\r', looked(ready));
    expect(plan.screen.at).toBe('plan');
    expect(keysAt(plan)).toContain('d decide differently');
    const again = then(plan, 'd');
    expect(again.screen).toMatchObject({ at: 'choose', current: 0, row: 0, asking: [subscriptions, identities] });
    expect(then(again, escape).screen).toEqual(plan.screen);
    expect(then(again, '2', '\r').work).toMatchObject({ decisions: new Map([...subscription('id-2'), ['--identity', 'id-keyless']]) });
    expect(keysAt(planned)).not.toContain('d decide differently');
  });

  test('is asked once more with the same option where the first answer asks for another one', () => {
    const apps = { ...subscriptions, flag: '--web-app', title: 'Which web app?', usual: null };
    const others = { ...apps, title: 'Which is the other web app?', choices: [{ value: 'id-1,id-2', title: 'two', detail: null }] };
    const asked = then(opened, looked(asking(apps)), '1', looked(asking(others)));
    expect(asked.screen).toMatchObject({ at: 'choose', asking: [others] });
    const plan = then(asked, '1', looked(ready));
    expect(plan.screen).toMatchObject({ at: 'plan', known: [apps], decisions: new Map([['--web-app', 'id-1,id-2']]) });
    // Answered, and told again all the same.
    expect(then(asked, '1', looked(asking(others))).screen).toMatchObject({ at: 'plan' });
  });

  test('a single choice that is taken anyway is no question', () => {
    const [only] = subscriptions.choices;
    const one = { ...subscriptions, choices: only ? [only] : [], usual: 'id-1' };
    expect(then(opened, looked(asking(one))).screen).toMatchObject({ at: 'plan', known: [one] });
    expect(then(opened, looked(asking({ ...one, usual: null }))).screen).toMatchObject({ at: 'choose' });
  });

  test('a secret that is asked for becomes a value, is no decision, and is never text', () => {
    const secret = {
      flag: '--client-secret-file',
      title: 'What is the client secret of keyless?',
      step: 'local.env',
      choices: [],
      usual: null,
    } as const;
    const typing = then(opened, looked(asking(secret)), secretText);
    const later = then(opened, looked(asking(secret)));
    expect(keysAt(later)).toContain('enter not now');
    expect(then(later, '\r', looked(asking(secret))).screen).toMatchObject({ at: 'plan' });
    const shown = JSON.stringify(keysOf(typing, desk, look));
    expect(shown).toContain('take it');
    const given = then(typing, '\r');
    expect(given.work).toMatchObject({ kind: 'look', decisions: new Map() });
    expect(valuesOf(given).get('OIDC_CLIENT_SECRET')).toBeInstanceOf(Secret);
    expect(JSON.stringify([...given.answers])).not.toContain(secretText);
  });

  const subscription = (id: string): [string, string][] => [['--subscription', id]];
});

describe('a plan', () => {
  test('is printed whole: each command as it is run, old values beside new ones, and what is right in a line', () => {
    const lines = printedAt(planned).split('\n');
    for (const command of doing.flatMap(({ commands }) => commands)) expect(lines).toContain(command);
    expect(lines.filter((line) => /now {6}https:\/\/acme-dev\.eu\.auth0\.com$/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /will be {2}https:\/\/acme-dev\.eu\.auth0\.com\/$/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /^ {3}✓ application keyless +is right$/.test(line))).toHaveLength(1);
    expect(lines).toContain('     OIDC_CLIENT_SECRET goes into it, and is shown nowhere.');
    expect(printedAt(planned)).toContain('A word in CAPITALS is an id');
    // Whose accounts they are belongs to what a yes is given to.
    expect(lines).toEqual(
      expect.arrayContaining([' Auth0  acme-dev.eu.auth0.com', ' Azure  Contoso Development, 00000000-0000-0000-0000-000000000001']),
    );
    expect(viewOf(planned, desk, look).lines.join('\n')).toContain('Do it, in acme-dev.eu.auth0.com and Contoso Development?');
  });

  test('is followed on enter and on y, and left on escape and on n', () => {
    for (const key of ['\r', 'y'])
      expect(then(planned, key)).toMatchObject({ screen: { at: 'apply', isOver: false }, work: { kind: 'apply' } });
    for (const key of ['n', escape]) expect(then(planned, key)).toMatchObject({ screen: { at: 'start' }, work: null });
  });

  test('gives its commands alone, in their order', () => {
    const commands = doing.flatMap((step) => step.commands);
    expect(printedAt(then(planned, 's')).split('\n').slice(-commands.length)).toEqual(commands);
  });

  test('in which all is right is a way to the check, and nothing else', () => {
    const state = then(opened, looked(allRight));
    expect(keysAt(state)[0]).toBe('enter check');
    expect(then(state, '\r')).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check' } });
    expect(then(state, 'y')).toEqual(state);
  });

  test('of what could not be looked at is not followed: it says why, with a command, and looks again', () => {
    const state = then(opened, looked(halfBlind));
    expect(
      printedAt(state)
        .split('\n')
        .slice(-3)
        .map((line) => line.trim()),
    ).toEqual(['! The Azure CLI is not signed in', 'tool/az-signed-out', 'az login']);
    expect(keysAt(state)).toEqual(expect.arrayContaining(['enter what is wrong', 'r look again', 'e enter values']));
    expect(then(state, 'y')).toEqual(state);
    const why = then(state, '\r');
    expect(why.screen).toMatchObject({ at: 'diagnosis', diagnoses: [signedOut], back: state.screen });
    expect(then(why, '\r').work).toMatchObject({ kind: 'look' });
    expect(then(why, escape).screen).toEqual(state.screen);
    expect(then(state, 'r').work).toMatchObject({ kind: 'look' });
    expect(then(state, 'e').screen.at).toBe('review');
  });
});

describe('a plan that is followed', () => {
  const started = then(planned, '\r');
  const begin = (at: number): Told => ({ type: 'step', event: { type: 'started', step: stepAt(at) } });
  const done = (at: number): Told => ({
    type: 'step',
    event: { type: 'finished', ...settledBy(stepAt(at).id, { kind: 'done', ran: stepAt(at).commands }) },
  });
  const values = new Map<'AZURE_CLIENT_ID' | 'OIDC_CLIENT_SECRET', string | Secret>([
    ['AZURE_CLIENT_ID', '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11'],
    ['OIDC_CLIENT_SECRET', new Secret(secretText)],
  ]);
  const all = doing.flatMap((_, at) => [begin(at), done(at)]);

  test('settles step by step; at its end the values are taken over, and enter waits for Azure', () => {
    const state = then(started, ...all, { type: 'applied', followed: { looked: allRight, values, remarks: [] } });
    expect(state).toMatchObject({ screen: { at: 'apply', isOver: true, running: null }, work: null, isWritten: true });
    expect(printedAt(state)).toMatch(/✓ managed identity id-keyless +created\n/);
    expect(printedAt(state)).toMatch(/✓ federated credential auth0 +changed\n/);
    expect(printedAt(state)).toContain('All done: 4 created, 2 changed.');
    expect(state.answers.get('AZURE_CLIENT_ID')).toMatchObject({ given: values.get('AZURE_CLIENT_ID'), source: '.env' });
    expect(keysAt(state)[0]).toBe('enter check, and wait for Azure');
    expect(then(state, '\r')).toMatchObject({ screen: { at: 'wait', back: { at: 'review' } }, work: { kind: 'wait' } });
    expect(then(state, 'q').exit).toBe(0);
  });

  test('opens the explanation of the step that failed; behind it stands what was done and what was not', () => {
    const finding = { code: 'tool/az-forbidden', evidence: { action: null, scope: null }, refusal: null } as never;
    const failed = settledBy(
      'azure.identity',
      { kind: 'failed', finding, said: 'no', ran: ['az identity create --name id-keyless'] },
      slashMissing,
    );
    const state = then(
      started,
      begin(0),
      done(0),
      begin(1),
      done(1),
      begin(2),
      { type: 'step', event: { type: 'finished', ...failed } },
      {
        type: 'applied',
        followed: { looked: ready, values: new Map(), remarks: [] },
      },
    );
    expect(state.screen).toMatchObject({ at: 'diagnosis', diagnoses: [slashMissing], back: { at: 'apply', isOver: true } });
    const told = printedAt(state);
    expect(told).toMatch(/✗ managed identity id-keyless +not done\naz identity create/);
    expect(told.replaceAll(/\s+/g, ' ')).toContain(
      'Not done: managed identity id-keyless. Not begun: federated credential auth0, role Cognitive Services OpenAI User and .env.',
    );
    const behind = then(state, escape);
    expect(keysAt(behind)).toEqual(['enter look again', 'x what is wrong', 'esc back', 'q quit']);
    expect(then(behind, '\r').work).toMatchObject({ kind: 'look' });
    expect(then(behind, 'q').exit).toBe(1);
  });

  test('says on Ctrl-C what was done, what may have been and what was not begun', () => {
    const state = then(started, begin(0), done(0), begin(1), ctrlC);
    expect(state.exit).toBe(130);
    const told = printedAt(state).replaceAll(/\s+/g, ' ');
    expect(told).toContain(
      'Done: API api://AzureADTokenExchange. May have been done: grant of api://AzureADTokenExchange to the application. Not begun: managed identity id-keyless,',
    );
    expect(told).toContain('keyless provision looks again, and goes on from there.');
  });

  test('stops on escape and stays, so that it can go on', () => {
    const stopping = then(started, begin(0), escape);
    expect(stopping).toMatchObject({ isStopping: true, screen: { at: 'apply' } });
    const cut = settledBy(stepAt(0).id, { kind: 'interrupted', ran: stepAt(0).commands });
    const state = then(
      stopping,
      { type: 'step', event: { type: 'finished', ...cut } },
      { type: 'applied', followed: { looked: ready, values: new Map(), remarks: [] } },
    );
    expect(printedAt(state)).toMatch(/\? API api:\/\/AzureADTokenExchange +may have been done/);
    expect(keysAt(state)[0]).toBe('enter look again');
  });

  test('plans on where what was learned asks for more', () => {
    const more: Looked = {
      plan: { ...wholePlan, steps: wholePlan.steps.map((one, at) => (at < 8 ? { ...one, state: 'right' } : one)) },
      causes: [],
    };
    const state = then(started, ...all, { type: 'applied', followed: { looked: more, values: new Map(), remarks: [] } });
    expect(state.screen).toMatchObject({ at: 'plan', looked: more });
  });
});

describe('the ways to it', () => {
  const setup = fakeDesk({ found: allFound(), start: 'setup' });
  const press = (state: State, input: string): State =>
    splitInput(input).reduce((one, key) => reducerOf(setup)(one, { type: 'key', key }), state);
  const guided = press(beginning(setup, size), '6\u0007');

  test('a guide to what is not there yet offers to make it, and comes back', () => {
    expect(guided.screen.at).toBe('guide');
    expect(keysOf(guided, setup, look)).toContainEqual(['s', 'do it for me']);
    const state = press(guided, 's');
    expect(state).toMatchObject({ screen: { at: 'look', back: { at: 'guide' } }, work: { kind: 'look' } });
  });

  test('nothing of a sandbox leads there', () => {
    const pretend = fakeDesk({ found: allFound(), start: 'start', isSandbox: true });
    const state = beginning(pretend, size);
    expect(keysOf(state, pretend, look)).toContainEqual(['1-6', 'open']);
    expect(reducerOf(pretend)(state, { type: 'key', key: { kind: 'text', text: '2' } }).screen.at).toBe('check');
  });

  test('the credential is read with az at the third step, compared, and its values say where they are from', () => {
    const field = press(beginning(setup, size), 'f');
    expect(keysOf(field, setup, look)).toContainEqual(['ctrl+t', 'read it with az']);
    const reading = press(field, '\u0014');
    expect(reading.work).toMatchObject({ kind: 'credential' });
    const held = new Map([['AZURE_FEDERATED_ISSUER', 'https://acme-dev.eu.auth0.com']] as const);
    const read = { ok: true, values: held, sentence: 'Read auth0 of id-keyless.' } as const;
    const state = reducerOf(setup)(reading, { type: 'read', id: reading.work?.id ?? 0, read });
    expect(state).toMatchObject({ screen: { at: 'credential', notice: 'Read auth0 of id-keyless.' }, work: null });
    expect(state.answers.get('AZURE_FEDERATED_ISSUER')).toMatchObject({ given: 'https://acme-dev.eu.auth0.com', source: 'az' });
    const compared = reducerOf(setup)(state, {
      type: 'probed',
      id: state.probes.get('trust')?.id ?? 0,
      probe: 'trust',
      probed: { kind: 'checks', report: reportOf({ checks: [lineOf('trust.issuer')] }) },
    });
    expect(keysOf(compared, setup, look).map(([key]) => key)).toEqual(['enter', 't', 's', 'esc', 'q']);
  });

  test('what keeps it from being read is explained, and the field comes back', () => {
    const reading = press(press(beginning(setup, size), 'f'), '\u0014');
    const state = reducerOf(setup)(reading, { type: 'read', id: reading.work?.id ?? 0, read: { ok: false, cause: signedOut } });
    expect(state.screen).toMatchObject({ at: 'diagnosis', diagnoses: [signedOut], back: { at: 'fields' } });
  });
});

function stepAt(at: number): (typeof doing)[number] {
  const step = doing[at];
  if (!step) throw new Error(`no step ${at}`);
  return step;
}
