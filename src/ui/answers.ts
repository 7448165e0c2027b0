import { fieldOf } from '../settings/fields.js';
import type { Field, FieldName } from '../settings/fields.js';
import { Secret } from '../settings/secret.js';
import type { Value } from './desk.js';
import type { Answer, Ground, State } from './state.js';

/** What stands in a field now, where it comes from, and what is to be said of it. */
export interface Standing {
  field: Field;
  value: Value;
  source: string;
  /** Whether the field holds nothing. */
  isEmpty: boolean;
  remark: { isError: boolean; words: string } | null;
}

/** Reads a text that a person gave. A secret is never kept as text, nor is what looks like one in the wrong field. */
export function answerOf(field: Field, text: string): Answer {
  if (text === '') return { given: '', shown: '' };
  return { given: field.secret ? new Secret(text) : text, shown: shownValue(field, text) };
}

export function standingOf({ answers, review }: Pick<State, 'answers' | 'review'>, ground: Ground, field: Field): Standing {
  const answer = answers.get(field.name);
  const found = ground.found.get(field.name);
  const value = answer ? answer.shown : foundValue(field, found?.value ?? '');
  const isEmpty = value instanceof Secret ? value.length === 0 : value === '';
  const source = isEmpty ? '' : answer ? 'typed' : (found?.source ?? '');
  const own = review.remarks.find((remark) => remark.field === field.name);
  const given = answer ? answer.given : found?.value;
  const remark = own && !isEmpty ? { isError: own.isError, words: wordsOf(field, given, answer?.removed) ?? `${own.title}.` } : null;
  return { field, value, source, isEmpty, remark };
}

/** The words of the field's own parser; null where it has nothing to say. */
function wordsOf(field: Field, given: Value | undefined, removed: readonly string[] = []): string | null {
  return null;
}
