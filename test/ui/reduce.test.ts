import { describe, expect, test } from 'vitest';

import { finding } from '../../src/findings/finding.js';
import { Secret } from '../../src/settings/secret.js';
import { splitInput } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { Action, State } from '../../src/ui/state.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, answeredWith, fakeDesk, lineOf, reportOf, secretText, slashMissing } from './fake-desk.js';

const size = { columns: 80, rows: 24 };

/** A state after these keys, and how to go on. */
function at(desk: FakeDesk, input = ''): State {
  return typing(desk, beginning(desk, size), input);
}

function typing(desk: FakeDesk, state: State, input: string): State {
  return splitInput(input).reduce((one, key) => reducerOf(desk)(one, { type: 'key', key }), state);
}

function then(desk: FakeDesk, state: State, ...actions: Action[]): State {
  return actions.reduce(reducerOf(desk), state);
}

const said = (id: number, text: string): Action => ({ type: 'said', id, text });

describe('the beginning', () => {
  test('is the first field that is missing', () => {
    expect(at(fakeDesk()).screen).toMatchObject({ at: 'fields', current: 0 });
    const found = allFound();
    found.delete('AZURE_CLIENT_ID');
    expect(at(fakeDesk({ found })).screen).toMatchObject({ at: 'fields', current: 5 });
  });

  test('tells of an env file that cannot be read, which looks like an empty one', () => {
    const trouble = 'The env file is saved as UTF-16.';
    expect(at(fakeDesk({ trouble })).screen).toMatchObject({ at: 'fields', current: 0, notice: trouble });
    expect(at(fakeDesk({ trouble, found: allFound(), start: 'prompt' })).screen).toMatchObject({ at: 'review', notice: trouble });
  });

  test('is the review when every value was found, and in the sandbox', () => {
    expect(at(fakeDesk({ found: allFound() })).screen.at).toBe('review');
    expect(at(fakeDesk({ isSandbox: true })).screen.at).toBe('review');
  });

  test('is the check when a prompt was asked for and every value was found', () => {
    expect(at(fakeDesk({ found: allFound(), start: 'prompt' }))).toMatchObject({ screen: { at: 'check' }, work: { kind: 'check' } });
    expect(at(fakeDesk({ start: 'prompt' })).screen.at).toBe('fields');
  });
});

