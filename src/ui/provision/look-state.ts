import type { Decisions, Question } from '../../provision/plan.js';
import type { Key } from '../keys.js';
import type { Action, State } from '../state.js';
import { leaving } from '../state.js';
import { asking, notNow, openPlan } from './openings.js';
import type { LookScreen } from './provision-screens.js';

/** While it reads, only the keys that end it mean something. */
export function pressInLook(state: State, screen: LookScreen, key: Key): State {
  if (key.kind === 'escape') return { ...state, work: null, isStopping: true, screen: screen.back };
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}

/** Something more is being read, or was. */
export function followLook(state: State, screen: LookScreen, { what, isOver }: Extract<Action, { type: 'heard' }>): State {
  const isKnown = screen.reads.some((one) => one.what === what);
  const reads = isKnown ? screen.reads.map((one) => (one.what === what ? { what, isOver } : one)) : [...screen.reads, { what, isOver }];
  return { ...state, screen: { ...screen, reads } };
}

/** It is known what there is: on to what a person has to decide, and then to the plan. */
export function afterLook(state: State, screen: LookScreen, { looked }: Extract<Action, { type: 'looked' }>): State {
  const { about, decisions, back } = screen;
  const { questions } = looked.plan;
  const known = together(screen.known, questions);
  const open = questions.filter((question) => isOpen(question, decisions));
  const next = { about, decisions, known, back };
  const idle: State = { ...state, work: null };
  return open.length > 0 ? asking(idle, { ...next, asking: open, plan: null }, 0) : openPlan(idle, { ...next, looked });
}

/**
 * A question that was answered is asked again only with other choices: what was chosen can ask for one more of its kind. Of a single choice
 * that is taken anyway nobody is asked; who wants another one decides differently.
 */
function isOpen({ flag, choices, usual }: Question, decisions: Decisions): boolean {
  const decided = decisions.get(flag);
  if (decided === notNow || choices.some(({ value }) => value === decided)) return false;
  const [first, ...others] = choices;
  return others.length > 0 || first?.value !== usual || usual === null;
}

/** Every question once by its option, the first one: what it leads to is asked behind it. Its choices are those of the last look. */
function together(before: readonly Question[], now: readonly Question[]): Question[] {
  const kept = before.map((one) => now.find(({ flag, title }) => flag === one.flag && title === one.title) ?? one);
  return [...kept, ...now.filter(({ flag }) => !before.some((one) => one.flag === flag))];
}
