import { inspect } from 'node:util';

import { describe, expect, test } from 'vitest';

import type { Explained } from '../../src/report/explained.js';
import { Secret } from '../../src/settings/secret.js';
import { splitInput } from '../../src/ui/keys.js';
import { paintNothing } from '../../src/report/marks.js';
import { pasteView } from '../../src/ui/explain/paste-view.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { Action, State } from '../../src/ui/state.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, explainedOf, fakeDesk, reportOf, secretText, slashMissing } from './fake-desk.js';

const desk = fakeDesk({ found: allFound() });
const review = beginning(desk, { columns: 80, rows: 24 });
const escape: Action = { type: 'key', key: { kind: 'escape' } };
const log = `building\r\nclient_secret=${secretText}\r\nAADSTS700211: No matching federated identity record found`;

function then(state: State, ...actions: Action[]): State {
  return actions.reduce(reducerOf(desk), state);
}

function typing(state: State, input: string, by: FakeDesk = desk): State {
  return splitInput(input).reduce((one, key) => reducerOf(by)(one, { type: 'key', key }), state);
}

const paste = (text: string): Action => ({ type: 'key', key: { kind: 'paste', text } });
const came = (id: number, parts: Partial<Explained> = {}): Action => ({ type: 'explained', id, explained: explainedOf(parts) });
const slash: Partial<Explained> = { isRecognised: true, diagnoses: [slashMissing], lead: 'Paste the other half.' };
const open = typing(review, 'x');

describe('the place to paste an error', () => {
  test('opens over the review, a field and an explanation, and escape goes back there', () => {
    expect(open.screen).toMatchObject({ at: 'paste', reading: null });
    expect(then(open, escape).screen).toEqual(review.screen);

    const field = typing(review, '1');
    const half = typing(field, '\u0015half.eu.auth0.com\u0018');
    expect(half.screen.at).toBe('paste');
    expect(half.answers.get('OIDC_ENDPOINT')).toMatchObject({ given: 'half.eu.auth0.com' });
    expect(then(half, escape).screen).toMatchObject({ at: 'fields', current: 0, editor: { text: 'half.eu.auth0.com' } });

    const ended = then(typing(review, '\r'), { type: 'ended', id: 1, report: reportOf({ exitCode: 1, diagnoses: [slashMissing] }) });
    expect(then(typing(ended, 'x'), escape).screen).toEqual(ended.screen);
    const checked = typing(ended, '\r');
    expect(checked.screen.at).toBe('diagnosis');
    expect(then(typing(checked, 'x'), escape).screen).toEqual(checked.screen);
    expect(typing(typing(checked, 'x'), '\u0004').exit).toBe(1);
  });

  test('explains a paste at once, by its size, and what is typed on Enter', () => {
    const reading = then(open, paste(log));
    expect(reading.work).toMatchObject({ kind: 'explain', text: expect.any(Secret) });
    expect(reading.screen).toMatchObject({ at: 'paste', reading: '3 lines, 145 bytes', editor: { text: '' } });
    expect(then(open, paste('x'.repeat(1800))).screen).toMatchObject({ reading: '1 line, 1.8 KB' });

    const typed = typing(open, 'AADSTS700213');
    expect(typed).toMatchObject({ work: null, screen: { editor: { text: 'AADSTS700213' } } });
    expect(typing(typed, '\r').work).toMatchObject({ kind: 'explain', text: { length: 12 } });
    expect(typing(open, ' \r').work).toBeNull();
    expect(then(typed, paste(': No match')).work).toMatchObject({ text: { length: 22 } });
  });

  test('nothing of a paste is in the state, but for the settings in it, and of those no secret', () => {
    for (const text of [log, `OIDC_ENDPOINT=acme.eu.auth0.com\rOIDC_CLIENT_SECRET=${secretText}`]) {
      const state = then(open, paste(text));
      expect(inspect(state, { depth: null })).not.toContain(secretText);
      expect(inspect(state, { depth: null })).not.toContain('No matching');
    }
  });

  test('what was given up belongs to nobody, and nothing is asked twice', () => {
    const reading = then(open, paste(log));
    expect(then(reading, paste(log)).works).toBe(1);
    const left = then(reading, escape);
    expect(left).toMatchObject({ screen: { at: 'review' }, work: null });
    expect(then(left, came(1, slash))).toBe(left);
  });
});

