import { describe, expect, test } from 'vitest';

import { difference } from '../../src/findings/difference.js';
import { paintNothing } from '../../src/report/marks.js';
import { chainLines, linksOf } from '../../src/ui/chain-view.js';
import { caretLines, comparisonLines } from '../../src/ui/explain/comparison-lines.js';
import { lineOf, slashMissing } from './fake-desk.js';

const auth0 = lineOf('auth0.token');
const trust = lineOf('trust.issuer');
const entra = lineOf('entra.exchange');
const openai = lineOf('azure-openai.completion');
const skipped = { status: 'notRun' } as const;

describe('the chain', () => {
  test('fills from the left: what a later link knows early does not count yet', () => {
    const running = [{ id: 'auth0.token' as const }];
    expect(linksOf({ running, checks: [lineOf('azure-openai.host')] })).toEqual(['running', 'waiting', 'waiting', 'waiting']);
    expect(linksOf({ running: [{ id: 'entra.exchange' }], checks: [auth0, trust] })).toEqual(['pass', 'pass', 'running', 'waiting']);
  });

  test('goes on past a comparison that has nothing to compare', () => {
    expect(linksOf({ running: [], checks: [auth0, lineOf('trust.issuer', skipped), entra, openai] })).toEqual([
      'pass',
      'notRun',
      'pass',
      'pass',
    ]);
  });

  test('ends at what failed', () => {
    const failed = lineOf('trust.issuer', { status: 'fail' });
    const follows = lineOf('entra.exchange', { status: 'follows' });
    const rest = [lineOf('azure-openai.host'), lineOf('azure-openai.access', skipped)];
    expect(linksOf({ running: [], checks: [auth0, failed, follows, ...rest] })).toEqual(['pass', 'fail', 'follows', 'notRun']);
  });

  test('does not turn what could not be found out into a failure further on', () => {
    const host = lineOf('azure-openai.host', { status: 'unknown' });
    const access = lineOf('azure-openai.access', { status: 'follows', because: 'azure-openai.host' });
    expect(linksOf({ running: [], checks: [auth0, trust, entra, host, access] })).toEqual(['pass', 'pass', 'pass', 'unknown']);
  });

  test('stands in one line, and in two where the window is narrow', () => {
    const run = { running: [], checks: [auth0, trust, entra, openai] };
    const look = { rows: 24, paint: paintNothing, spinner: '' };
    expect(chainLines(run, { ...look, columns: 80 })).toEqual([' Auth0 ──✓── token ──✓── credential ──✓── Entra ID ──✓── Azure OpenAI']);
    expect(chainLines(run, { ...look, columns: 40 })).toEqual([' Auth0 ─✓─ token ─✓─ credential', '   ─✓─ Entra ID ─✓─ Azure OpenAI']);
  });
});

describe('two values', () => {
  test.each([80, 60, 40, 36])('keep the caret below the difference at %i columns', (columns) => {
    const [token = '', azure = '', caret = ''] = comparisonLines(
      { evidence: slashMissing.evidence, severity: 'error' },
      { columns, paint: paintNothing },
    );
    expect(token.length).toBeLessThan(columns);
    expect(caret.indexOf('^')).toBe(token.length - 1);
    expect(token.slice(0, -1).replace('token', 'azure')).toBe(azure);
  });

  test.each([80, 60, 40])('say at the caret, or below it, what differs there, at %i columns', (columns) => {
    const [token, azure] = ['https://acme-dev.eu.auth0.com/', 'https://acme-dev.eu.auth0.com'];
    const evidence = { ...slashMissing.evidence, token, azure, diff: difference(token, azure) };
    const lines = comparisonLines({ evidence, severity: 'error' }, { columns, paint: paintNothing });
    expect(lines.slice(2).join(' ').replace('^', ' ').replaceAll(/ +/g, ' ').trim()).toBe('Azure lacks the final slash');
    for (const line of lines) expect(line.length).toBeLessThan(columns);
  });

  test.each([
    ['https://a.eu.auth0.com/', 'https://a.eu.auth0.com/ '],
    ['https://a.eu.auth0.com/', ' https://a.eu.auth0.com/'],
    [' a b', ' a c '],
  ])('show a space that would not be seen, with the caret below it: %j and %j', (token, azure) => {
    const evidence = { ...slashMissing.evidence, token, azure, diff: difference(token, azure) };
    const lines = comparisonLines({ evidence, severity: 'error' }, { columns: 80, paint: paintNothing });
    const mark = '⟨U+0020⟩';
    expect(lines[1]).toBe(`  azure  ${azure.replace(/^ /, mark).replace(/ $/, mark)}`);
    const at = Array.from(token).findIndex((character, place) => character !== azure[place]);
    const common = token.slice(0, at === -1 ? token.length : at).replace(/^ /, mark);
    expect(lines[2]?.indexOf('^')).toBe('  azure  '.length + common.length);
  });

  test('have the words before the caret where there is room only there', () => {
    const [caret] = caretLines(40, 'one letter differs', { columns: 50, paint: paintNothing });
    expect(caret).toBe(`${' '.repeat(21)}one letter differs ^`);
  });

  test('name the copy, where Entra ID has contradicted it', () => {
    const [, copy] = comparisonLines({ evidence: slashMissing.evidence, severity: 'warning' }, { columns: 80, paint: paintNothing });
    expect(copy).toMatch(/^ {2}copy {3}https:/);
  });

  test('count a character that nobody can see as wide as it is shown', () => {
    const evidence = { ...slashMissing.evidence, token: 'a\u200Bx', azure: 'a\u200By' };
    const [token = '', , caret = ''] = comparisonLines({ evidence, severity: 'error' }, { columns: 80, paint: paintNothing });
    expect(token[caret.indexOf('^')]).toBe('x');
  });
});
