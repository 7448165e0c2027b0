import type { FieldName } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import { readBlock } from '../../settings/paste.js';
import { Secret } from '../../settings/secret.js';
import { answerOf, standingOf } from './answers.js';
import { openGuide } from './guide-state.js';
import { thingOfField } from './guide-places.js';
import type { Key } from '../keys.js';
import { pasting } from '../openings.js';
import type { FieldsScreen } from '../screens.js';
import type { Answer, Ground, State } from '../state.js';
import { leaving, valuesOf } from '../state.js';
import { edit, editorOf, emptyEditor } from '../text-editor.js';

/** Opens one field. Its value stands in the line to be edited; a secret stays closed until something is typed over it. */
export function openField(state: State, ground: Ground, current: number, notice: string | null = null, isHeld = false): State {
  const field = ground.fields[current];
  if (!field) return { ...state, screen: { at: 'review', notice } };
  const { value } = standingOf(state, ground, field);
  const editor = value instanceof Secret ? (value.length > 0 ? null : emptyEditor) : editorOf(value);
  return { ...state, screen: { at: 'fields', current, editor, isChanged: false, pasted: null, notice, isHeld } };
}

/** One key in the list of fields. Enter and tab go on in the end, whatever the value is: Azure is the judge, not this list. */
export function pressInFields(state: State, screen: FieldsScreen, key: Key, ground: Ground): State {
  const field = ground.fields[screen.current];
  const block = key.kind === 'paste' && field ? readBlock(key.text, field.name) : null;
  if (block) return filled(state, block, ground);
  switch (key.kind) {
    case 'enter':
      return enter(kept(state, screen, ground), screen, ground);
    case 'tab':
    case 'down':
      return goTo(screen.current + 1, kept(state, screen, ground), screen, ground);
    case 'backTab':
    case 'up':
      return goTo(Math.max(0, screen.current - 1), kept(state, screen, ground), screen, ground);
    case 'escape':
      return { ...kept(state, screen, ground), screen: { at: 'review', notice: null } };
    case 'ctrl':
      if (key.letter === 'd') return leaving(kept(state, screen, ground));
      if (key.letter === 'g') return guided(kept(state, screen, ground), screen, ground);
      if (key.letter === 'x') return { ...kept(state, screen, ground), screen: pasting(screen) };
      break;
    default:
  }
  return { ...state, screen: typed(screen, key) };
}

/** How to make what the open field's value is read off. What was typed stays in the field. */
function guided(state: State, screen: FieldsScreen, ground: Ground): State {
  const thing = thingOfField(screen, ground);
  return thing === null ? state : openGuide(state, ground, thing, screen);
}

/** A value that was just typed and cannot be right keeps its field open once, so that a correction does not land in the next one. */
function enter(state: State, screen: FieldsScreen, ground: Ground): State {
  const field = ground.fields[screen.current];
  const isWrong = field && screen.isChanged && standingOf(state, ground, field).remark?.status === 'fail';
  return isWrong ? openField(state, ground, screen.current, null, true) : goTo(screen.current + 1, state, screen, ground);
}

/** On to another field. What is wrong with the one that is left is said there and then, and keeps nobody. */
function goTo(next: number, state: State, { current }: FieldsScreen, ground: Ground): State {
  const field = ground.fields[current];
  const remark = field && standingOf(state, ground, field).remark;
  return openField(state, ground, next, remark?.status === 'fail' ? `${field?.label}: ${remark.words}.` : null);
}

/** A pasted block of an env file fills every field it names, wherever it was pasted, and nothing of it is shown in the field. */
export function filled(state: State, block: ReadonlyMap<FieldName, string>, ground: Ground): State {
  return takenOver(state, answersIn(block), ground);
}

/** The values of a block; a secret among them is no text any more. */
export function answersIn(block: ReadonlyMap<FieldName, string>): Map<FieldName, Answer> {
  return new Map([...block].flatMap(([name, text]) => (text === '' ? [] : [[name, answerOf(fieldOf(name), text)] as const])));
}

/** Fills the fields and goes on to the first that is missing. */
export function takenOver(state: State, given: ReadonlyMap<FieldName, Answer>, ground: Ground): State {
  // A setting that no field of this list asks for is taken too: the review tells of it, and it is written.
  const answers = new Map([...state.answers, ...given]);
  const next = { ...state, answers, review: ground.review(valuesOf({ answers })) };
  const open = ground.fields.findIndex((field) => field.required !== 'never' && !answers.has(field.name) && !ground.found.has(field.name));
  const notice = `${given.size === 1 ? 'One value' : `${given.size} values`} taken from the paste.`;
  return open === -1 ? { ...next, screen: { at: 'review', notice } } : openField(next, ground, Math.max(open, 0), notice);
}

/** The open field, if one is open, with what was typed in it so far. */
export function keptField(state: State, ground: Ground): State {
  return state.screen.at === 'fields' ? kept(state, state.screen, ground) : state;
}

/** What is in the open field becomes an answer, and the desk looks at all of them again. */
function kept(state: State, { current, editor, isChanged }: FieldsScreen, ground: Ground): State {
  const field = ground.fields[current];
  if (!field || !isChanged) return state;
  const answers = new Map(state.answers).set(field.name, answerOf(field, editor?.text ?? ''));
  return { ...state, answers, review: ground.review(valuesOf({ answers })) };
}

function typed(screen: FieldsScreen, key: Key): FieldsScreen {
  const before = screen.editor ?? emptyEditor;
  const editor = edit(before, key);
  const removes = key.kind === 'backspace' || key.kind === 'delete' || (key.kind === 'ctrl' && 'uwk'.includes(key.letter));
  // A kept secret cannot be edited, only replaced or taken away.
  if (screen.editor === null && removes) return { ...screen, editor: emptyEditor, isChanged: true };
  if (editor === before) return screen;
  const pasted = key.kind === 'paste' ? key.text.length : editor.text === before.text ? screen.pasted : null;
  return { ...screen, editor, pasted, isChanged: screen.isChanged || editor.text !== before.text };
}
