import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createExcerpt } from '../../src/findings/pasted/excerpt.js';

interface Row {
  id: string;
  text: string;
  accept: string[];
}

const rowsOf = (name: string): Row[] =>
  readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

const line = 'GET /api/items/7 200 in 12 ms, served by the pool of the shop\n';
const noise = line.repeat(Math.ceil(140_000 / line.length));
const after = line.repeat(40);

/** What a line says, without the blanks around it. */
const saidIn = (lines: readonly string[]): string => lines.map((one) => one.trim()).join('\n');

test('of a long log nothing is lost that a party, an SDK or a tool says', () => {
  const rows = [...rowsOf('transcripts.jsonl'), ...rowsOf('pasted.jsonl')].filter(({ accept }) => accept.length > 0);
  expect(rows.length).toBeGreaterThan(1000);
  const lost = rows.filter(({ text }) => {
    const excerpt = createExcerpt();
    excerpt.push(`${noise}${text}\n${after}`);
    const kept = saidIn(excerpt.end().lines);
    return !kept.includes(
      saidIn(
        text
          .replaceAll(/\n(?:[ \t\r]*\n)+/g, '\n\n')
          .trim()
          .split('\n'),
      ),
    );
  });
  expect(lost.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
});
