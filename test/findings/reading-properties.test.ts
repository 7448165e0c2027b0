import { describe, expect, test } from 'vitest';

import { describeDifference } from '../../src/findings/describe-difference.js';
import { changedCharacters, difference } from '../../src/findings/difference.js';
import { readDifference } from '../../src/findings/difference/read-difference.js';
import type { ClaimName } from '../../src/findings/finding.js';
import { applyReading } from './apply-reading.js';
import { addresses, issuerOf, subjects } from './planted-readings.js';
import { invisible, Random, visible, whiteSpace } from './random-text.js';

const cases = 2000;

describe('one planted edit is said in one statement, which makes the one value of the other', () => {
  test.each(Object.entries({ ...addresses, ...subjects }))('%s', (_, [kind, field, plant]) => {
    const random = new Random(2026);
    for (let at = 0; at < cases; at += 1) {
      const { token, azure, statement } = plant(random);
      const reading = readDifference(field, token, azure);
      const said = [token, azure, reading.kind, describeDifference(reading), applyReading(reading, token)].join('\n');
      // Compared as one text: an assertion for each of 32,000 values takes longer than the comparison.
      if (said !== [token, azure, kind, statement, azure].join('\n')) expect(said).toBe([token, azure, kind, statement, azure].join('\n'));
    }
  });
});

describe('whatever differs, what is said is true', () => {
  const edits: ((random: Random, value: string) => string)[] = [
    (random, value) =>
      inserted(random, value, random.one([...visible, ...invisible, ...whiteSpace, '//', '@clients', '%2F', '"', '{', ':8080'])),
    (random, value) => inserted(random, value, random.text(visible, 1, 12)),
    (random, value) => cut(random, value),
    (_, value) => value.replace('https', 'http'),
    (_, value) => value.replace(/\/$/, ''),
    (_, value) => `${value}/`,
    (_, value) => `"${value}"`,
    (_, value) => value.normalize('NFD'),
    (_, value) => value.replace('@clients', ''),
    (_, value) => value.replace(/\.(eu|us|au)\./, '.'),
    (_, value) => value.toUpperCase(),
    (_, value) => encodeURIComponent(value.replaceAll(/[\ud800-\udfff]/g, '')),
    (_, value) => value,
  ];

  test.each<[ClaimName, (random: Random) => string]>([
    ['issuer', issuerOf],
    ['subject', (random) => `${random.clientId()}@clients`],
    ['audience', (random) => `${random.one(['api://', 'https://', 'urn:', ''])}${random.text(visible, 0, 20)}`],
  ])('of two edits of an %s, on either side', (field, make) => {
    const random = new Random(5);
    for (let at = 0; at < 2 * cases; at += 1) {
      const value = make(random);
      const sides = [0, 0].map(() => random.one(edits)(random, random.one(edits)(random, value))) as [string, string];
      expect(isTrue(field, ...sides)).toEqual(sides);
    }
  });

  test('of any two values', () => {
    const random = new Random(6);
    for (let at = 0; at < cases; at += 1) {
      const sides = [0, 0].map(() => random.text([...visible, ...invisible, '"', '{', '}', '%2F', '//', '@clients', 'https://'], 0, 8)) as [
        string,
        string,
      ];
      expect(isTrue(random.one(['issuer', 'subject', 'audience']), ...sides)).toEqual(sides);
    }
  });

  /** The two values again, when the reading of them makes the one of the other or claims nothing that would. */
  function isTrue(field: ClaimName, token: string, azure: string): [string, string] {
    const reading = readDifference(field, token, azure);
    const statement = describeDifference(reading);
    expect(statement === '').toBe(token === azure);
    expect(statement).not.toMatch(/undefined|null|\[object/);
    switch (reading.kind) {
      case 'empty':
        expect((reading.side === 'azure' ? azure : token).replaceAll(/[\p{White_Space}\p{Cf}\p{Cc}\p{DI}\u2800]/gu, '')).toBe('');
        return [token, azure];
      case 'unrelated':
        expect(changedCharacters(difference(token, azure)) * 2).toBeGreaterThan(
          Math.max(Array.from(token).length, Array.from(azure).length),
        );
        return [token, azure];
      case 'composition':
        if (reading.places > 1) return [token.normalize('NFC') === azure.normalize('NFC') ? token : '', azure];
        break;
      case 'percent-encoding':
        if (reading.places > 1) return [decodeURIComponent(token) === decodeURIComponent(azure) ? token : '', azure];
        break;
      default:
    }
    return [token, applyReading(reading, token) ?? `nothing can be made of ${reading.kind}`];
  }

  function inserted(random: Random, value: string, text: string): string {
    const place = random.below(value.length + 1);
    return value.slice(0, place) + text + value.slice(place);
  }

  function cut(random: Random, value: string): string {
    const place = random.below(value.length + 1);
    return value.slice(0, place) + value.slice(place + 1 + random.below(6));
  }
});
