import { expect, test } from 'vitest';

import { paintAnsi, paintNothing } from '../../src/report/marks.js';
import type { RequestReport } from '../../src/report/requests.js';
import { waterfallLines, waterfallSentences } from '../../src/report/waterfall.js';
import { inside } from '../support/inside.js';
import { keyless } from '../support/binary.js';

const one: RequestReport = {
  party: 'auth0',
  method: 'POST',
  host: 'acme-dev.eu.auth0.com',
  path: '/oauth/token',
  status: 200,
  failure: null,
  startMs: 0,
  sentMs: 100,
  endMs: 500,
};
const requests: RequestReport[] = [
  one,
  {
    ...one,
    party: 'entra',
    method: 'GET',
    host: 'login.microsoftonline.com',
    path: '/7c9e6679-7425-40de-944b-e07fc1f90ae7/v2.0/.well-known/openid-configuration',
    endMs: 300,
  },
  {
    ...one,
    party: 'azure-openai',
    host: 'acme-ai.openai.azure.com',
    path: '/x',
    startMs: 500,
    sentMs: null,
    status: null,
    failure: 'timeout',
    endMs: 1000,
  },
];
const report = { requests, durationMs: 1000 };

/** Where the bar of each request begins and ends, in cells. */
function bars(lines: string[]): [number, number][] {
  return lines.flatMap((line) => {
    const bar = / ms ( *[─━]+)$/.exec(line);
    const start = bar?.[1]?.search(/[─━]/) ?? 0;
    return bar?.[1] ? [[start, bar[1].length] as [number, number]] : [];
  });
}

test.each([80, 100, 200, 64, 40])('draws each request at its time and fits %i columns', (columns) => {
  const lines = waterfallLines(report, { columns, paint: paintNothing });
  for (const line of lines) expect(line.length).toBeLessThan(Math.min(columns, 121));
  const [token, tenant, late] = bars(lines);
  const cells = late?.[1] ?? 0;
  expect(cells).toBeGreaterThan(columns === 40 ? 14 : 8);
  // Side by side stands above one another; what came after begins where the first ended.
  expect(token).toEqual([0, Math.round(cells / 2)]);
  expect(tenant).toEqual([0, Math.round(cells * 0.3)]);
  expect(late?.[0]).toBe(token?.[1]);
  const text = lines.join('\n');
  for (const words of ['Auth0', 'Entra ID', 'Azure OpenAI', 'POST', '200', 'timeout', '500 ms', '300 ms']) expect(text).toContain(words);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('3 requests took 1000 of 1000 ms; one after the other 1300 ms');
});

test('the way that never opened is thin to its end, and what failed is yellow', () => {
  const lines = waterfallLines(report, { columns: 80, paint: paintAnsi });
  const late = lines.find((line) => line.includes('timeout')) ?? '';
  expect(late).not.toContain('━');
  expect(late).toContain(paintAnsi('yellow', 'timeout'));
  expect(lines.join('\n')).not.toContain(paintAnsi('red', '').slice(0, 5));
});

test('what is still under way goes on to the end of what is known; without a request there is a sentence', () => {
  const under = { requests: [{ ...one, endMs: null, status: null }], durationMs: 800 };
  const lines = waterfallLines(under, { columns: 80, paint: paintNothing });
  expect(lines.some((line) => /… +800 ms ─+━+$/.test(line))).toBe(true);
  expect(waterfallLines({ requests: [], durationMs: 3 }, { columns: 80, paint: paintNothing }).at(-1)).toBe(' Nobody was asked anything.');
});

test('to be heard it is one sentence a request, without a bar', async () => {
  expect(waterfallSentences(report)).toEqual([
    'Where the time went: 1000 of 1000 milliseconds were spent waiting.',
    'Auth0, POST acme-dev.eu.auth0.com/oauth/token: 200, from 0 to 500 milliseconds.',
    expect.stringMatching(/^Entra ID, GET login\.microsoftonline\.com\/.*: 200, from 0 to 300 milliseconds\.$/),
    'Azure OpenAI, POST acme-ai.openai.azure.com/x: timeout, from 500 to 1000 milliseconds.',
  ]);
  const { stderr } = await inside(['check', '--sandbox', '--verbose', '--accessible']);
  expect(stderr).toContain('Where the time went: ');
  expect(stderr).not.toContain('━');
});

test('check --verbose shows it at its end on standard error, and nowhere else', async () => {
  const { stdout, stderr, place } = await inside(['check', '--sandbox', '--verbose']);
  const [, shown = ''] = stderr.split('Where the time went');
  const asked = place?.requests.filter(({ by }) => by === 'client') ?? [];
  expect(bars(shown.split('\n'))).toHaveLength(asked.length);
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(80);
  for (const never of ['\u001B', '?', 'eyJ']) expect(shown).not.toContain(never);
  expect(stdout).not.toContain('Where the time went');
  const json = await inside(['check', '--sandbox', '--verbose', '--json']);
  expect(json.stderr).not.toContain('Where the time went');
  expect(json.stdout).not.toContain('"requests"');
});

test('with --ascii the bars are ASCII, too', async () => {
  const { stderr } = await keyless(['check', '--sandbox', '--verbose', '--ascii']);
  expect(stderr).toMatch(/ ms +-*=+$/m);
  expect(Buffer.from(stderr).every((byte) => byte < 128)).toBe(true);
});
