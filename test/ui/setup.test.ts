import { describe, expect, test } from 'vitest';

import { paintNothing } from '../../src/report/marks.js';
import { Secret } from '../../src/settings/secret.js';
import { splitInput } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import { standings } from '../../src/ui/setup/answers.js';
import type { ProbeName } from '../../src/ui/probes.js';
import type { Action, State } from '../../src/ui/state.js';
import { viewOf } from '../../src/ui/view.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, fakeDesk, lineOf, reportOf, secretText, slashMissing } from './fake-desk.js';
import { mount } from './mount.js';

const setup = (settings: Parameters<typeof fakeDesk>[0] = {}): FakeDesk => fakeDesk({ start: 'setup', ...settings });

function typing(desk: FakeDesk, state: State, input: string): State {
  return splitInput(input).reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
}

function at(desk: FakeDesk, input = ''): State {
  return typing(desk, beginning(desk, { columns: 80, rows: 24 }), input);
}

function then(desk: FakeDesk, state: State, ...actions: Action[]): State {
  return actions.reduce(reducerOf(desk), state);
}

const asked = (state: State): ProbeName[] => [...state.probes.keys()];
const auth0Values = `acme.eu.auth0.com\rK1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\r${secretText}\r`;
const azureValues = '7c9e6679-7425-40de-944b-e07fc1f90ae7\r1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11\rhttps://acme-ai.openai.azure.com\r';

describe('live looks', () => {
  test('the domain is asked on leaving it, and not before, nor when it cannot be right', () => {
    const desk = setup();
    expect(asked(at(desk))).toEqual([]);
    expect(asked(at(desk, 'acme.eu.auth0.com\r'))).toEqual(['domain']);
    expect(asked(at(desk, 'not a host\t'))).toEqual([]);
  });

  test('the token is fetched once the three values are there; it tells of the domain, too', () => {
    const desk = setup();
    expect(asked(at(desk, auth0Values))).toEqual(['domain', 'token']);
    const given = allFound();
    given.delete('AZURE_TENANT_ID');
    expect(asked(at(setup({ found: given })))).toEqual(['token', 'endpoint']);
  });

  test('deployments are listed when their field is opened', () => {
    const desk = setup();
    const state = at(desk, `${auth0Values}\r${azureValues}`);
    expect(state.screen).toMatchObject({ at: 'fields', current: 7 });
    expect(asked(state)).toEqual(['domain', 'token', 'tenant', 'endpoint', 'deployments']);
  });

  test('a value that is emptied stands there as the usual one, which will be used', () => {
    const emptied = at(setup(), `${auth0Values}x\u0015\r`);
    const audience = standings(emptied, setup()).find(({ field }) => field.name === 'OIDC_AUDIENCE');
    expect(audience).toMatchObject({ value: 'api://AzureADTokenExchange', source: 'default', isEmpty: false });
  });

  test('a changed value takes away what stood on it, keeps later answers, and is asked about again', () => {
    const desk = setup();
    const state = at(desk, `${auth0Values}\r${azureValues}`);
    const id = state.probes.get('token')?.id;
    // Up is for the list of deployments only where there is one.
    const back = typing(desk, then(desk, state, { type: 'key', key: { kind: 'escape' } }), '1\u0015other.eu.auth0.com\r');
    expect(back.probes.get('token')?.id).not.toBe(id);
    expect(back.probes.get('tenant')?.id).toBe(state.probes.get('tenant')?.id);
    expect(back.answers.get('AZURE_TENANT_ID')).toBe(state.answers.get('AZURE_TENANT_ID'));
    const late: Action = { type: 'probed', id: id ?? 0, probe: 'token', probed: { kind: 'checks', report: reportOf() } };
    expect(then(desk, back, late).probes.get('token')?.probed).toBeNull();
  });

  test('an unchanged field that is left again asks nobody', () => {
    const desk = setup();
    const state = at(desk, 'acme.eu.auth0.com\r');
    const again = typing(desk, then(desk, state, { type: 'key', key: { kind: 'backTab' } }), '\r');
    expect(again.probes.get('domain')?.id).toBe(state.probes.get('domain')?.id);
  });
});

