import { PassThrough } from 'node:stream';

import { expect, test } from 'vitest';

import type { CheckId, CheckResult, Group } from '../../src/checks/check.js';
import { finding } from '../../src/findings/finding.js';
import type { Finding } from '../../src/findings/finding.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { createLiveText } from '../../src/report/live-text.js';
import { judge } from '../../src/report/judge.js';
import { paintNothing } from '../../src/report/marks.js';
import { noProgress } from '../../src/report/report.js';

const order: CheckId[] = ['settings.values', 'auth0.token', 'trust.issuer', 'entra.tenant', 'entra.exchange'];

/** The face as these checks end one after another, and the ids of the lines it has printed after each. */
function told(...ends: [CheckId, ...Finding[]][]): string[][] {
  const out = new PassThrough();
  const face = createLiveText({ out, status: null, paint: paintNothing, order });
  const results: CheckResult[] = [];
  return ends.map(([id, ...findings]) => {
    const group = id.split('.')[0] as Group;
    const result: CheckResult = { id, group, title: 'seen', durationMs: 0, kind: 'ran', findings, rows: [], known: {}, completion: null };
    results.push(result);
    const frame = { startedAt: new Date(0), durationMs: 0, order, settings: [], strict: false };
    face.take({ type: 'finished', result }, () => judge({ ...noProgress, results }, frame));
    const text = String(out.read() ?? '');
    return text.split('\n').flatMap((line) => line.split(/ +/)[1] ?? []);
  });
}

test('what is well is said as soon as it is known, in the order of the chain', () => {
  expect(told(['settings.values'], ['entra.tenant'], ['auth0.token'])).toEqual([['settings.values'], [], ['auth0.token']]);
});

test('a difference waits for the word of Entra ID, and is said once', () => {
  const slash = mismatch('issuer', 'https://a/', 'https://a', 'settings');
  expect(told(['settings.values'], ['auth0.token'], ['trust.issuer', slash], ['entra.tenant'], ['entra.exchange'])).toEqual([
    ['settings.values'],
    ['auth0.token'],
    [],
    [],
    ['trust.issuer', 'entra.tenant', 'entra.exchange'],
  ]);
});

test('where a retired version is in use, Azure OpenAI has the last word, and its warning waits for the end', () => {
  const retired = finding('settings/retired-api-version', { version: '2023-07-01-preview', answers: true });
  expect(told(['settings.values', retired], ['auth0.token'], ['trust.issuer'], ['entra.tenant'], ['entra.exchange']).flat()).toEqual([]);
});
