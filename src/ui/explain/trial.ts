import type { FieldName } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import { answerOf, settingName } from '../setup/answers.js';
import { isDeployment } from '../setup/deployments.js';
import { answered } from '../setup/openings.js';
import { startCheck } from '../openings.js';
import type { Ground, Past, State } from '../state.js';
import { sending } from '../state.js';

/** Gives settings the values that an explanation names, and checks everything with them. Nothing is written. */
export function startTrial(state: State, settings: readonly { name: FieldName; value: string }[], ground: Ground): State {
  const answers = new Map(state.answers);
  for (const { name, value } of settings) answers.set(name, { ...answerOf(fieldOf(name), value), isTried: true });
  const next = answered(
    state,
    answers,
    settings.map(({ name }) => name),
    ground,
  );
  return startCheck(settings.some(({ name }) => isDeployment(name)) ? withoutChosen(next, ground) : next);
}

/** A deployment that was chosen at the prompt would stand in for the one that is to be tried. */
function withoutChosen(state: State, ground: Ground): State {
  const name = settingName(state, ground);
  return state.chosen?.instead === name && state.chosen.name !== name
    ? sending(state, { kind: 'deployment', chosen: { name, instead: name } })
    : state;
}

/** What was tried, works, and is in no file yet. */
export function notWritten({ answers, review }: Pick<State, 'answers' | 'review'>): Past[] {
  const isOpen = (name: FieldName): boolean => review.changes.some((change) => change.name === name && change.kind !== 'unchanged');
  const names = [...answers].filter(([name, { isTried }]) => isTried && isOpen(name)).map(([name]) => name);
  if (names.length === 0) return [];
  const pronoun = names.length === 1 ? 'it' : 'them';
  return [
    { kind: 'note', text: `Not written yet: ${names.join(', ')}. /write leads to the review, which writes ${pronoun} to ${review.file}.` },
  ];
}