describe('the fields', () => {
  test('Enter stays once with a value that was just typed and cannot be right; the second goes on, and says what is wrong', () => {
    const desk = fakeDesk();
    const found = finding('settings/malformed', { field: 'OIDC_ENDPOINT', value: null, problem: 'it cannot be used' });
    const remarks = [{ field: 'OIDC_ENDPOINT' as const, found, isError: true }];
    desk.review = () => ({ file: '.env', changes: [], diff: [], remarks, isUsable: false });
    const stayed = typing(desk, beginning(desk, size), 'no host\r');
    expect(stayed.screen).toMatchObject({
      at: 'fields',
      current: 0,
      isHeld: true,
      editor: { text: 'no host' },
    });
    const { screen } = typing(desk, stayed, '\r');
    expect(screen).toMatchObject({ at: 'fields', current: 1, isHeld: false, notice: expect.stringMatching(/^Auth0 domain: .+\.$/) });
    // Tab goes on at once.
    expect(typing(desk, beginning(desk, size), 'no host\t').screen).toMatchObject({ at: 'fields', current: 1 });
  });

  test('a block pasted in the review fills its fields too; anything else pasted there is told where to go', () => {
    const desk = fakeDesk({ found: allFound() });
    const paste = (text: string): State => then(desk, at(desk), { type: 'key', key: { kind: 'paste', text } });
    const one = paste('OIDC_ENDPOINT=other.eu.auth0.com');
    expect(one.answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'other.eu.auth0.com' });
    expect(one.screen).toMatchObject({ at: 'review', notice: 'One value taken from the paste.' });
    const credential = { issuer: 'https://acme.eu.auth0.com/', subject: 'K1AU@clients', audiences: ['api://AzureADTokenExchange'] };
    expect(paste(JSON.stringify([credential])).answers.get('AZURE_FEDERATED_SUBJECT')).toMatchObject({ given: 'K1AU@clients' });
    const none = paste('K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja');
    expect(none.answers.size).toBe(0);
    expect(none.screen).toMatchObject({ at: 'review', notice: expect.stringContaining('Open a value first') });
  });

  test('a pasted block of an env file fills every field it names, shows none of it, and goes on to the first that is missing', () => {
    const block = `OIDC_ENDPOINT="acme.eu.auth0.com"\r\nOIDC_CLIENT_ID=K1AU\r\nOIDC_CLIENT_SECRET=${secretText}\r\nUNKNOWN=1\r\n`;
    const desk = fakeDesk();
    const state = then(desk, at(desk), { type: 'key', key: { kind: 'paste', text: block } });
    expect(state.screen).toMatchObject({ at: 'fields', current: 4, notice: '3 values taken from the paste.' });
    expect(state.answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'acme.eu.auth0.com' });
    expect(JSON.stringify([...state.answers])).not.toContain(secretText);
    const one = then(desk, at(desk), { type: 'key', key: { kind: 'paste', text: 'AZURE_CLIENT_ID=x' } });
    expect([...one.answers.keys()]).toEqual(['AZURE_CLIENT_ID']);
  });

  test('take what is typed and go on, over several keys in one piece', () => {
    const state = at(fakeDesk(), 'acme.eu.auth0.com\rK1AU\r');
    expect(state.screen).toMatchObject({ at: 'fields', current: 2 });
    expect(state.answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'acme.eu.auth0.com', words: null });
  });

  test('wrap a secret when it is left, and never hold it as text again', () => {
    const desk = fakeDesk();
    const state = at(desk, `\r\r${secretText}\r`);
    const { given, shown } = state.answers.get('OIDC_CLIENT_SECRET') ?? {};
    expect(given).toBeInstanceOf(Secret);
    expect(shown).toMatchObject({ length: 64, ending: '7fQ2' });
    expect(JSON.stringify([state.screen, ...state.answers])).not.toContain(secretText);
  });

  test('hide a secret that was put into the wrong field', () => {
    const state = at(fakeDesk(), `${secretText}\r`);
    expect(state.answers.get('OIDC_ENDPOINT')?.shown).toBeInstanceOf(Secret);
  });

  test('keep later answers on the way back, and mark what is wrong without holding anybody up', () => {
    const desk = fakeDesk();
    const back = reducerOf(desk)(at(desk, 'not a host!\r\rK1AU\r'), { type: 'key', key: { kind: 'backTab' } });
    const first = reducerOf(desk)(back, { type: 'key', key: { kind: 'up' } });
    expect(first.screen).toMatchObject({ at: 'fields', current: 0, editor: { text: 'not a host!' } });
    expect(first.answers.has('OIDC_CLIENT_ID')).toBe(true);
    expect(first.review.remarks).toContainEqual(expect.objectContaining({ field: 'OIDC_ENDPOINT', isError: true }));
  });

  test('keep a found secret closed until something is typed over it', () => {
    const desk = fakeDesk({ found: allFound() });
    const open = at(desk, '3');
    expect(open.screen).toMatchObject({ at: 'fields', current: 2, editor: null });
    expect(typing(desk, open, '\r').answers.size).toBe(0);
    expect(typing(desk, open, 'x\r').answers.get('OIDC_CLIENT_SECRET')?.shown).toMatchObject({ length: 1 });
    expect(typing(desk, open, '\u007f\r').answers.get('OIDC_CLIENT_SECRET')?.shown).toHaveLength(0);
  });
});

