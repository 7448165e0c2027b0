import type { Finding } from '../../findings/finding.js';
import { fieldOf } from '../../settings/fields.js';
import type { Field } from '../../settings/fields.js';
import type { Parsed } from '../../settings/parse.js';
import { showable } from '../../settings/secrecy.js';
import { Secret } from '../../settings/secret.js';
import type { Value } from '../desk.js';
import type { Answer, Ground, State } from '../state.js';

/** What stands in a field now, where it comes from, and what is to be said of it. */
export interface Standing {
  field: Field;
  value: Value;
  source: string;
  isEmpty: boolean;
  /** `words` are those of the field's parser, for what was typed. */
  remark: { status: 'fail' | 'warn' | 'pass'; words: string | null; found: Finding } | null;
}

/** Reads a text that a person gave. From here on a secret is no text any more, nor is one that was put into the wrong field. */
export function answerOf(field: Field, text: string): Answer {
  return { given: field.secret ? new Secret(text) : text, ...read(field, text) };
}

/** The field as it stands: what was typed goes before what was found. */
export function standingOf({ answers, review }: Pick<State, 'answers' | 'review'>, { found }: Ground, field: Field): Standing {
  const origin = found.get(field.name);
  const text = origin?.value ?? '';
  const { shown, words } = answers.get(field.name) ?? (text instanceof Secret ? { shown: text, words: null } : read(field, text));
  // Emptied means the usual value, which is what will be used.
  if (shown.length === 0 && answers.has(field.name) && field.default !== null) return usualOf(field);
  const isEmpty = shown.length === 0;
  const source = isEmpty ? '' : answers.has(field.name) ? (answers.get(field.name)?.source ?? 'typed') : (origin?.source ?? '');
  const own = review.remarks.find((remark) => remark.field === field.name);
  return {
    field,
    value: shown,
    source,
    isEmpty,
    remark: own && !isEmpty ? { status: statusOf(own, answers.has(field.name)), words, found: own.found } : null,
  };
}

function usualOf(field: Field): Standing {
  return { field, value: field.default ?? '', source: 'default', isEmpty: false, remark: null };
}

export function standings(state: Pick<State, 'answers' | 'review'>, ground: Ground): Standing[] {
  return ground.fields.map((field) => standingOf(state, ground, field));
}

/** The first field that keeps the values from being used, as its place in the list; -1 when there is none. */
export function firstObstacle(state: Pick<State, 'answers' | 'review'>, ground: Ground): number {
  const isWrong = ({ field, isEmpty, remark }: Standing): boolean =>
    isEmpty
      ? field.required === 'always' || state.review.remarks.some((one) => one.field === field.name && one.isError)
      : remark?.status === 'fail';
  return standings(state, ground).findIndex(isWrong);
}

/** What the model is called here: by its deployment, the one that was chosen at the prompt before the one of the settings. */
export function modelName(state: Pick<State, 'answers' | 'review' | 'chosen'>, ground: Ground): string {
  const name = settingName(state, ground);
  return state.chosen?.instead === name ? state.chosen.name : name;
}

/** The deployment that the settings name. */
export function settingName(state: Pick<State, 'answers' | 'review'>, ground: Ground): string {
  const deployment = standings(state, ground).find(({ field }) => field.name === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
  return typeof deployment?.value === 'string' && deployment.value !== '' ? deployment.value : 'model';
}

function read(field: Field, text: string): Pick<Answer, 'shown' | 'words'> {
  if (text === '') return { shown: '', words: null };
  const parsed = field.parse(text);
  const isSecret = field.secret || (!parsed.ok && showable(text) === null);
  const value = parsed.ok ? parsed.value : text;
  return { shown: isSecret ? new Secret(value) : value, words: wordsOf(parsed) };
}

/** What was taken off a value that was typed is gone: the file gets the rest. One that was found others read too. */
function statusOf({ isError }: { isError: boolean }, isTyped: boolean): 'fail' | 'warn' | 'pass' {
  return isError ? 'fail' : isTyped ? 'pass' : 'warn';
}

function wordsOf(parsed: Parsed): string | null {
  if (parsed.ok) return parsed.removed.length > 0 ? `taken off: ${parsed.removed.join(', ')}` : null;
  switch (parsed.kind) {
    case 'malformed':
      return parsed.problem;
    case 'placeholder':
      return 'it is a sample value, not yet your own';
    case 'swapped':
      return `it looks like ${parsed.looksLike}${parsed.belongsTo ? `, which belongs in ${fieldOf(parsed.belongsTo).label}` : ''}`;
  }
}
