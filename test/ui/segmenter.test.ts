import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';

import { isUnseen } from '../../src/findings/quote.js';
import { isOrdinary } from '../../src/settings/ordinary.js';
import { printable } from '../../src/report/printable.js';
import { segmenter } from '../../src/ui/segmenter.js';

const real = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ordinary = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).filter(isOrdinary);

/** The same texts in every run, of letters that are ordinary and of what is behind a colour or a link. */
function textsOf(letters: readonly string[], count: number): string[] {
  let seed = 1;
  const next = (most: number): number => (seed = (seed * 48_271) % 0x7f_ff_ff_ff) % most;
  return Array.from({ length: count }, () => Array.from({ length: next(12) }, () => letters[next(letters.length)] ?? '').join(''));
}

describe('what is ordinary', () => {
  test('is every letter of the screen, and no half of a character', () => {
    expect(ordinary.length).toBeGreaterThan(1300);
    expect(isOrdinary(' ❯ 1  Set up ✓ ✗ ○ ─ … ⣾ ↑↓ “a” ’ – ›')).toBe(true);
    for (const odd of ['\u00AD', '\u200B', '\u0301', '漢', '👩', '\uD83D', '\uFE0F', '\u00A0', '\u2800', '\t'])
      expect([odd, isOrdinary(odd)]).toEqual([odd, false]);
  });

  test('takes one cell each, and is shown as it is', () => {
    expect(ordinary.filter((letter) => stringWidth(letter) !== 1 || printable(`a${letter}`) !== `a${letter}`)).toEqual([]);
    expect(ordinary.filter(isUnseen)).toEqual([]);
  });
});

describe('the characters of a text', () => {
  test.each([
    ['ordinary letters', ordinary],
    ['letters between colours and links', [...ordinary, '\u001B[1m', '\u001B]8;;https://a.example\u0007', '\n']],
    [
      'all kinds of letters',
      ['a', 'é', 'e\u0301', '\u0301', '👩‍👩‍👧', '🇨🇭', '漢', '\u200D', '\uFE0F', '한', 'ก็', '\u001B[0m', '\r', '\n', '○', '✓'],
    ],
  ])('of %s are those that Unicode counts', (_, letters) => {
    for (const text of textsOf(letters, 3000)) {
      const expected = Array.from(real.segment(text), ({ segment, index }) => [segment, index]);
      expect(Array.from(segmenter.segment(text), ({ segment, index }) => [segment, index])).toEqual(expected);
      for (let at = 0; at <= text.length; at += 1)
        expect(segmenter.segment(text).containing(at)?.index).toBe(real.segment(text).containing(at)?.index);
    }
  });
});
