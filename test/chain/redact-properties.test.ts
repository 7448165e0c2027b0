import { randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { Secret } from '../../src/settings/secret.js';
import { tries } from '../support/cases.js';
import { expectNone, leaksIn } from '../support/forbidden.js';
import { changes, spellings } from '../support/spellings.js';

/** As Auth0 makes them: 64 characters of base64url. A simpler one would be none of a machine's. */
const madeSecret = fc.noShrink(fc.uint8Array({ minLength: 48, maxLength: 48 })).map((some) => Buffer.from(some).toString('base64url'));
/** As a person makes one up, in letters of any script. */
const ownSecret = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((text) => text.isWellFormed() && text.trim() === text);
const spelling = fc.constantFrom(...Object.entries(spellings));
/** A stream is looked through word by word. */
const inOneWord = fc.constantFrom(...Object.entries(spellings).filter(([, spell]) => !spell('ab').includes(' ')));
const change = fc.constantFrom(['as it is', (text: string) => text] as const, ...Object.entries(changes));
/** What services say around it. */
const words = fc.constantFrom(
  'AADSTS7000215: ',
  '{"error":"',
  'Authorization: Basic ',
  '<pre>',
  'the value of `',
  'a: b\r\nc: ',
  '日本語「',
  '',
);
const behind = fc.constantFrom(' Trace ID: 8112662e-c526-4699-b607-4312f7f41293', '","code":401}', '</pre>', '\n\n', '', '」', '&x=1');

describe('whatever the secret, however it is spelled, whatever stands around it', () => {
  test('of one that a machine made not twelve letters in a row are left', () => {
    fc.assert(
      fc.property(madeSecret, change, spelling, words, behind, (secret, [, alter], [, spell], before, after) => {
        const { redact } = createRedactor([new Secret(secret)]);
        const clean = redact(`${before}${spell(alter(secret))}${after}`);
        expectNone([secret], clean);
      }),
      tries('redactor: secrets of a machine'),
    );
  });

  test('of one that a person made up nothing can be read', () => {
    fc.assert(
      fc.property(ownSecret, spelling, words, behind, (secret, [, spell], before, after) => {
        const { redact } = createRedactor([new Secret(secret)]);
        const clean = redact(`${before}${spell(secret)}${after}`);
        expect(clean).not.toContain(spell(secret));
        expect(leaksIn(clean, [secret]).filter((leak) => leak.startsWith('whole'))).toEqual([]);
      }),
      tries('redactor: secrets of a person'),
    );
  });

  test('of one that is said in pieces not twelve letters in a row come out', () => {
    fc.assert(
      fc.property(
        madeSecret,
        inOneWord,
        words,
        fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }),
        (secret, [, spell], before, lengths) => {
          const text = `${before}${spell(secret)} and more`;
          const { all } = streamed(secret, text, lengths);
          expectNone([secret], all);
        },
      ),
      tries('redactor: secrets in a stream'),
    );
  });
});

/** Of a few letters, or of two words. */
const anySecret = fc.oneof(
  madeSecret,
  ownSecret,
  fc.stringMatching(/^[a-z0-9]{4,7}$/),
  fc.stringMatching(/^[A-Z][a-z]{3,9}[0-9]{4}!?$/),
  fc.stringMatching(/^[a-z]{4,9} [a-z]{4,9}$/),
);
/** What may stand directly beside a secret, and what may stand around that. */
const beside = fc.constantFrom('"', '(', ')', '.', '`', "'", '=', ':', '!', '":"', '>', '', ' ', '\n', '」', 'é');
const around = fc
  .array(fc.constantFrom(' ', 'It is ', 'a', 'Ok', '. ', '"', '\n', '日本', 'the-word-of-the-day', '{"a":', '-'), { maxLength: 6 })
  .map((all) => all.join(''));

describe('a stream cut anywhere', () => {
  const told = fc.tuple(around, beside, anySecret, beside, around, fc.boolean());
  const lengths = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 });

  test('says what the whole text would say, and nothing of a secret before', () => {
    fc.assert(
      fc.property(told, lengths, ([before, left, secret, right, after, isTwice], cuts) => {
        const once = `${before}${left}${secret}${right}`;
        const text = `${once}${isTwice ? once : ''}${after}`;
        const { all } = streamed(secret, text, cuts);
        expect(all).toBe(createRedactor([new Secret(secret)]).strip(text));
      }),
      tries('redactor: secrets in a stream'),
    );
  });

  test.each([
    ['Sommer2024!', ['It is "', 'Som', 'mer', '2024', '!".', ' Ok'], 'It is "[secret]". Ok'],
    ['abc1', ['(abc1)', ' end'], '([secret]) end'],
    ['abc1', ['(', 'abc1', ')', ' end'], '([secret]) end'],
  ])('%s', (secret, pieces, clean) => {
    const stream = createRedactor([new Secret(secret)]).stripStream();
    expect([...pieces.map((piece) => stream.push(piece)), stream.flush()].join('')).toBe(clean);
  });
});

describe('what is no secret comes through', () => {
  const secret = randomBytes(48).toString('base64url');
  const token = `eyJhbGciOiJSUzI1NiJ9.${randomBytes(300).toString('base64url')}.${randomBytes(256).toString('base64url')}`;
  const innocent = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.json(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.uuid(),
    fc.base64String({ maxLength: 300 }),
    fc.lorem({ maxCount: 30 }),
    fc.uint8Array({ maxLength: 200 }).map((some) => JSON.stringify([...some])),
    fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some).toString('hex')),
  );

  test('letter for letter, whole and in pieces', () => {
    fc.assert(
      fc.property(innocent, fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), (text, lengths) => {
        const redactor = createRedactor([new Secret(secret), new Secret(token)]);
        expect(redactor.strip(text)).toBe(text);
        expect(streamed(secret, text, lengths).all).toBe(text);
      }),
      tries('redactor: texts without a secret'),
    );
  });
});

/** A text cut into pieces of these lengths, again and again, through the stream of a redactor. */
function streamed(secret: string, text: string, lengths: readonly number[]): { shown: string[]; all: string } {
  const stream = createRedactor([new Secret(secret)]).stripStream();
  const shown: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = (lengths[turn % lengths.length] ?? 0) + 1;
    shown.push(stream.push(text.slice(at, at + length)));
    at += length;
  }
  shown.push(stream.flush());
  return { shown, all: shown.join('') };
}
