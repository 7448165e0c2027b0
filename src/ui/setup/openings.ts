import type { FieldName } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import { Secret } from '../../settings/secret.js';
import type { FieldsScreen } from '../screens.js';
import type { Answer, Ground, State } from '../state.js';
import { valuesOf } from '../state.js';
import { editorOf, emptyEditor } from '../text-editor.js';
import { answerOf, standingOf } from './answers.js';
import { isDeployment } from './deployments.js';
import { isCredential } from './pasted-block.js';
import { probing, withoutStale } from './probing.js';

/** Opens one field. Its value stands in the line to be edited; a secret stays closed until something is typed over it. */
export function openField(state: State, ground: Ground, current: number, notice: string | null = null, isHeld = false): State {
  const field = ground.fields[current];
  if (!field) return { ...state, screen: { at: 'review', notice } };
  const { value } = standingOf(state, ground, field);
  const editor = value instanceof Secret ? (value.length > 0 ? null : emptyEditor) : editorOf(value);
  const screen: FieldsScreen = { at: 'fields', current, editor, isChanged: false, pasted: null, notice, isHeld, isRevealed: false };
  const looks = ['domain', 'token', 'tenant', 'endpoint', ...(isDeployment(field.name) ? (['deployments'] as const) : [])] as const;
  return probing({ ...state, screen }, ground, looks);
}

/** Behind the last field: the token beside the credential, where both can be had; else the review. */
export function compare(state: State, ground: Ground, notice: string | null = null): State {
  const asked = probing(state, ground, ['trust']);
  return asked.probes.has('trust') ? { ...asked, screen: { at: 'credential', notice } } : { ...state, screen: { at: 'review', notice } };
}

/** The values of a block; a secret among them is no text any more. */
export function answersIn(block: ReadonlyMap<FieldName, string>): Map<FieldName, Answer> {
  return new Map([...block].flatMap(([name, text]) => (text === '' ? [] : [[name, answerOf(fieldOf(name), text)] as const])));
}

/** Fills the fields and goes on to the first that is missing. A pasted credential leads to the comparison, if nothing else is. */
export function takenOver(state: State, given: ReadonlyMap<FieldName, Answer>, ground: Ground, words: string | null = null): State {
  // A setting that no field of this list asks for is taken too: the review tells of it, and it is written.
  const answers = new Map([...state.answers, ...given]);
  const next = answered(state, answers, [...given.keys()], ground);
  const open = ground.fields.findIndex((field) => field.required !== 'never' && standingOf(next, ground, field).isEmpty);
  const notice = `${given.size === 1 ? 'One value' : `${given.size} values`} taken from the paste.${words === null ? '' : ` ${words}`}`;
  if (open !== -1) return openField(next, ground, open, notice);
  return [...given.keys()].some(isCredential) ? compare(next, ground, notice) : { ...next, screen: { at: 'review', notice } };
}

/** Later answers stay when an earlier one changes; what was found out with it does not. */
export function answered(state: State, answers: State['answers'], changed: readonly FieldName[], ground: Ground): State {
  return { ...state, answers, review: ground.review(valuesOf({ answers })), probes: withoutStale(state, changed) };
}
