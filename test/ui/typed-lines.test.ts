import { PassThrough } from 'node:stream';

import { expect, onTestFinished, test } from 'vitest';

import type { Typed } from '../../src/ui/spoken/typed-lines.js';
import { readTypedLines } from '../../src/ui/spoken/typed-lines.js';

/** A terminal on which somebody types: what is shown of it, and what it comes to. */
function typing(): { type: (text: string) => void; shown: () => string; taken: Typed[]; hide: (isHidden: boolean) => void } {
  const stdin = new PassThrough();
  const taken: Typed[] = [];
  let shown = '';
  const lines = readTypedLines({
    stdin: stdin as unknown as NodeJS.ReadStream,
    echo: (text) => void (shown += text),
    take: (one) => void taken.push(one),
  });
  onTestFinished(() => lines.close());
  return { type: (text) => stdin.emit('data', text), shown: () => shown, taken, hide: (isHidden) => lines.hide(isHidden) };
}

test('of a secret no character is shown, however it is typed, and it is taken whole', async () => {
  const { type, shown, taken, hide } = typing();
  hide(true);
  for (const letter of 'not very secret') type(letter);
  type('\u007f');
  type('\r');
  await expect.poll(() => taken).toEqual([{ kind: 'lines', lines: ['not very secre'] }]);
  expect(shown()).toBe('');
});

test('of a value each character is shown, and taken away again', async () => {
  const { type, shown, taken } = typing();
  for (const letter of 'acmé') type(letter);
  type('\u007f');
  type('\r');
  await expect.poll(() => taken).toEqual([{ kind: 'lines', lines: ['acm'] }]);
  expect(shown()).toBe('acmé\b \b');
});
