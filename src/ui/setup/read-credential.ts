import { fieldOf } from '../../settings/fields.js';
import { diagnose } from '../openings.js';
import type { CredentialRead } from '../provision/planning.js';
import type { Ground, State } from '../state.js';
import { starting } from '../state.js';
import { answerOf } from './answers.js';
import { answered, compare } from './openings.js';

/** Asks Azure for the credential with the person's own `az`. The screen stays open meanwhile. */
export function startReading(state: State, ground: Ground): State {
  return canRead(state, ground) ? starting(state, { kind: 'credential' }) : state;
}

/** A sandbox has no account that `az` could be signed in to. */
export function canRead({ work }: Pick<State, 'work'>, { isSandbox }: Pick<Ground, 'isSandbox'>): boolean {
  return !isSandbox && work === null;
}

export function isReading({ work }: Pick<State, 'work'>): boolean {
  return work?.kind === 'credential';
}

/** What Azure holds takes the place of what was typed, and is compared; or it is told why it could not be read. */
export function afterReading(state: State, read: CredentialRead, ground: Ground): State {
  const idle: State = { ...state, work: null };
  if (state.screen.at !== 'fields' && state.screen.at !== 'credential') return idle;
  if (!read.ok) return diagnose(idle, { diagnoses: [read.cause] }, null);
  const answers = new Map(state.answers);
  for (const [name, value] of read.values) answers.set(name, { ...answerOf(fieldOf(name), value), source: 'az' });
  return compare(answered(idle, answers, [...read.values.keys()], ground), ground, read.sentence);
}