describe('the review', () => {
  test('goes to the first field that is missing when Enter cannot check yet', () => {
    const found = allFound();
    found.delete('AZURE_CLIENT_ID');
    const desk = fakeDesk({ found });
    const review = then(desk, at(desk), { type: 'key', key: { kind: 'escape' } });
    expect(typing(desk, review, '\r').screen).toMatchObject({
      at: 'fields',
      current: 5,
      notice: expect.stringContaining('Identity client id'),
    });
  });

  test('shows what would be written first; then writes and checks, or only checks', () => {
    const desk = fakeDesk({ found: allFound() });
    const changed = typing(desk, then(desk, at(desk, '1\u0015other.eu.auth0.com'), { type: 'key', key: { kind: 'escape' } }), '');
    expect(typing(desk, changed, 'c').work).toMatchObject({ kind: 'check' });
    const shown = typing(desk, changed, '\r');
    expect(shown).toMatchObject({ screen: { at: 'write' }, work: null });
    expect(typing(desk, shown, 'n').work).toMatchObject({ kind: 'check' });
    const writing = typing(desk, shown, '\r');
    expect(writing.work).toMatchObject({ kind: 'write' });
    const written = then(desk, writing, {
      type: 'written',
      id: writing.works,
      written: { ok: true, created: false, file: '.env', remarks: [] },
    });
    expect(written.work).toMatchObject({ kind: 'check' });
    const refused = then(desk, writing, { type: 'written', id: writing.works, written: { ok: false, sentence: 'No room.' } });
    expect(refused.screen).toEqual({ at: 'review', notice: 'No room.' });
  });

  test('writes in the sandbox only with a key of its own, and stays', () => {
    const desk = fakeDesk({ found: allFound(), isSandbox: true });
    expect(at(desk, '\r').work).toMatchObject({ kind: 'check' });
    expect(at(desk, 'w')).toMatchObject({ screen: { at: 'write' }, work: null });
    const writing = at(desk, 'w\r');
    expect(writing.work).toMatchObject({ kind: 'write' });
    const written = then(desk, writing, {
      type: 'written',
      id: writing.works,
      written: { ok: true, created: true, file: '.env.sandbox', remarks: [] },
    });
    expect(written).toMatchObject({ screen: { at: 'review' }, work: null });
  });

  test('takes Enter twice in one piece without doing anything twice', () => {
    const desk = fakeDesk({ found: allFound() });
    expect(at(desk, '\r\r').works).toBe(1);
  });
});

describe('a check', () => {
  const desk = fakeDesk({ found: allFound() });

  test('holds the answer back while another check runs, then hands over to the prompt', () => {
    const started = (id: 'azure-openai.completion' | 'azure-openai.host'): Action => ({
      type: 'event',
      id: 1,
      event: { type: 'started', id, title: '…' },
      report: reportOf(),
    });
    const held = then(desk, at(desk, '\r'), started('azure-openai.host'), started('azure-openai.completion'), said(1, 'Hel'));
    expect(held.screen).toMatchObject({ at: 'check', held: 'Hel' });
    const result = { id: 'azure-openai.host', group: 'azure-openai', title: '', durationMs: 1, kind: 'notRun', because: null } as const;
    const report = reportOf({ checks: [lineOf('azure-openai.host')] });
    const open = then(desk, held, { type: 'event', id: 1, event: { type: 'finished', result }, report }, said(1, 'lo'));
    expect(open.screen).toMatchObject({ at: 'talk', asked: '', tail: 'Hello' });
    const ended = then(desk, open, { type: 'ended', id: 1, report: answeredWith('Hello') });
    expect(ended).toMatchObject({ screen: { at: 'talk', asked: null, tail: '' }, work: null });
    expect(ended.past.map(({ kind }) => kind)).toEqual(['checks', 'name', 'answer', 'works']);
  });

  test('lists the causes when something is wrong, and Enter explains the first', () => {
    const report = reportOf({ ok: false, exitCode: 1, checks: [lineOf('trust.issuer', { status: 'fail' })], diagnoses: [slashMissing] });
    const outcome = then(desk, at(desk, '\r'), { type: 'ended', id: 1, report });
    expect(outcome.screen).toMatchObject({ at: 'outcome', index: 0 });
    const ended = typing(desk, outcome, '\r');
    expect(ended.screen).toMatchObject({ at: 'diagnosis', index: 0, unsent: null });
    expect(typing(desk, ended, 'q').exit).toBe(1);
    expect(typing(desk, ended, '\r').work).toMatchObject({ id: 2, kind: 'check' });
  });

  test('ignores what an earlier run still has to say', () => {
    const state = at(desk, '\r');
    expect(then(desk, state, said(7, 'late'))).toBe(state);
  });
});

