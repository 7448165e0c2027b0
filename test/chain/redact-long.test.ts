import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { Secret } from '../../src/settings/secret.js';
import { isLong } from '../support/cases.js';

/** So many letters an answer may have. */
const most = 16_777_216;
const secret = randomBytes(48).toString('base64url');
const inHex = Buffer.from(secret).toString('hex');

/** What is repeated to more letters than the engine's stack holds in one run, and how the secret stands behind it. */
const runs: [string, { unit: string; letters: number; end: string }][] = [
  ['base64', { unit: 'abcd', letters: 5_800_000, end: Buffer.from(secret).toString('base64') }],
  ['base64 in lines', { unit: `${'abcd'.repeat(19)}\n`, letters: 5_800_000, end: Buffer.from(secret).toString('base64') }],
  ['hexadecimal digits', { unit: '61', letters: 7_200_000, end: inHex.toUpperCase() }],
  ['hexadecimal digits with colons', { unit: '61:', letters: 9_000_000, end: inHex.replace(/..(?=.)/g, '$&:') }],
  ['numbers with commas', { unit: '97,', letters: 16_500_000, end: Buffer.from(secret).join(',') }],
];

describe('a run of millions of letters is looked through to its end', () => {
  // The others take some seconds each.
  test.each(isLong ? runs : runs.slice(0, 1))(
    '%s',
    (_, { unit, letters, end }) => {
      const { strip } = createRedactor([new Secret(secret)]);
      const text = unit.repeat((isLong ? most : letters) / unit.length);
      expect(strip(text) === text).toBe(true);
      const clean = strip(`${text}${end} behind`);
      expect(clean.slice(-200)).not.toContain(end.slice(-20));
      expect(clean.endsWith('[secret] behind')).toBe(true);
    },
    60_000,
  );
});
