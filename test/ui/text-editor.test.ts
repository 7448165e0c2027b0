import { describe, expect, test } from 'vitest';

import { cutEnd, cutMiddle, fold, widthOf } from '../../src/ui/cells.js';
import { inputRows } from '../../src/ui/input-rows.js';
import { splitInput } from '../../src/ui/keys.js';
import type { Key } from '../../src/ui/keys.js';
import { edit, editorOf, emptyEditor } from '../../src/ui/text-editor.js';

/** Types into a text; `|` is the cursor. */
function press(shown: string, ...keys: Key[]): string {
  const cursor = shown.indexOf('|');
  const after = keys.reduce(edit, { text: shown.replace('|', ''), cursor });
  return `${after.text.slice(0, after.cursor)}|${after.text.slice(after.cursor)}`;
}

const ctrl = (letter: string): Key => ({ kind: 'ctrl', letter });

describe('the text editor', () => {
  test.each<[string, Key, string]>([
    ['ab|c', { kind: 'text', text: 'X' }, 'abX|c'],
    ['ab|c', { kind: 'paste', text: 'X\nY' }, 'abX\nY|c'],
    ['ab|c', { kind: 'left' }, 'a|bc'],
    ['ab|c', { kind: 'right' }, 'abc|'],
    ['|abc', { kind: 'left' }, '|abc'],
    ['ab|c', { kind: 'home' }, '|abc'],
    ['ab|c', ctrl('a'), '|abc'],
    ['ab|c', { kind: 'end' }, 'abc|'],
    ['ab|c', ctrl('e'), 'abc|'],
    ['ab|c', { kind: 'backspace' }, 'a|c'],
    ['ab|c', { kind: 'delete' }, 'ab|'],
    ['ab|c', ctrl('u'), '|c'],
    ['ab|c', ctrl('k'), 'ab|'],
    ['one two  |', ctrl('w'), 'one |'],
    ['one two|', ctrl('w'), 'one |'],
    ['   |', ctrl('w'), '|'],
  ])('%s with %j becomes %s', (before, key, after) => {
    expect(press(before, key)).toBe(after);
  });

  test('takes a whole character away, however many code points it has', () => {
    expect(press('a👩‍👩‍👧|b', { kind: 'backspace' })).toBe('a|b');
    expect(press('a|e\u0301b', { kind: 'delete' })).toBe('a|b');
    expect(press('a🇩🇪|', { kind: 'left' })).toBe('a|🇩🇪');
  });

  test('leaves the text alone for keys that mean nothing in it', () => {
    const editor = editorOf('abc');
    expect(edit(editor, { kind: 'escape' })).toBe(editor);
    expect(edit(editor, ctrl('x'))).toBe(editor);
  });
});

describe('keys that arrive together', () => {
  test('are split at control bytes', () => {
    const names = splitInput('abc\rd\t\u007f\u0001\u0004\r\n').map((key) =>
      'text' in key ? key.text : 'letter' in key ? `ctrl+${key.letter}` : key.kind,
    );
    expect(names).toEqual(['abc', 'enter', 'd', 'tab', 'backspace', 'ctrl+a', 'ctrl+d', 'enter']);
  });
});

describe('cells', () => {
  test('counts wide characters twice, and cuts by cells', () => {
    expect(widthOf('漢字')).toBe(4);
    expect(cutEnd('漢字漢字', 5)).toBe('漢字…');
    expect(cutMiddle('https://acme-ai.openai.azure.com', 15)).toBe('https:/…ure.com');
    expect(cutMiddle('short', 15)).toBe('short');
  });

  test('folds at spaces and breaks only what is wider than the column', () => {
    expect(fold('one two three', 7)).toEqual(['one two', 'three']);
    expect(fold('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  });

  test('places the cursor in the row in which it stands', () => {
    const room = { columns: 5, rows: 3, breaksLines: true };
    expect(inputRows(emptyEditor, room)).toEqual({ rows: [''], x: 0, y: 0 });
    expect(inputRows(editorOf('abcdefg'), room)).toEqual({ rows: ['abcd', 'efg'], x: 3, y: 1 });
    expect(inputRows({ text: 'ab\ncd', cursor: 2 }, room)).toEqual({ rows: ['ab', 'cd'], x: 2, y: 0 });
    expect(inputRows({ text: 'ab\ncd', cursor: 3 }, room)).toEqual({ rows: ['ab', 'cd'], x: 0, y: 1 });
    expect(inputRows(editorOf('a\nb\nc\nd'), room)).toEqual({ rows: ['…', 'c', 'd'], x: 1, y: 2 });
  });

  test('shows what nobody can see', () => {
    expect(inputRows(editorOf('a\u200Bb\n'), { columns: 40, rows: 3, breaksLines: false }).rows).toEqual(['a⟨U+200B⟩b⟨U+000A⟩']);
  });
});
