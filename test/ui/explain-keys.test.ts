import { describe, expect, test } from 'vitest';

import type { CheckDiagnosis } from '../../src/report/report.js';
import { paintNothing } from '../../src/report/marks.js';
import { splitInput } from '../../src/ui/keys.js';
import { keyLines } from '../../src/ui/look.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { Action, State } from '../../src/ui/state.js';
import { keysOf, viewOf } from '../../src/ui/view.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, answeredWith, fakeDesk, reportOf, slashMissing } from './fake-desk.js';

const refusal = {
  party: 'entra',
  status: 401,
  code: 'AADSTS700211',
  said: 'AADSTS700211: No matching federated identity record found for presented assertion issuer.',
  asked: 'POST https://login.microsoftonline.com/x/oauth2/v2.0/token',
  correlationId: '8f043819-8577-46b9-b330-a72e2e114665',
  traceId: '8f043819-8577-46b9-b330-a72e2e114600',
  timestamp: '2026-11-23 16:53:02Z',
  retryAfterSeconds: null,
  network: null,
} as const;

/** A cause on Azure's side that has every kind of way. */
const inAzure: CheckDiagnosis = {
  ...slashMissing,
  upstream: refusal,
  fix: [
    ...slashMissing.fix,
    { kind: 'portal', where: 'azure', confidence: 'likely', path: 'Azure portal › Managed Identities', url: 'https://portal.azure.com/' },
    { kind: 'message', where: 'azure', confidence: 'likely', text: 'Could you change one value?\nNo secret is involved.' },
  ],
};

