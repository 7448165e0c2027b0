import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { root } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { explainedOf } from '../support/schema.js';

interface Row {
  id: string;
  text: string;
  accept: string[];
}

const rowsOf = (name: string): Row[] =>
  readFileSync(join(root, 'test/fixtures', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** The command decides whether a text is a token, credentials, settings or an error, before the reader of errors is asked. */
async function answerOf(text: string): Promise<{ code: string | undefined; exit: number | null; isRecognised: boolean }> {
  const { stdout, code } = await inside(['explain', '-', '--json'], { input: text });
  const { diagnoses, recognised } = explainedOf(stdout);
  return { code: diagnoses[0]?.code, exit: code, isRecognised: recognised };
}

describe('texts from public places, through the command', () => {
  test.each(rowsOf('transcripts.jsonl').map((row) => [row.id, row] as const))('%s', async (_, { text, accept }) => {
    const { code, exit } = await answerOf(text);
    expect(accept).toContain(code);
    expect(exit).toBe(0);
  });
});

test('of many more, none is answered wrong, and what is none of our business has no code', { timeout: 60_000 }, async () => {
  // Nothing at all is wrong usage.
  const rows = rowsOf('pasted.jsonl').filter(({ text }) => text.trim() !== '');
  const answers = await Promise.all(rows.map(async (row) => ({ ...row, ...(await answerOf(row.text)) })));
  expect(answers.filter(({ accept, code }) => code !== undefined && !accept.includes(code))).toEqual([]);
  expect(answers.filter(({ exit, isRecognised }) => exit !== (isRecognised ? 0 : 1))).toEqual([]);
  // Those that the reader leaves alone, each with its reason.
  const silent = answers.filter(({ accept, code }) => accept.length > 0 && code === undefined);
  expect(silent.length).toBeLessThanOrEqual(12);
});
