import { describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { firstExamples, pages } from '../../src/commands/command-pages.js';
import { closedLists, commandNames, rowOf } from '../../src/commands/command-table.js';
import { helpText } from '../../src/commands/help.js';
import { exportKinds } from '../../src/export/kind.js';
import { readWords } from '../../src/tools/command-words.js';
import type { Word } from '../../src/tools/command-words.js';

const examples = [...firstExamples, ...Object.values(pages).flatMap((page) => page.examples)].map(([line]) => line);

describe('help', () => {
  test.each([undefined, ...closedLists.TOPIC])('on %s fits into 80 columns', (topic) => {
    const text = helpText(topic) ?? expect.fail();
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/[^\n]\n$/);
  });

  test('begins with examples, in the overview and on each page', () => {
    expect(helpText(undefined)).toMatch(/^keyless connects [^\n]*\n\n {2}keyless {3}/);
    for (const name of commandNames) expect(helpText(name)?.split(/ {2}|\n/)[0]).toBe(pages[name].examples[0]?.[0]);
  });

  test('the overview names every command with what it does; the page of one lists what it takes', () => {
    for (const name of commandNames) expect(helpText(undefined)).toMatch(new RegExp(`^ {2}${name} +${rowOf(name).summary}$`, 'm'));
    expect(helpText('export')?.replaceAll(/\s+/g, ' ')).toContain(`KIND: ${exportKinds.join(' ')} `);
    expect(helpText('completion')).toContain('SHELL:  bash zsh fish powershell\n');
  });

  test.each([...new Set(examples)])('%s is a line that keyless takes', (line) => {
    // Only what keyless is given: pipes and redirections are the shell's.
    const own = / ?keyless(?<rest>[^>]*)/.exec(line)?.groups?.['rest'] ?? expect.fail();
    const read = readWords(own.trim());
    const words = own.trim() === '' ? [] : read.ok ? read.words.map(plain) : expect.fail(line);
    expect(readArgs(words)).toMatchObject({ ok: true });
  });
});

function plain(word: Word): string {
  return word.map((piece) => ('text' in piece ? piece.text : expect.fail(piece.as))).join('');
}