describe('the prompt', () => {
  const desk = fakeDesk({ found: allFound() });
  const open = then(desk, at(desk, '\r'), { type: 'ended', id: 1, report: answeredWith('Hello') });

  test('asks once, keeps what is typed meanwhile, and prints whole lines', () => {
    const asked = typing(desk, open, 'why?\rnext\r');
    expect(asked.work).toMatchObject({ id: 2, kind: 'ask', text: 'why?' });
    const heard = then(desk, asked, said(2, 'one\ntwo\nth'));
    expect(heard.screen).toMatchObject({ at: 'talk', tail: 'th', editor: { text: 'next' } });
    expect(heard.past.slice(-2)).toEqual([
      { kind: 'answer', text: 'one', isCode: false },
      { kind: 'answer', text: 'two', isCode: false },
    ]);
  });

  test('keeps what is drawn again small, however long a paragraph grows', () => {
    let state = typing(desk, open, 'why?\r');
    for (let piece = 0; piece < 500; piece += 1) state = then(desk, state, said(2, 'some words more '));
    expect(state.screen.at === 'talk' && state.screen.tail.length).toBeLessThan(80 * 5);
    const text = state.past.flatMap((one) => (one.kind === 'answer' ? [one.text] : [])).slice(1);
    expect([...text, state.screen.at === 'talk' ? state.screen.tail : ''].join(' ').replaceAll(/ +/g, ' ')).toBe(
      'some words more '.repeat(500),
    );
  });

  test('stops an answer at the first Ctrl-C and leaves at the second', () => {
    const stopping = typing(desk, typing(desk, open, 'why?\r'), '\u0003');
    expect(stopping).toMatchObject({ isStopping: true, exit: null });
    expect(typing(desk, stopping, '\u0003').exit).toBe(130);
    const stopped = then(desk, stopping, { type: 'ended', id: 2, report: reportOf() });
    expect(stopped).toMatchObject({ screen: { at: 'talk', asked: null }, work: null, report: { completion: { text: 'Hello' } } });
  });

  test('does not leave at a Ctrl-C that comes just behind an answer, which it was meant for', () => {
    const answered = then(desk, typing(desk, open, 'why?\r'), { type: 'ended', id: 2, report: answeredWith('So.') });
    const late = typing(desk, answered, '\u0003');
    expect(late).toMatchObject({ exit: null, screen: { at: 'talk', isWarned: true } });
    expect(typing(desk, late, '\u0003').exit).toBe(130);
    // Whoever has pressed a key since means what the line says.
    expect(typing(desk, typing(desk, answered, 'a\u007F'), '\u0003').exit).toBe(130);
  });

  test('explains what failed and gives the prompt back', () => {
    const report = reportOf({ ok: false, exitCode: 1, diagnoses: [slashMissing] });
    const failed = then(desk, typing(desk, open, 'why?\r'), { type: 'ended', id: 2, report });
    expect(failed.screen).toMatchObject({ at: 'diagnosis', unsent: 'why?' });
    expect(typing(desk, failed, '\r').screen).toMatchObject({ at: 'talk', editor: { text: 'why?' } });
    expect(typing(desk, failed, '\u0004').exit).toBe(1);
  });

  test('stays open, with the prompt to be changed, when only a filter stopped it', () => {
    const report = reportOf({ diagnoses: [{ ...slashMissing, severity: 'warning' }] });
    const filtered = then(desk, typing(desk, open, 'why?\r'), { type: 'ended', id: 2, report });
    expect(filtered.screen).toMatchObject({ at: 'talk', asked: null, editor: { text: 'why?' } });
    expect(filtered.past.at(-1)).toMatchObject({ kind: 'diagnosis' });
  });

  test('leaves with the code of the last report', () => {
    expect(typing(desk, open, '\u0004').exit).toBe(0);
    expect(typing(desk, open, '\u0003').exit).toBe(130);
  });
});
