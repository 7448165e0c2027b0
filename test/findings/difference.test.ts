import { describe, expect, test } from 'vitest';

import { difference } from '../../src/findings/difference.js';

describe('difference', () => {
  test.each([
    ['identical', 'abc', 'abc', []],
    ['a final slash that Azure lacks', 'https://a.b/', 'https://a.b', [{ kind: 'missing', position: 12, token: '/', azure: '' }]],
    ['a final slash too many in Azure', 'https://a.b', 'https://a.b/', [{ kind: 'extra', position: 12, token: '', azure: '/' }]],
    ['one letter’s case', 'DQja@clients', 'DQJa@clients', [{ kind: 'case', position: 3, token: 'j', azure: 'J' }]],
    ['a suffix', 'id@clients', 'id', [{ kind: 'missing', position: 3, token: '@clients', azure: '' }]],
    ['one letter replaced', 'abcde', 'abXde', [{ kind: 'replaced', position: 3, token: 'c', azure: 'X' }]],
    ['a zero-width space at the end', 'abc', 'abc\u200B', [{ kind: 'invisible', position: 4, token: '', azure: '\u200B' }]],
    ['a byte order mark at the beginning', 'abc', '\uFEFFabc', [{ kind: 'invisible', position: 1, token: '', azure: '\uFEFF' }]],
    ['a line break at the end', 'abc', 'abc\n', [{ kind: 'whitespace', position: 4, token: '', azure: '\n' }]],
    ['a non-breaking space for a space', 'a b', 'a\u00A0b', [{ kind: 'whitespace', position: 2, token: ' ', azure: '\u00A0' }]],
    ['a full-width letter', 'abc', 'aｂc', [{ kind: 'lookalike', position: 2, token: 'b', azure: 'ｂ' }]],
    ['positions count code points, not code units', '😀ab', '😀aX', [{ kind: 'replaced', position: 3, token: 'b', azure: 'X' }]],
    ['nothing against something', '', 'ab', [{ kind: 'extra', position: 1, token: '', azure: 'ab' }]],
  ])('%s', (_, token, azure, expected) => expect(difference(token, azure)).toEqual(expected));

  test('two places are two differences', () => {
    expect(difference('AbcD', 'abcd').map(({ kind, position }) => `${kind} ${position}`)).toEqual(['case 1', 'case 4']);
  });

  test('what it says is enough to make Azure’s value of the token’s: seeded random pairs', () => {
    let seed = 20_261_124;
    const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const letters = Array.from('abAB/\u200B😀 é');
    const word = (): string => Array.from({ length: next(12) }, () => letters[next(letters.length)]).join('');
    for (let at = 0; at < 2000; at += 1) {
      const [token, azure] = [word(), word()];
      const differences = difference(token, azure);
      expect(differences.length === 0).toBe(token === azure);
      const lost = Array.from(token).length - differences.reduce((sum, one) => sum + Array.from(one.token).length, 0);
      const kept = Array.from(azure).length - differences.reduce((sum, one) => sum + Array.from(one.azure).length, 0);
      expect(lost).toBe(kept);
    }
  });

  test('600 characters against 600 others take less than a quarter of a second', () => {
    const startedAt = performance.now();
    difference('a'.repeat(600), 'b'.repeat(600));
    expect(performance.now() - startedAt).toBeLessThan(250);
  });
});
