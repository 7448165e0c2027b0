import { expect, test } from 'vitest';

import { paintNothing } from '../../../src/report/marks.js';
import { factLines, numbersOf, promptLines } from '../../../src/ui/talk/talk-lines.js';
import { answeredWith, reportOf } from '../fake-desk.js';

const look = { columns: 40, paint: paintNothing };

test('of a long prompt the beginning is shown, and how long it is', () => {
  expect(promptLines('one\ntwo', look)).toEqual(['❯ one', '  two']);
  // Code that was pasted is read by its indentation.
  expect(promptLines('def f():\n    if x:\n\treturn 1', look)).toEqual(['❯ def f():', '      if x:', '    return 1']);
  const long = promptLines('a line of it\n'.repeat(5000), look);
  expect(long).toHaveLength(12);
  expect(long.slice(-2)).toEqual(['  a line of it', '  … 65,000 characters in all']);
});

test('the numbers of an answer fit into one line, and leave out what is not known', () => {
  expect(numbersOf(answeredWith('x'), 80)).toBe('first token after 5 ms, all of it 9 ms, prompt 1, answer 2 tokens');
  expect(numbersOf(answeredWith('x'), 40)).toBe('9 ms, 1 + 2 tokens');
  const { completion, ...report } = answeredWith('x');
  if (!completion) throw new Error('no completion');
  const unknown = { ...report, completion: { ...completion, firstTokenMs: null, completionTokens: null } };
  expect(numbersOf(unknown, 80)).toBe('all of it 9 ms');
  expect(numbersOf(reportOf(), 80)).toBe('1400 ms');
});

test('a value that may be copied is never folded; what does not fit beside its name begins in the first column', () => {
  const issuer = `https://${'long-name.'.repeat(5)}auth0.com/`;
  expect(
    factLines(
      {
        title: 'A token',
        rows: [
          ['iss', issuer],
          ['aud', 'x'],
        ],
      },
      look,
    ),
  ).toEqual(['', 'A token', '  iss', issuer, '  aud  x']);
  const words = 'some words that do not fit beside their name at all';
  expect(factLines({ title: 'Help', rows: [['/save [FILE]', words]] }, look)).toEqual([
    '',
    'Help',
    '  /save [FILE]  some words that do not',
    '                fit beside their name',
    '                at all',
  ]);
});
