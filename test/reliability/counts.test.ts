import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import manifest from '../../package.json' with { type: 'json' };
import { root } from '../support/binary.js';
import { cases, counts, isLong } from '../support/cases.js';

const kinds = Object.keys(counts) as (keyof typeof counts)[];

test('docs/reliability.md has a row for every count, with both numbers, and no other', async () => {
  const page = await readFile(join(root, 'docs/reliability.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| [^|]+ \| [\d,]+ \| [\d,]+ \|/.test(line));
  const told = rows.map((row) => row.split(' | ').slice(1, 3).join(' | '));
  const numbers = kinds.map((kind) => `${(counts[kind] / 10).toLocaleString('en')} | ${counts[kind].toLocaleString('en')}`);
  expect(told.toSorted()).toEqual(numbers.toSorted());
});

test('npm run test:long is npm test with all of them', () => {
  expect(manifest.scripts['test:long']).toBe('npm run --silent build && KEYLESS_LONG=1 vitest run');
  for (const kind of kinds) expect(cases(kind)).toBe(isLong ? counts[kind] : counts[kind] / 10);
});
