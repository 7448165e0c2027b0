import type { Decisions, Question } from '../../provision/plan.js';
import type { State } from '../state.js';
import { printed, starting } from '../state.js';
import { emptyEditor } from '../text-editor.js';
import type { About } from './planning.js';
import type { ChooseScreen, LookScreen, PlanScreen } from './provision-screens.js';

/** Reads both accounts, and begins with nothing decided. */
export function openProvision(state: State, about: About, back: LookScreen['back']): State {
  return startLook(state, { about, decisions: new Map(), known: [], back });
}

/** Reads them under these decisions: one may open the next, and what is there may have changed meanwhile. */
export function startLook(state: State, { about, decisions, known, back }: Omit<LookScreen, 'at' | 'reads'>): State {
  const screen: LookScreen = { at: 'look', about, decisions, known, back, reads: [] };
  return starting({ ...state, screen }, { kind: 'look', about, decisions });
}

/** Stands for a secret that is not given now: the plan says what will be missing. */
export const notNow = '';

/** Asks one question of the round; behind the last one it is looked what that means. */
export function asking(state: State, screen: Omit<ChooseScreen, 'at' | 'current' | 'row' | 'editor'>, current: number): State {
  const question = screen.asking[current];
  if (!question) return startLook(state, screen);
  const row = Math.max(0, rowOf(question, screen.decisions));
  // Where there is nothing to choose from a name is typed.
  const editor = question.choices.length === 0 ? emptyEditor : null;
  return { ...state, screen: { ...screen, at: 'choose', current, row, editor } };
}

/** Prints the plan above the screen, where it can be read and copied whole, and asks. */
export function openPlan(state: State, { about, decisions, known, back, looked }: Omit<PlanScreen, 'at'>): State {
  const screen: PlanScreen = { at: 'plan', about, decisions, known, back, looked };
  return { ...printed(state, { kind: 'plan', looked }), screen };
}

/** What was decided before, or the usual one. */
function rowOf({ flag, usual, choices }: Question, decisions: Decisions): number {
  const wanted = decisions.get(flag) ?? usual;
  return choices.findIndex(({ value }) => value === wanted);
}