describe('the deployment', () => {
  test('is chosen from the list with the arrows, which begin again at its end', () => {
    const desk = setup();
    const state = at(desk, `${auth0Values}\r${azureValues}`);
    const id = state.probes.get('deployments')?.id ?? 0;
    const listed = then(desk, state, { type: 'probed', id, probe: 'deployments', probed: { kind: 'deployments', names: ['one', 'two'] } });
    const down: Action = { type: 'key', key: { kind: 'down' } };
    expect(then(desk, listed, down).screen).toMatchObject({ editor: { text: 'one' }, isChanged: true });
    expect(then(desk, listed, down, down, down).screen).toMatchObject({ editor: { text: 'one' } });
    expect(then(desk, listed, { type: 'key', key: { kind: 'up' } }).screen).toMatchObject({ editor: { text: 'two' } });
    // Without a list they go on, as everywhere.
    expect(then(desk, state, down).screen).toMatchObject({ at: 'fields', current: 8 });
  });
});

describe('the credential', () => {
  const credential = (name: string, issuer: string): unknown => ({
    name,
    issuer,
    subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
    audiences: ['api://AzureADTokenExchange'],
  });
  const atStep3 = (desk: FakeDesk): State => at(desk, `${auth0Values}\r${azureValues}team-chat\r\r`);

  test('says what an empty line means only where the line is empty', () => {
    const empty = at(setup({ found: allFound() }), 'f');
    const typed = typing(setup({ found: allFound() }), empty, 'https://acme.eu.auth0.com/\r');
    const filled = then(setup({ found: allFound() }), typed, { type: 'key', key: { kind: 'backTab' } });
    const wordsOf = (state: State): string =>
      viewOf(state, setup({ found: allFound() }), { columns: 80, rows: 24, paint: paintNothing, spinner: '' })
        .lines.join(' ')
        .replaceAll(/\s+/g, ' ');
    expect(wordsOf(empty)).toContain('With an empty line enter goes on');
    expect(wordsOf(filled)).toContain('Issuer in Azure https://acme.eu.auth0.com/');
    expect(wordsOf(filled)).not.toContain('With an empty line');
  });

  test('is left for later with enter on an empty line', () => {
    const desk = setup();
    const state = atStep3(desk);
    expect(state.screen).toMatchObject({ at: 'fields', current: 9 });
    expect(typing(desk, state, '\r').screen).toMatchObject({ at: 'review' });
  });

  test('comes with the JSON of one or of several, of which the closest is taken, and is compared', () => {
    const desk = setup();
    const several = [
      credential('other', 'https://token.actions.githubusercontent.com'),
      credential('auth0-prod', 'https://acme.eu.auth0.com'),
    ];
    const state = then(desk, atStep3(desk), { type: 'key', key: { kind: 'paste', text: JSON.stringify(several, null, 2) } });
    expect(state.screen).toMatchObject({
      at: 'credential',
      notice: '3 values taken from the paste. Of 2 credentials the closest one, auth0-prod.',
    });
    expect(state.answers.get('AZURE_FEDERATED_ISSUER')).toMatchObject({ given: 'https://acme.eu.auth0.com' });
    expect(asked(state)).toContain('trust');
  });

  test('is pasted again at the comparison by whoever changed it in Azure meanwhile, and compared anew', () => {
    const desk = setup();
    const pasted = (issuer: string): Action => ({ type: 'key', key: { kind: 'paste', text: JSON.stringify(credential('one', issuer)) } });
    const before = then(desk, atStep3(desk), pasted('https://acme.eu.auth0.com'));
    const state = then(desk, before, pasted('https://acme.eu.auth0.com/'));
    expect(state.screen).toMatchObject({ at: 'credential', notice: '3 values taken from the paste.' });
    expect(state.answers.get('AZURE_FEDERATED_ISSUER')).toMatchObject({ given: 'https://acme.eu.auth0.com/' });
    expect(state.probes.get('trust')?.id).not.toBe(before.probes.get('trust')?.id);
  });

  test('a difference is explained on enter, and keeps nobody from going on', () => {
    const desk = setup();
    const text = JSON.stringify(credential('one', 'https://acme.eu.auth0.com'));
    const state = then(desk, atStep3(desk), { type: 'key', key: { kind: 'paste', text } });
    expect(typing(desk, state, '\r').screen).toMatchObject({ at: 'review' });
    const report = reportOf({ ok: false, checks: [lineOf('trust.issuer', { status: 'fail' })], diagnoses: [slashMissing] });
    const id = state.probes.get('trust')?.id ?? 0;
    const compared = then(desk, state, { type: 'probed', id, probe: 'trust', probed: { kind: 'checks', report } });
    expect(typing(desk, compared, '\r').screen).toMatchObject({ at: 'diagnosis', diagnoses: [slashMissing] });
    expect(typing(desk, compared, 'n').screen).toMatchObject({ at: 'review' });
    expect(then(desk, compared, { type: 'key', key: { kind: 'escape' } }).screen).toMatchObject({ at: 'fields', current: 9 });
  });
});

