import { expect, test } from 'vitest';

import { allFound, answeredWith, fakeDesk, lineOf } from './fake-desk.js';
import { listen } from './listen.js';

const choice = 'Your choice: ';

test('what is saved is told before the next choice is asked for, and one back leaves', async () => {
  const desk = fakeDesk({ found: allFound(), start: 'start' });
  const { hear, answer, left, all } = listen(desk);
  await hear(choice);
  answer('7');
  await hear(choice);
  answer('save');
  expect(await hear(choice)).toBe(`save\nSaved: typescript.txt\nFirst: read it\nTo try it:\ntry typescript.txt\n${choice}`);
  answer('back');
  expect(await hear(choice)).not.toContain('TypeScript is chosen');
  answer('quit');
  expect([await left, all().includes('You have left')]).toEqual([0, true]);
});

test('a check that is run for the report leads to it', async () => {
  const desk = fakeDesk({ found: allFound(), start: 'start' });
  const { hear, answer, left } = listen(desk);
  await hear(choice);
  answer('7');
  await hear(choice);
  answer('report');
  await hear(choice);
  answer('');
  await hear('Ctrl-C stops it.');
  desk.end({ ...answeredWith('Hello.'), checks: [lineOf('settings.required')] });
  expect(await hear(choice)).toContain('Report for a colleague is chosen: report.txt');
  answer('quit');
  await left;
});
