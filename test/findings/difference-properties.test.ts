import { describe, expect, test } from 'vitest';

import { changedCharacters, difference } from '../../src/findings/difference.js';
import type { Difference } from '../../src/findings/difference.js';
import { alphanumeric, invisible, Random, visible, whiteSpace } from './random-text.js';

const cases = 2000;

/** Makes Azure's value of the token's by the differences alone, read from left to right. */
function applied(differences: Difference[], token: string): string {
  const rest = Array.from(token);
  const made: string[] = [];
  let at = 0;
  for (const one of differences) {
    const upTo = one.token ? one.position - 1 : at + (one.position - 1 - made.length);
    made.push(...rest.slice(at, upTo));
    expect(rest.slice(upTo, upTo + Array.from(one.token).length).join('')).toBe(one.token);
    at = upTo + Array.from(one.token).length;
    made.push(...Array.from(one.azure));
  }
  return [...made, ...rest.slice(at)].join('');
}

/** The fewest changes, and the fewest blocks of so many, by trying everything. */
function fewest(token: string[], azure: string[]): { changes: number; blocks: number } {
  const known = new Map<string, [number, number]>();
  const least = (t: number, a: number, isInside: boolean): [number, number] => {
    const key = `${t} ${a} ${isInside}`;
    const cached = known.get(key);
    if (cached) return cached;
    const ways: [number, number][] = t === token.length && a === azure.length ? [[0, 0]] : [];
    const edit = ([changes, blocks]: [number, number]): [number, number] => [changes + 1, blocks + (isInside ? 0 : 1)];
    if (t < token.length && a < azure.length) {
      if (token[t] === azure[a]) ways.push(least(t + 1, a + 1, false));
      else ways.push(edit(least(t + 1, a + 1, true)));
    }
    if (t < token.length) ways.push(edit(least(t + 1, a, true)));
    if (a < azure.length) ways.push(edit(least(t, a + 1, true)));
    const [best = [0, 0]] = ways.toSorted(([one, first], [other, second]) => one - other || first - second);
    known.set(key, best);
    return best;
  };
  const [changes, blocks] = least(0, 0, false);
  return { changes, blocks };
}

/** Differences that stand side by side are one block, of several kinds. */
function blocksOf(differences: Difference[]): number {
  let [blocks, end] = [0, -1];
  let shift = 0;
  for (const { position, token: one, azure: other } of differences) {
    const start = one ? position - 1 : position - 1 - shift;
    if (start !== end) blocks += 1;
    end = start + Array.from(one).length;
    shift += Array.from(other).length - Array.from(one).length;
  }
  return blocks;
}

describe('of any two values', () => {
  const pairs = (alphabet: readonly string[], most: number) => {
    const random = new Random(20_261_126);
    return Array.from({ length: cases }, () => [random.text(alphabet, 0, most), random.text(alphabet, 0, most)] as const);
  };

  test('the differences make the one of the other', () => {
    for (const [token, azure] of pairs([...visible, ...invisible, ...whiteSpace], 40)) {
      expect(applied(difference(token, azure), token)).toBe(azure);
    }
  });

  test('they are the fewest changes there are, in the fewest blocks', () => {
    for (const [token, azure] of pairs(Array.from('abAB/\u200b😀о'), 9)) {
      const differences = difference(token, azure);
      const { changes, blocks } = fewest(Array.from(token), Array.from(azure));
      expect([token, azure, changedCharacters(differences), blocksOf(differences)]).toEqual([token, azure, changes, blocks]);
    }
  });

  test('values that have nothing in common, and half of characters, are no trouble', () => {
    const long = 'x'.repeat(5000);
    for (const [token, azure] of [
      [long, `y${'z'.repeat(4000)}`],
      ['', long],
      ['\ud83d', '\ude00'],
      ['\ud83d\ude00', '\ud83d'],
      ['a'.repeat(300), 'b'.repeat(301)],
    ] as const)
      expect(applied(difference(token, azure), token)).toBe(azure);
  });
});

