import { graphemesOf } from './cells.js';
import type { Key } from './keys.js';

/** A text being typed. The cursor counts UTF-16 units and always stands between two characters as a reader counts them. */
export interface Editor {
  text: string;
  cursor: number;
}

export const emptyEditor: Editor = { text: '', cursor: 0 };

/** The text with the cursor behind it. */
export function editorOf(text: string): Editor {
  return { text, cursor: text.length };
}

/** What a key makes of the text; the same object when it means nothing here. The control keys are those of every shell. */
export function edit(editor: Editor, key: Key): Editor {
  const { cursor } = editor;
  switch (key.kind) {
    case 'text':
    case 'paste':
      return insert(editor, key.text);
    case 'ctrl':
      return editByLetter(editor, key.letter);
    case 'left':
      return moved(editor, before(editor));
    case 'right':
      return moved(editor, after(editor));
    case 'wordLeft':
      return moved(editor, wordBefore(editor));
    case 'wordRight':
      return moved(editor, wordAfter(editor));
    case 'home':
      return moved(editor, lineStart(editor));
    case 'end':
      return moved(editor, lineEnd(editor));
    case 'backspace':
      return without(editor, before(editor), cursor);
    case 'wordBackspace':
      return without(editor, wordBefore(editor), cursor);
    case 'delete':
      return without(editor, cursor, after(editor));
    case 'wordDelete':
      return without(editor, cursor, wordAfter(editor));
    default:
      return editor;
  }
}

function editByLetter(editor: Editor, letter: string): Editor {
  const { text, cursor } = editor;
  switch (letter) {
    case 'a':
      return moved(editor, lineStart(editor));
    case 'e':
      return moved(editor, lineEnd(editor));
    case 'b':
      return moved(editor, before(editor));
    case 'f':
      return moved(editor, after(editor));
    case 'k':
      // At the end of a line its break goes, as in a shell.
      return without(editor, cursor, text[cursor] === '\n' ? cursor + 1 : lineEnd(editor));
    case 'u':
      return without(editor, text[cursor - 1] === '\n' ? cursor - 1 : lineStart(editor), cursor);
    case 'w':
      return without(editor, spaceBefore(editor), cursor);
    default:
      return editor;
  }
}

function insert({ text, cursor }: Editor, added: string): Editor {
  const joined = text.slice(0, cursor) + added + text.slice(cursor);
  const end = cursor + added.length;
  // What was added may join the character behind it (a combining accent), so the cursor looks for the next boundary.
  const last = before({ text: joined, cursor: end });
  return { text: joined, cursor: Math.max(end, after({ text: joined, cursor: last })) };
}

function moved(editor: Editor, cursor: number): Editor {
  return cursor === editor.cursor ? editor : { ...editor, cursor };
}

function without(editor: Editor, from: number, to: number): Editor {
  if (from === to) return editor;
  return { text: editor.text.slice(0, from) + editor.text.slice(to), cursor: from };
}

/** No character that people write is longer; so the next boundary is found without a look at the whole of a long text. */
const longest = 128;

function before({ text, cursor }: Editor): number {
  return cursor - (graphemesOf(text.slice(Math.max(0, cursor - longest), cursor)).at(-1)?.length ?? 0);
}

function after({ text, cursor }: Editor): number {
  return cursor + (graphemesOf(text.slice(cursor, cursor + longest))[0]?.length ?? 0);
}

function lineStart({ text, cursor }: Editor): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ text, cursor }: Editor): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}

/** Alt moves by words of letters and digits, ctrl+w takes all up to a space: both as in a shell. */
function wordBefore(editor: Editor): number {
  return back(editor, inWord);
}

function wordAfter({ text, cursor }: Editor): number {
  let at = cursor;
  while (at < text.length && !inWord.test(text[at] ?? '')) at += 1;
  while (at < text.length && inWord.test(text[at] ?? '')) at += 1;
  return at;
}

function spaceBefore(editor: Editor): number {
  return back(editor, /\S/);
}

/** Over what is between words, and then over one of them. */
function back({ text, cursor }: Editor, isWord: RegExp): number {
  let at = cursor;
  while (at > 0 && !isWord.test(text[at - 1] ?? '')) at -= 1;
  while (at > 0 && isWord.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

/** Half of a surrogate pair is in a word, so that nothing cuts it. */
const inWord = /[\p{L}\p{N}\p{M}\p{Cs}]/u;
