import type { FieldName } from '../settings/field-name.js';
import { fieldOf } from '../settings/fields.js';
import { Secret } from '../settings/secret.js';
import { answerOf } from './setup/answers.js';
import { openStart } from './start/open-start.js';
import type { Answer, Ground, State } from './state.js';

/** Before anything has happened: at the start, with what was typed last time. */
export function firstState(ground: Ground, { columns, rows }: { columns: number; rows: number }): State {
  const answers = draftAnswers(ground);
  const state: State = {
    answers,
    review: ground.review(new Map([...answers].map(([name, { given }]) => [name, given]))),
    screen: { at: 'review', notice: null },
    past: [],
    work: null,
    errand: null,
    probes: new Map(),
    isStopping: false,
    works: 0,
    report: ground.back?.report ?? null,
    whole: ground.back?.report ?? null,
    isWritten: false,
    chosen: null,
    rings: 0,
    exit: null,
    next: null,
    crash: null,
    columns,
    rows,
  };
  return openStart(state, ground, firstNotice(ground), ground.draft.size > 0 && !ground.back ? 'setup' : undefined);
}

/** What a person should know first. */
export function firstNotice({ trouble, draft, back }: Ground): string | null {
  if (trouble !== undefined) return trouble;
  return draft.size === 0 || back ? null : keptWords(draft.size);
}

function keptWords(count: number): string {
  return `${count === 1 ? 'One value is' : `${count} values are`} here from last time. A secret is not kept before it is written.`;
}

/** What was typed last time, as if it had been typed now. */
function draftAnswers({ draft, back }: Ground): Map<FieldName, Answer> {
  const values = back?.values ?? draft;
  return new Map(
    [...values].map(([name, value]) => [
      name,
      value instanceof Secret ? { given: value, shown: value, words: null } : answerOf(fieldOf(name), value),
    ]),
  );
}
