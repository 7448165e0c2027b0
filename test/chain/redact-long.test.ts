import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { Secret } from '../../src/settings/secret.js';
import { isLong } from '../support/cases.js';

/** As many as an answer may have, or a few more than the engine's stack holds of base64 in one run. */
const letters = isLong ? 16_777_216 : 5_800_000;
const secret = randomBytes(48).toString('base64url');
const inHex = Buffer.from(secret).toString('hex');

/** What is repeated, and how the secret stands behind it. */
const runs: [string, { unit: string; end: string }][] = [
  ['base64', { unit: 'abcd', end: Buffer.from(secret).toString('base64') }],
  ['base64 in lines', { unit: `${'abcd'.repeat(19)}\n`, end: Buffer.from(secret).toString('base64') }],
  ['hexadecimal digits', { unit: '61', end: inHex.toUpperCase() }],
  ['hexadecimal digits with colons', { unit: '61:', end: inHex.replace(/..(?=.)/g, '$&:') }],
  ['numbers with commas', { unit: '97,', end: Buffer.from(secret).join(',') }],
];

describe('a run of millions of letters is looked through to its end', () => {
  // The others take some seconds each.
  test.each(isLong ? runs : runs.slice(0, 1))(
    '%s',
    (_, { unit, end }) => {
      const { strip } = createRedactor([new Secret(secret)]);
      const text = unit.repeat(letters / unit.length);
      expect(strip(text) === text).toBe(true);
      const clean = strip(`${text}${end} behind`);
      expect(clean.slice(-200)).not.toContain(end.slice(-20));
      expect(clean.endsWith('[secret] behind')).toBe(true);
    },
    60_000,
  );
});
