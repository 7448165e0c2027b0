import { finding } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import type { FieldName } from '../settings/field-name.js';
import type { Question } from './plan.js';

/** What a wish or a rule came to, among what there is. `question`: there are others to take, and the person may be asked. */
export type Choice<T> =
  | { kind: 'there'; value: T; notes: string[]; question: Question | null }
  | { kind: 'new'; name: string; notes: string[]; question: Question | null }
  /** Which one is for the person to say. */
  | { kind: 'asked'; question: Question }
  /** A wish that cannot be followed: nothing is taken in its place. */
  | { kind: 'wrong'; finding: Finding }
  /** Nobody could look; null where what it belongs to is not there. */
  | { kind: 'unseen'; finding: Finding | null };

export function there<T>(value: T, notes: string[] = [], question: Question | null = null): Choice<T> {
  return { kind: 'there', value, notes, question };
}

export function fresh<T>(name: string, notes: string[] = [], question: Question | null = null): Choice<T> {
  return { kind: 'new', name, notes, question };
}

export function wrong<T>(found: Finding): Choice<T> {
  return { kind: 'wrong', finding: found };
}

export function unseen<T>(found: Finding | null): Choice<T> {
  return { kind: 'unseen', finding: found };
}

/** A setting that names what is not there, or is not fit for it. */
export function cannotBe<T>(field: FieldName, value: string, problem: string): Choice<T> {
  return wrong(finding('settings/malformed', { field, value, problem }));
}

/** What was chosen and is there; null otherwise. */
export function valueOf<T>(choice: Choice<T>): T | null {
  return choice.kind === 'there' ? choice.value : null;
}

/** What is asked in it, with or without a usual answer. */
export function questionIn(choice: Choice<unknown>): Question[] {
  return 'question' in choice && choice.question ? [choice.question] : [];
}

/** What stands in the way of it. */
export function findingIn(choice: Choice<unknown>): Finding[] {
  return 'finding' in choice && choice.finding ? [choice.finding] : [];
}

/** Names in Azure are the same in any case. */
export function isSameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() === other.toLowerCase();
}
