import type { Key } from '../keys.js';
import type { State } from '../state.js';
import { byWord } from './choices.js';
import type { Question } from './questions.js';

/** The session as far as an answer changes it. */
export interface Answering {
  state(): State;
  press(key: Key): void;
}

/** What a line that was typed for a text does: one of the words, or the text in place of what stands there. */
export function answerText(lines: readonly string[], question: Question, session: Answering): void {
  const [first = ''] = lines;
  const isTalk = session.state().screen.at === 'talk';
  const word = lines.length === 1 ? wordIn(first, isTalk) : null;
  const choice = word === null ? null : byWord(word, question.choices);
  if (choice?.key) session.press(choice.key);
  else if (word === 'clear' && session.state().screen.at === 'fields') {
    clear(session);
    session.press({ kind: 'enter' });
  } else if (lines.length === 1 && first === '') session.press({ kind: 'enter' });
  else replaceText(lines.join('\n'), session);
}

/** What was typed and not ended stays, as it does on the screen, when the person leaves. */
export function keepUnfinished(text: string, question: Question, session: Answering): void {
  if (text === '' || (question.takes !== 'line' && question.takes !== 'secret')) return;
  clear(session);
  session.press({ kind: 'text', text });
}

/** A block of settings fills all its fields and opens the next one by itself; anything else ends with enter. */
export function replaceText(text: string, session: Answering): void {
  const before = session.state().screen;
  clear(session);
  session.press({ kind: 'paste', text });
  const { screen } = session.state();
  const isSamePlace = screen.at === before.at && !(screen.at === 'fields' && before.at === 'fields' && screen.current !== before.current);
  const isOpen = 'editor' in screen && screen.editor !== null && screen.editor.text !== '';
  if (isSamePlace && isOpen) session.press({ kind: 'enter' });
}

/** Takes away what stands in the line, however the screen edits it. */
function clear(session: Answering): void {
  const press = (key: Key): void => session.press(key);
  press({ kind: 'ctrl', letter: 'a' });
  press({ kind: 'ctrl', letter: 'k' });
  for (let length = lengthIn(session.state()); length > 0;) {
    press({ kind: 'end' });
    press({ kind: 'delete' });
    press({ kind: 'backspace' });
    const left = lengthIn(session.state());
    if (left === length) return;
    length = left;
  }
}

function lengthIn({ screen }: State): number {
  return 'editor' in screen && screen.editor !== null ? screen.editor.text.length : 0;
}

/** In a prompt every word may be meant for the model, so there they begin with a slash. */
function wordIn(line: string, isTalk: boolean): string | null {
  if (line.startsWith('/')) return line.slice(1).trim().toLowerCase();
  return isTalk ? null : line.toLowerCase();
}