describe('what a paste came to', () => {
  test('causes are explained as after a check, with a way back to where one was', () => {
    const state = then(open, paste(log), came(1, slash));
    expect(state).toMatchObject({ work: null, screen: { at: 'diagnosis', pasted: { hint: 'Paste the other half.' } } });
    expect(state.past.map(({ kind }) => kind)).toEqual(['explained', 'diagnosis']);
    expect(state.past[0]).toMatchObject({ size: '3 lines, 145 bytes', isWhole: false });
    expect(then(state, escape).screen).toEqual(review.screen);
    // Whoever pastes presses Enter behind it: that reads on, and asks nobody.
    expect(typing(state, '\r').work).toBe(null);
    expect(typing(state, 'k').work).toMatchObject({ kind: 'check' });
    expect(typing(state, 'e').screen.at).toBe('review');
    // Nothing was checked, so nothing failed.
    expect(typing(state, 'q').exit).toBe(0);
  });

  test('several causes are shown one after the other', () => {
    const second = { ...slashMissing, code: 'trust/audience-mismatch' as const };
    const state = typing(then(open, paste(log), came(1, { ...slash, diagnoses: [slashMissing, second] })), 'n');
    expect(state.past.at(-1)).toMatchObject({ kind: 'diagnosis', diagnosis: { code: 'trust/audience-mismatch' } });
    expect(then(state, escape).screen).toEqual(review.screen);
  });

  test('the next paste goes right below an explanation, and the way back stays one step', () => {
    const first = then(open, paste(log), came(1, slash));
    const second = then(first, paste('[]'));
    expect(second.work).toMatchObject({ id: 2, kind: 'explain' });
    expect(then(second, escape).screen).toEqual(first.screen);
    expect(then(second, came(2, slash), escape).screen).toEqual(review.screen);
  });

  test('what is not known, a code, and a token that is well leave the line open for the next', () => {
    const code = { code: 'trust/issuer-slash' as const, meaning: '', effect: '', numbers: [], answer: null, exemption: null };
    for (const parts of [{}, { isRecognised: true }, { ...slash, about: code }]) {
      const state = then(open, paste(log), came(1, parts));
      expect(state).toMatchObject({ work: null, screen: { at: 'paste', reading: null } });
      expect(state.past).toMatchObject([{ kind: 'explained', isWhole: true }]);
      expect(then(state, escape).screen).toEqual(review.screen);
    }
  });

  test('settings in it are taken over with Enter, and only then', () => {
    const block = `OIDC_ENDPOINT=other.eu.auth0.com\r\nOIDC_CLIENT_SECRET=${secretText}`;
    const settings = [{ name: 'OIDC_ENDPOINT' as const, set: true, secret: false, value: null, source: null, shadows: [] }];
    for (const diagnoses of [[], [slashMissing]]) {
      const told = then(open, paste(block), came(1, { what: 'env', isRecognised: true, settings, diagnoses }));
      expect(told.answers.size).toBe(0);
      const taken = typing(told, '\r');
      expect([...taken.answers.keys()]).toEqual(['OIDC_ENDPOINT', 'OIDC_CLIENT_SECRET']);
      expect(taken.answers.get('OIDC_CLIENT_SECRET')?.given).toBeInstanceOf(Secret);
      expect(taken.screen).toMatchObject({ at: 'review', notice: '2 values taken from the paste.' });
    }
    // A line of a log that looks like a setting is none.
    const told = then(open, paste(block), came(1, slash));
    expect(typing(told, '\r').answers.size).toBe(0);
  });
});

test('in a low window a long line that is typed takes the room of what may be pasted, and the keys stay', () => {
  const look = { columns: 40, rows: 12, paint: paintNothing, spinner: '' };
  const low = { ...typing(open, 'AADSTS700213 '.repeat(20)), columns: 40, rows: 12 };
  if (low.screen.at !== 'paste') throw new TypeError('another screen');
  const { lines, cursor } = pasteView(low, { ...low.screen, offer: new Map() }, desk, look);
  expect(lines.length).toBeLessThan(12);
  expect(lines.join(' ')).toContain('esc back');
  expect(lines[cursor?.y ?? -1]).toContain('700213');
});
