import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createPrintableStream, printableLines } from '../../src/report/printable.js';
import { isLong, tries } from '../support/cases.js';

function streamed(...pieces: string[]): string {
  const stream = createPrintableStream();
  return [...pieces.map((piece) => stream.push(piece)), stream.flush()].join('');
}

/** This text cut at these places. */
function cutAt(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].toSorted((one, other) => one - other);
  return [0, ...ends].map((from, at) => text.slice(from, ends[at]));
}

test('emoji that are joined stay whole, however many follow one another', () => {
  const people = ['👩‍💻', '👨‍🚀', '🧑‍🌾', '👩‍🔬', '🧑‍🎨', '👨‍🏫', '👩‍🚒', '👨‍🍳', '🧑‍🔧', '👩‍🎤', '👨🏽‍💼', '👩‍⚕️', '👨‍👩‍👧‍👦'];
  expect(printableLines(people.join(' '))).toBe(people.join(' '));
  expect(printableLines(people.join(''))).toBe(people.join(''));
});

test('joiners that make one letter of many are shown, also with marks between', () => {
  for (const letter of ['x', '👩', '👩🏽', 'é̂']) {
    const clean = printableLines(`a ${`${letter}\u200D`.repeat(20)}b`);
    expect(clean.split('⟨U+200D⟩').length).toBe(21);
    expect(clean).not.toContain('\u200D');
  }
});

test('an answer of marks or joiners alone is shown, also one as long as there may be', () => {
  const most = isLong ? 16_777_216 : 4_194_304;
  const marks = '\u0301'.repeat(most);
  expect(printableLines(`e${marks}`)).toMatch(/^e\u0301{8}⟨\d+ marks⟩/u);
  if (!isLong) return;
  expect(streamed('e\u0301', `${marks}x`)).toMatch(/^e\u0301{8}⟨\d+ marks⟩/u);
  expect(printableLines('x\u200D'.repeat(most / 2))).toMatch(/^x⟨U\+200D⟩x⟨U\+200D⟩/);
}, 60_000);

test('marks at the beginning of a piece are cleaned as those within one are', () => {
  const pieces = ['e\u0301', '\u{E0148}\u{E0149}\u034F\uFE00x'];
  expect(streamed(...pieces)).toBe('e\u0301⟨U+E0148⟩⟨U+E0149⟩⟨U+034F⟩⟨U+FE00⟩x');
});

/** Of a pile of marks or a chain of joiners that is cut, a stream counts the parts. */
const noPile = (text: string): boolean => !/\p{M}{9}/u.test(text) && text.split('\u200D').length < 9;
const some = fc.constantFrom(
  'a',
  'e\u0301',
  ' ',
  '\r',
  '\n',
  '\t',
  '\u0301',
  '\u034F',
  '\uFE00',
  '\uFE0F',
  '\u{E0148}',
  '\u200D',
  '\u200B',
  '\u202E',
  '\u001B[2J',
  '👩‍💻',
  '\uD83D',
  '\uDC69',
  '日',
  '\u00A0',
);
const texts = fc.oneof(
  fc.array(some, { maxLength: 30 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('a text in pieces, cut anywhere, reads as the whole does', () => {
  const property = fc.property(texts.filter(noPile), fc.array(fc.nat(100), { maxLength: 8 }), (text, places) => {
    expect(streamed(...cutAt(text, places))).toBe(printableLines(text));
  });
  fc.assert(property, tries('prose in pieces'));
});
