import type { Key } from '../keys.js';
import { diagnose, pasting } from '../openings.js';
import type { FieldsScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, sending } from '../state.js';
import { edit, editorOf, emptyEditor } from '../text-editor.js';
import { answerOf, standingOf } from './answers.js';
import { deploymentsFor, isDeployment, nextDeployment } from './deployments.js';
import { openGuide } from './guide-state.js';
import { thingOfField } from './guide-places.js';
import { answered, answersIn, compare, openField, takenOver } from './openings.js';
import { blockIn, isCredential } from './pasted-block.js';
import { failedLook } from './probe-lines.js';
import { startReading } from './read-credential.js';
import { stepOf, steps } from './steps.js';
import { remarkWords } from './remark-words.js';

/** One key in a step. Enter and tab go on in the end, whatever the value is: Azure is the judge, not this list. */
export function pressInFields(state: State, screen: FieldsScreen, key: Key, ground: Ground): State {
  const field = ground.fields[screen.current];
  const block = key.kind === 'paste' && field ? blockIn(key.text, field.name, state, ground) : null;
  if (block) return takenOver(state, answersIn(block.values), ground, block.words);
  switch (key.kind) {
    case 'enter':
      return enter(kept(state, screen, ground), screen, ground);
    case 'tab':
      return goTo(screen.current + 1, kept(state, screen, ground), screen, ground);
    case 'backTab':
      return goTo(Math.max(0, screen.current - 1), kept(state, screen, ground), screen, ground);
    case 'down':
    case 'up':
      return upOrDown(state, screen, key.kind === 'down' ? 1 : -1, ground);
    case 'escape':
      return { ...kept(state, screen, ground), screen: { at: 'review', notice: null } };
    case 'ctrl':
      return pressedCtrl(state, screen, key.letter, ground) ?? { ...state, screen: typed(screen, key) };
    default:
      return { ...state, screen: typed(screen, key) };
  }
}

/** The shortcuts of a text field; the other letters belong to the editor. */
function pressedCtrl(state: State, screen: FieldsScreen, letter: string, ground: Ground): State | null {
  const field = ground.fields[screen.current];
  switch (letter) {
    case 'd':
      return leaving(kept(state, screen, ground));
    case 'g':
      return guided(kept(state, screen, ground), screen, ground);
    case 't':
      return field && isCredential(field.name) ? startReading(kept(state, screen, ground), ground) : null;
    case 'x':
      return whatIsWrong(kept(state, screen, ground), screen, ground);
    case 'o':
      return field?.url ? sending(state, { kind: 'open', url: field.url }) : state;
    case 'r':
      return field?.secret && screen.editor ? { ...state, screen: { ...screen, isRevealed: !screen.isRevealed } } : state;
    default:
      return null;
  }
}

/** Explains what a live look of this step has found; where none found anything, a text that is pasted. A secret is hidden behind it. */
function whatIsWrong(state: State, before: FieldsScreen, ground: Ground): State {
  const screen = { ...before, isRevealed: false };
  const field = ground.fields[screen.current];
  const report = field && failedLook(state, steps[stepOf(field.name)]?.probes ?? []);
  return report ? diagnose({ ...state, screen }, report, null) : { ...state, screen: pasting(screen) };
}

/** How to make what the open field's value is read off. What was typed stays in the field. */
function guided(state: State, screen: FieldsScreen, ground: Ground): State {
  const thing = thingOfField(screen, ground);
  return thing === null ? state : openGuide(state, ground, thing, { ...screen, isRevealed: false });
}

/** A value that was just typed and cannot be right keeps its field open once, so that a correction does not land in the next one. */
function enter(state: State, screen: FieldsScreen, ground: Ground): State {
  const field = ground.fields[screen.current];
  const standing = field && standingOf(state, ground, field);
  if (screen.isChanged && standing?.remark?.status === 'fail') return openField(state, ground, screen.current, null, true);
  if (field && isCredential(field.name) && !hasCredential(state, ground)) return openField(state, ground, ground.fields.length);
  return goTo(screen.current + 1, state, screen, ground);
}

/** On to another field, and behind the last one to the comparison. What is wrong with the one that is left is said there and then. */
function goTo(next: number, state: State, { current }: FieldsScreen, ground: Ground): State {
  const field = ground.fields[current];
  const remark = field && standingOf(state, ground, field).remark;
  if (next >= ground.fields.length) return compare(state, ground);
  return openField(state, ground, next, remark?.status === 'fail' ? `${field?.label}: ${remarkWords(remark)}.` : null);
}

/** Where deployments can be chosen from a list the arrows choose; elsewhere they go from field to field. */
function upOrDown(state: State, screen: FieldsScreen, by: 1 | -1, ground: Ground): State {
  const names = isDeployment(ground.fields[screen.current]?.name) ? deploymentsFor(state) : [];
  if (names.length === 0) return goTo(Math.max(0, screen.current + by), kept(state, screen, ground), screen, ground);
  const text = nextDeployment(names, screen.editor?.text ?? '', by);
  return { ...state, screen: { ...screen, editor: editorOf(text), isChanged: true, pasted: null } };
}

/** The open field, if one is open, with what was typed in it so far. */
export function keptField(state: State, ground: Ground): State {
  return state.screen.at === 'fields' ? kept(state, state.screen, ground) : state;
}

/** What is in the open field becomes an answer, and the desk looks at all of them again. */
function kept(state: State, { current, editor, isChanged }: FieldsScreen, ground: Ground): State {
  const field = ground.fields[current];
  if (!field || !isChanged) return state;
  return answered(state, new Map(state.answers).set(field.name, answerOf(field, editor?.text ?? '')), [field.name], ground);
}

function hasCredential(state: State, ground: Ground): boolean {
  return ground.fields.some((field) => isCredential(field.name) && !standingOf(state, ground, field).isEmpty);
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