/** A cause that a setting removes. */
const here: CheckDiagnosis = {
  ...slashMissing,
  code: 'azure-openai/deployment-missing',
  check: 'azure-openai.deployment',
  evidence: { deployment: 'gpt-4.1', available: ['team-chat-2'], host: null },
  fix: [
    { kind: 'set', where: 'local', confidence: 'likely', name: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', value: 'team-chat-2' },
    { kind: 'command', where: 'local', confidence: 'likely', command: 'keyless check' },
  ],
};

function typing(desk: FakeDesk, state: State, input: string): State {
  return splitInput(input).reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
}

function then(desk: FakeDesk, state: State, ...actions: Action[]): State {
  return actions.reduce(reducerOf(desk), state);
}

/** The screen below the explanation of these causes, after a check. */
function at(desk: FakeDesk, diagnoses: CheckDiagnosis[], size = { columns: 80, rows: 24 }): State {
  const open = typing(desk, beginning(desk, size), '\r');
  const ended = then(desk, open, { type: 'ended', id: open.works, report: reportOf({ ok: false, exitCode: 1, diagnoses }) });
  return typing(desk, ended, '\r');
}

const lettersOf = (desk: FakeDesk, state: State, columns = 80): string[] => keysOf(state, desk, { columns }).map(([key]) => key);
const desk = fakeDesk({ found: allFound() });

test.each([
  ['https://manage.auth0.com/', 'dashboard'],
  ['https://status.auth0.com/', 'page'],
  ['https://portal.azure.com/#@/resource/resourceGroups/auth0-bridge', 'portal'],
  ['https://portal.azure.us/#home', 'portal'],
  ['https://ai.azure.com/portal.azure', 'page'],
])('%s is called the %s', (url, word) => {
  const cause: CheckDiagnosis = { ...inAzure, fix: [{ kind: 'portal', where: 'azure', confidence: 'likely', path: 'A › B', url }] };
  expect(keysOf(at(desk, [cause]), desk, { columns: 120 })).toContainEqual(['o', word]);
});

describe('the keys below an explanation', () => {
  test('are those that mean something for it, what solves it first', () => {
    expect(lettersOf(desk, at(desk, [inAzure]))).toEqual(['d', 'c', 'a', 'o', 'm', 'r', 'enter', 'f', 'w', 'e', 'h', 'x', 's', 'esc', 'q']);
    expect(lettersOf(desk, at(desk, [here]))).toEqual(['y', 'c', 'enter', 'f', 'w', 'e', 'g', 'h', 'x', 'esc', 'q']);
    const unknown: CheckDiagnosis = { ...inAzure, code: 'check/crashed', fix: [], upstream: null };
    expect(lettersOf(desk, at(desk, [unknown, here]))).toEqual(['enter', 'f', 'n', 'e', 'h', 'x', 'esc', 'q']);
  });

  test.each([
    [80, 2],
    [40, 4],
  ])('take few lines at %i columns, and every key keeps its place', (columns, most) => {
    const sandbox = fakeDesk({ found: allFound(), isSandbox: true });
    const state = at(sandbox, [inAzure, here, here], { columns, rows: 24 });
    const keys = keysOf(state, sandbox, { columns });
    // Where every key has something to say, the one for a report has its place among the causes alone.
    const report = columns < 60 ? [] : ['h'];
    expect(keys.map(([key]) => key)).toEqual(['y', 'c', 'a', 'o', 'm', 'r', 'enter', 'f', 'w', 'n', 'e', ...report, 'x', 's', 'esc', 'q']);
    const lines = keyLines(keys, { columns, paint: paintNothing });
    expect(lines.length).toBeLessThanOrEqual(most);
    for (const line of lines) expect(line.length).toBeLessThan(columns);
  });

  test('stand below the invitation to paste what Azure has, where only a refusal tells that it differs', () => {
    const invitation = 'Paste here what Azure has, and I will point at the character.';
    const unseen = {
      ...inAzure,
      evidence: { field: 'issuer', token: 'https://a.eu.auth0.com/', azure: null, azureSource: null, diff: [] },
    } as const;
    const look = { columns: 80, rows: 24, paint: paintNothing, spinner: '' };
    expect(viewOf(at(desk, [unseen]), desk, look).lines.join('\n')).toContain(invitation);
    expect(viewOf(at(desk, [inAzure]), desk, look).lines.join('\n')).not.toContain(invitation);
  });

  test('say by name what a yes does', () => {
    expect(keysOf(at(desk, [here]), desk, { columns: 80 })[0]).toEqual(['y', 'set AZURE_AOAI_MODEL_DEPLOYMENT_NAME and check']);
    const sandbox = fakeDesk({ found: allFound(), isSandbox: true });
    expect(keysOf(at(sandbox, [inAzure]), sandbox, { columns: 120 })[0]).toEqual(['y', 'do this in the sandbox']);
  });
});

describe('a key below an explanation', () => {
  test('checks again from the check that failed, or all', () => {
    const state = at(desk, [inAzure]);
    expect(typing(desk, state, '\r').work).toMatchObject({ kind: 'check', from: 'trust.issuer' });
    expect(typing(desk, state, 'f').work).toMatchObject({ kind: 'check', from: null });
    expect(typing(desk, state, 'w')).toMatchObject({ screen: { at: 'wait', back: state.screen }, work: { kind: 'wait' } });
    const lasting: CheckDiagnosis = { ...inAzure, code: 'auth0/client-refused' };
    expect(typing(desk, at(desk, [lasting]), 'w').screen.at).toBe('diagnosis');
  });

  test('copies what it says, and prints it only where that was not printed before', () => {
    const state = at(desk, [inAzure]);
    const copied = typing(desk, state, 'c');
    expect(copied.errand).toMatchObject({ kind: 'copy', text: 'https://acme-dev.eu.auth0.com/' });
    expect(copied.past).toEqual(state.past);
    const low = at(desk, [inAzure], { columns: 40, rows: 12 });
    const asked = typing(desk, low, 'm');
    expect(asked.errand).toMatchObject({ kind: 'copy', text: 'Could you change one value?\nNo secret is involved.' });
    expect(asked.past.at(-1)).toEqual({ kind: 'way', fix: inAzure.fix[3] });
    expect(typing(desk, asked, 'm').past).toEqual(asked.past);
    // What remains does not repeat it either.
    const more = typing(desk, asked, 'ssssss');
    expect(more.past.findLast(({ kind }) => kind === 'diagnosis')).toMatchObject({ above: [inAzure.fix[3]], to: 4 });
    expect(lettersOf(desk, more)).not.toContain('s');
  });

  test('opens the page', () => {
    expect(typing(desk, at(desk, [inAzure]), 'o').errand).toMatchObject({ kind: 'open', url: 'https://portal.azure.com/' });
  });

  test('prints the answer of the service once, and is no key any more then', () => {
    const state = at(desk, [inAzure]);
    expect(JSON.stringify(state.past.filter(({ kind }) => kind === 'said'))).toBe('[]');
    const raw = typing(desk, state, 'r');
    expect(raw.past.at(-1)).toEqual({ kind: 'said', upstream: refusal });
    expect(lettersOf(desk, raw)).not.toContain('r');
    expect(typing(desk, raw, 'r')).toEqual(raw);
  });

  test('goes on to the next cause, which has all of its keys again', () => {
    const next = typing(desk, at(desk, [inAzure, here]), 'rn');
    expect(next.screen).toMatchObject({ at: 'diagnosis', index: 1, also: [] });
    expect(typing(desk, next, 'n').screen).toMatchObject({ index: 0 });
    expect(lettersOf(desk, typing(desk, next, 'n'))).toContain('r');
  });

  test('leads back to the prompt that failed; checking has a key of its own there', () => {
    const open = then(desk, typing(desk, beginning(desk, { columns: 80, rows: 24 }), '\r'), {
      type: 'ended',
      id: 1,
      report: answeredWith('Hello'),
    });
    const report = reportOf({ ok: false, exitCode: 1, diagnoses: [inAzure] });
    const failed = then(desk, typing(desk, open, 'why?\r'), { type: 'ended', id: 2, report });
    expect(lettersOf(desk, failed)[0]).toBe('enter');
    expect(typing(desk, failed, 'k').work).toMatchObject({ kind: 'check', from: 'trust.issuer' });
    expect(typing(desk, failed, '\r').screen).toMatchObject({ at: 'talk', editor: { text: 'why?' } });
  });
});

describe('a yes', () => {
  test('sets a setting, checks everything, writes nothing, and says so once it works', () => {
    const set = typing(desk, at(desk, [here]), 'y');
    expect(set.answers.get('AZURE_AOAI_MODEL_DEPLOYMENT_NAME')).toMatchObject({ given: 'team-chat-2', isTried: true });
    expect(set).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check', from: null }, isWritten: false });
    const works = then(desk, set, { type: 'ended', id: set.works, report: answeredWith('Hello') });
    expect(works.past.at(-1)).toMatchObject({
      kind: 'note',
      text: expect.stringContaining('Not written yet: AZURE_AOAI_MODEL_DEPLOYMENT_NAME.'),
    });
    const review = typing(desk, works, '/write\r');
    expect(review.screen.at).toBe('review');
    expect(typing(desk, review, '\r').screen.at).toBe('write');
  });

  test('takes no secret from an explanation, and nothing that is a mere chance', () => {
    const secret: CheckDiagnosis = {
      ...here,
      fix: [{ kind: 'set', where: 'local', confidence: 'certain', name: 'OIDC_CLIENT_SECRET', value: 'x'.repeat(64) }],
    };
    const chance: CheckDiagnosis = {
      ...here,
      fix: [
        { kind: 'do', where: 'local', confidence: 'likely', text: 'Look at it.' },
        { kind: 'set', where: 'local', confidence: 'maybe', name: 'OIDC_ENDPOINT', value: 'acme.us.auth0.com' },
      ],
    };
    for (const one of [secret, chance]) {
      const state = at(desk, [one]);
      expect(lettersOf(desk, state)).not.toContain('y');
      expect(typing(desk, state, 'y')).toEqual(state);
    }
  });

  test('sets two values that were exchanged at once', () => {
    const step = 'Exchange the two values';
    const [first, second] = ['K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja', '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11'];
    const exchanged: CheckDiagnosis = {
      ...here,
      fix: [
        { kind: 'set', where: 'local', confidence: 'likely', step, name: 'OIDC_CLIENT_ID', value: first },
        { kind: 'set', where: 'local', confidence: 'likely', step, name: 'AZURE_CLIENT_ID', value: second },
      ],
    };
    const state = at(desk, [exchanged]);
    expect(keysOf(state, desk, { columns: 80 })[0]).toEqual(['y', 'set 2 values and check']);
    const { answers } = typing(desk, state, 'y');
    expect([...answers].map(([name, { given }]) => [name, given])).toEqual([
      ['OIDC_CLIENT_ID', first],
      ['AZURE_CLIENT_ID', second],
    ]);
  });

  test('is nothing for what was pasted: it happened elsewhere', () => {
    const sandbox = fakeDesk({ found: allFound(), isSandbox: true });
    const pasted: Partial<CheckDiagnosis> = { ...inAzure };
    delete pasted.check;
    const state = at(sandbox, [pasted as CheckDiagnosis]);
    expect(lettersOf(sandbox, state)).toEqual(['c', 'a', 'o', 'm', 'r', 'enter', 'e', 'x', 's', 'esc', 'q']);
    expect(typing(sandbox, state, 'y').errand).toBeNull();
  });

  test('has the sandbox make the change, and checks when it is made', () => {
    const sandbox = fakeDesk({ found: allFound(), isSandbox: true });
    const asked = typing(sandbox, at(sandbox, [inAzure]), 'y');
    expect(asked.errand).toMatchObject({ kind: 'mend' });
    expect(asked.screen.at).toBe('diagnosis');
    const told = then(sandbox, asked, { type: 'told', errand: { id: asked.works, kind: 'mend' }, sentence: 'Mended.' });
    expect(told).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check', from: null } });
    expect(told.past.at(-1)).toEqual({ kind: 'note', text: 'Mended.' });
  });
});
