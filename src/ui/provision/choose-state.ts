import type { Question } from '../../provision/plan.js';
import { fieldOf } from '../../settings/fields.js';
import type { Key } from '../keys.js';
import { lowRows } from '../look.js';
import { answerOf } from '../setup/answers.js';
import { answered } from '../setup/openings.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';
import { edit, editorOf, emptyEditor } from '../text-editor.js';
import { asking, notNow } from './openings.js';
import type { ChooseScreen } from './provision-screens.js';

/** One key at a question. */
export function pressInChoose(state: State, screen: ChooseScreen, key: Key, ground: Ground): State {
  const question = screen.asking[screen.current];
  if (!question) return state;
  if (key.kind === 'ctrl' && key.letter === 'd') return leaving(state);
  if (key.kind === 'escape') return wentBack(state, screen, question);
  if (screen.editor !== null) return pressInEditor(state, screen, key, ground);
  const { length } = question.choices;
  switch (key.kind) {
    case 'enter':
      return decided(state, screen, question, question.choices[screen.row]?.value ?? '');
    case 'up':
      return { ...state, screen: { ...screen, row: (screen.row + length - 1) % length } };
    case 'down':
      return { ...state, screen: { ...screen, row: (screen.row + 1) % length } };
    case 'text':
      return pressLetter(state, screen, key.text, question);
    default:
      return state;
  }
}

function pressInEditor(state: State, screen: ChooseScreen, key: Key, ground: Ground): State {
  const editor = screen.editor ?? emptyEditor;
  const question = screen.asking[screen.current];
  if (key.kind !== 'enter' || !question) return { ...state, screen: { ...screen, editor: edit(editor, key) } };
  const text = editor.text.trim();
  return asksSecret(question) ? secretGiven(state, screen, text, ground) : decided(state, screen, question, text);
}

/** Whether what is asked for is no name but the application's secret: it becomes a value, and never a decision. */
export function asksSecret({ flag }: Question): boolean {
  return flag === secretField.flag;
}

const secretField = fieldOf('OIDC_CLIENT_SECRET');

function secretGiven(state: State, screen: ChooseScreen, text: string, ground: Ground): State {
  // Without it there is a plan all the same.
  if (text === '')
    return asking(state, { ...screen, decisions: new Map(screen.decisions).set(secretField.flag, notNow) }, screen.current + 1);
  const answers = new Map(state.answers).set(secretField.name, answerOf(secretField, text));
  return asking(answered(state, answers, [secretField.name], ground), screen, screen.current + 1);
}

function pressLetter(state: State, screen: ChooseScreen, text: string, question: Question): State {
  const { choices } = question;
  const size = pageSize(state);
  const first = firstOfPage(screen.row, state);
  if (text === 't') return { ...state, screen: { ...screen, editor: editorOf('') } };
  if (text === 'q') return leaving(state);
  if (text === 'm' && choices.length > size)
    return { ...state, screen: { ...screen, row: first + size < choices.length ? first + size : 0 } };
  const number = Number(text);
  const chosen = number >= 1 && number <= size ? choices[first + number - 1] : undefined;
  return chosen ? decided(state, screen, question, chosen.value) : state;
}

/** So many choices stand on the screen at once: each has a digit. */
export function pageSize({ rows }: Pick<State, 'rows'>): number {
  return rows < lowRows ? 4 : 9;
}

/** The first choice of the page that this one is on. */
export function firstOfPage(row: number, size: Pick<State, 'rows'>): number {
  return row - (row % pageSize(size));
}

function decided(state: State, screen: ChooseScreen, { flag }: Question, value: string): State {
  if (value === '') return state;
  const decisions = new Map(screen.decisions).set(flag, value);
  return asking(state, { ...screen, decisions }, screen.current + 1);
}

/** Out of the line to the list, to the question before, to the plan that was there, or out of it all. */
function wentBack(state: State, screen: ChooseScreen, { choices }: Question): State {
  if (screen.editor !== null && choices.length > 0) return { ...state, screen: { ...screen, editor: null } };
  if (screen.current > 0) return asking(state, screen, screen.current - 1);
  return { ...state, screen: screen.plan ?? screen.back };
}