describe('one planted edit is found as one, at the first place where the two are no longer the same', () => {
  /** Where two values part, counted by hand. */
  const partsAt = (one: string, other: string): number => {
    const [a, b] = [Array.from(one), Array.from(other)];
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    return at + 1;
  };
  const others: Record<string, string> = { a: 'а', e: 'е', o: 'ο', c: 'с', p: 'ｐ', A: 'Α', '/': '\u2215', '-': '\u2013' };
  const swapped = (letter: string): string => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());

  type Plant = (
    random: Random,
    before: string,
    after: string,
  ) => { token: string; azure: string; edit: Pick<Difference, 'token' | 'azure'> };
  const against = (one: (random: Random) => string, other: (random: Random, one: string) => string): Plant => {
    return (random, before, after) => {
      const token = one(random);
      const azure = other(random, token);
      return { token: before + token + after, azure: before + azure + after, edit: { token, azure } };
    };
  };
  const nothing = (): string => '';
  const plants: Record<string, [Difference['kind'], Plant]> = {
    'a letter of another case': [
      'case',
      against(
        (random) => random.one(alphanumeric.slice(0, 52)),
        (_, one) => swapped(one),
      ),
    ],
    'a run that Azure lacks': ['missing', against((random) => random.text(visible, 1, 9), nothing)],
    'a run that Azure has more': ['extra', against(nothing, (random) => random.text(visible, 1, 9))],
    'a character replaced': [
      'replaced',
      against(
        (random) => random.one(Array.from('bdfgh😀')),
        (random) => random.one(Array.from('17+#𝒳')),
      ),
    ],
    'a letter replaced by nothing that can be seen': [
      'replaced',
      against(
        () => 'k',
        (random) => random.one(invisible),
      ),
    ],
    'white space more': ['whitespace', against(nothing, (random) => random.text(whiteSpace, 1, 3))],
    'white space less': ['whitespace', against((random) => random.text(whiteSpace, 1, 3), nothing)],
    'another white space': [
      'whitespace',
      against(
        () => ' ',
        (random) => random.one(whiteSpace.slice(1)),
      ),
    ],
    'an invisible character more': ['invisible', against(nothing, (random) => random.text(invisible, 1, 3))],
    'an invisible character less': ['invisible', against((random) => random.text(invisible, 1, 3), nothing)],
    'a look-alike in Azure': [
      'lookalike',
      against(
        (random) => random.one(Object.keys(others)),
        (_, one) => others[one] ?? '',
      ),
    ],
    'a look-alike in the token': [
      'lookalike',
      against(
        () => 'о',
        () => 'o',
      ),
    ],
  };

  test.each(Object.entries(plants))('%s', (_, [kind, plant]) => {
    const random = new Random(7);
    for (let at = 0; at < cases; at += 1) {
      const { token, azure, edit } = plant(random, random.text(visible, 0, 30), random.text(visible, 0, 30));
      const differences = difference(token, azure);
      // What stands beside an edit may be its equal: then the same edit stands a little later, and is as long.
      expect(differences).toEqual([{ kind, position: partsAt(token, azure), token: expect.any(String), azure: expect.any(String) }]);
      const [only] = differences;
      const length = (text: string | undefined): number => Array.from(text ?? '').length;
      expect([length(only?.token), length(only?.azure)]).toEqual([length(edit.token), length(edit.azure)]);
      expect(applied(differences, token)).toBe(azure);
    }
  });

  test.each([
    [
      'a letter that stands twice in the token: the second is missing',
      'aab',
      'ab',
      [{ kind: 'missing', position: 2, token: 'a', azure: '' }],
    ],
    ['a letter that stands twice in Azure: the second is extra', 'ab', 'aab', [{ kind: 'extra', position: 2, token: '', azure: 'a' }]],
    ['a group that stands twice: the second is missing', 'xabab', 'xab', [{ kind: 'missing', position: 4, token: 'ab', azure: '' }]],
    ['neighbours that were exchanged are one place', 'xK1y', 'x1Ky', [{ kind: 'replaced', position: 2, token: 'K1', azure: '1K' }]],
    ['one for two is one place', 'acme', 'acrne', [{ kind: 'replaced', position: 3, token: 'm', azure: 'rn' }]],
    [
      'a letter and its other case belong together, whatever is added before',
      'xBy',
      'x..by',
      [
        { kind: 'extra', position: 2, token: '', azure: '..' },
        { kind: 'case', position: 2, token: 'B', azure: 'b' },
      ],
    ],
  ])('%s', (_, token, azure, expected) => expect(difference(token, azure)).toEqual(expected));
});