describe('on the screen', () => {
  test.each([
    [80, 24],
    [40, 12],
  ] as const)('a typed secret is shown with ctrl+r only, and hidden again with it, at %ix%i', async (columns, rows) => {
    const screen = mount(setup(), { columns, rows });
    await screen.waitFor('Auth0 domain');
    screen.send('\r\r');
    await screen.waitFor('ctrl+r reveal');
    screen.send(secretText);
    await screen.waitFor('64 characters');
    expect(screen.writes.join('')).not.toContain(secretText.slice(0, 12));
    screen.send('\u0012');
    await screen.waitFor(secretText.slice(0, 12));
    screen.send('\u0012');
    await screen.waitFor(() => !screen.text().includes(secretText.slice(0, 12)));
    // Left and come back to, it is a secret for good.
    screen.send('\r\u001B[Z\u0012');
    await screen.waitFor('7fQ2');
    expect(screen.text()).not.toContain(secretText.slice(0, 12));
    screen.send('\u0004');
    await screen.exit;
  });

  test.each([
    [false, true],
    [true, false],
  ])('says that values are saved where they are: in a sandbox %j, said %j', async (isSandbox, isSaid) => {
    const screen = mount(fakeDesk({ found: allFound(), isSandbox }));
    await screen.waitFor('Review');
    screen.send('1');
    await screen.waitFor('Step 1 of 4');
    expect(screen.text().includes('saved as you go')).toBe(isSaid);
    screen.send('\u0004');
    await screen.exit;
  });

  test('what opens over a secret that is shown hides it: behind it, it is dots again', async () => {
    const screen = mount(setup());
    await screen.waitFor('Auth0 domain');
    screen.send('\r\r');
    await screen.waitFor('ctrl+r reveal');
    screen.send(secretText);
    await screen.waitFor('64 characters');
    screen.send('\u0012');
    await screen.waitFor(secretText.slice(0, 12));
    screen.send('\u0018');
    await screen.waitFor('Explain an error');
    screen.send('\u001B');
    await screen.waitFor('ctrl+r reveal');
    expect(screen.text()).not.toContain(secretText.slice(0, 12));
    screen.send('\u0004');
    await screen.exit;
  });

  test('what a look has found stands below its field, and the three values of the token below the step', async () => {
    const desk = setup();
    desk.probe = async (name) => ({
      kind: 'checks',
      report: reportOf({
        checks:
          name === 'token'
            ? [
                lineOf('auth0.discovery', { title: 'answers as https://acme.eu.auth0.com/' }),
                lineOf('auth0.keys', { title: 'publishes 2 signing keys' }),
                lineOf('auth0.token', { title: 'token received, expires in 24 h', durationMs: 241 }),
                lineOf('token.claims', {
                  rows: [
                    ['issuer', 'https://acme.eu.auth0.com/'],
                    ['subject', 'K1AU@clients'],
                    ['audience', 'api://x'],
                  ],
                }),
              ]
            : [],
      }),
    });
    const screen = mount(desk);
    await screen.waitFor('Auth0 domain');
    screen.send(auth0Values);
    await screen.waitFor('token received, expires in 24 h');
    expect(screen.text()).toMatch(/✓ answers, publishes 2 signing keys +24 ms/);
    expect(screen.text()).toMatch(/token received, expires in 24 h +241 ms/);
    expect(screen.text()).toMatch(/subject +K1AU@clients/);
    expect(screen.text()).toContain('Azure must hold the first three, letter for letter.');
    screen.send('\u0004');
    await screen.exit;
  });

  test('what would be written is shown line by line, a secret by its length and its end, other lines by their number', async () => {
    const desk = setup({ found: allFound() });
    desk.review = () => ({
      file: '.env',
      changes: [{ name: 'OIDC_ENDPOINT', kind: 'changed' }],
      diff: [
        { kind: 'untouched', count: 11 },
        { kind: 'changed', name: 'OIDC_ENDPOINT', value: 'new.eu.auth0.com', was: 'old.eu.auth0.com' },
        { kind: 'added', name: 'OIDC_CLIENT_SECRET', value: new Secret(secretText) },
      ],
      remarks: [],
      isUsable: true,
    });
    desk.probe = async () => ({ kind: 'git', isExposed: true });
    const screen = mount(desk);
    await screen.waitFor('enter write');
    screen.send('\r');
    await screen.waitFor('g add to .gitignore');
    expect(screen.text()).toContain('1 added, 1 changed, 11 lines untouched');
    expect(screen.text()).toContain('~ OIDC_ENDPOINT=new.eu.auth0.com');
    expect(screen.text()).toContain('was old.eu.auth0.com');
    expect(screen.text()).toContain('+ OIDC_CLIENT_SECRET=••••••••7fQ2 64 characters');
    expect(screen.text()).toContain('git does not ignore .env');
    desk.probe = async () => ({ kind: 'git', isExposed: false });
    screen.send('g');
    await screen.waitFor('done: ignore');
    await screen.waitFor(() => !screen.text().includes('g add to .gitignore'));
    expect(desk.asked).toEqual(['ignore']);
    screen.send('\r');
    await screen.waitFor('Written: .env');
    screen.send('\u0003');
    await screen.exit;
    expect(screen.writes.join('')).not.toContain(secretText.slice(0, 12));
  });

  test('in a low and narrow window all of it can be seen with the arrows, and every key', async () => {
    const desk = setup({ found: allFound() });
    const review = desk.review(new Map());
    const names = ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'OIDC_AUDIENCE'] as const;
    desk.review = () => ({
      ...review,
      changes: names.map((name) => ({ name, kind: 'changed' })),
      diff: names.map((name) => ({ kind: 'changed', name, value: `${name}-is-now-${'x'.repeat(40)}-end`, was: `${name}-was` })),
    });
    desk.probe = async () => ({ kind: 'git', isExposed: true });
    const screen = mount(desk, { columns: 40, rows: 12 });
    await screen.waitFor('enter write');
    screen.send('\r');
    await screen.waitFor('g .gitignore');
    for (const words of ['5 changed', 'git does not ignore', 'enter write', 'n check only', 'esc back', 'q quit', '~ OIDC_ENDPOINT='])
      expect(screen.text()).toContain(words);
    for (let row = 0; row < 20; row += 1) screen.send('\u001B[B');
    await screen.waitFor('was OIDC_AUDIENCE-was');
    expect(screen.text()).toContain('q quit');
    screen.send('\u0003');
    await screen.exit;
  });
});
