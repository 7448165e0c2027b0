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
  const { text, cursor } = editor;
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
    case 'home':
      return moved(editor, 0);
    case 'end':
      return moved(editor, text.length);
    case 'backspace':
      return without(editor, before(editor), cursor);
    case 'delete':
      return without(editor, cursor, after(editor));
    default:
      return editor;
  }
}

function editByLetter(editor: Editor, letter: string): Editor {
  const { text, cursor } = editor;
  switch (letter) {
    case 'a':
      return moved(editor, 0);
    case 'e':
      return moved(editor, text.length);
    case 'b':
      return moved(editor, before(editor));
    case 'f':
      return moved(editor, after(editor));
    case 'k':
      return without(editor, cursor, text.length);
    case 'u':
      return without(editor, 0, cursor);
    case 'w':
      return without(editor, text.slice(0, cursor).replace(/\S+\s*$|\s+$/u, '').length, cursor);
    default:
      return editor;
  }
}

function insert({ text, cursor }: Editor, added: string): Editor {
  const joined = text.slice(0, cursor) + added + text.slice(cursor);
  // What was added may join the character behind it (a combining accent), so the cursor looks for the next boundary.
  return { text: joined, cursor: boundaries(joined).find((at) => at >= cursor + added.length) ?? joined.length };
}

function moved(editor: Editor, cursor: number): Editor {
  return cursor === editor.cursor ? editor : { ...editor, cursor };
}

function without(editor: Editor, from: number, to: number): Editor {
  if (from === to) return editor;
  return { text: editor.text.slice(0, from) + editor.text.slice(to), cursor: from };
}

function before({ text, cursor }: Editor): number {
  return boundaries(text).findLast((at) => at < cursor) ?? 0;
}

function after({ text, cursor }: Editor): number {
  return boundaries(text).find((at) => at > cursor) ?? text.length;
}

function boundaries(text: string): number[] {
  let at = 0;
  return [0, ...graphemesOf(text).map((character) => (at += character.length))];
}
