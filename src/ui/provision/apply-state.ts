import { exitOf } from '../../provision/came-to.js';
import { hasWork } from '../../provision/plan.js';
import type { Diagnosis } from '../../report/report.js';
import { fieldOf } from '../../settings/fields.js';
import { Secret } from '../../settings/secret.js';
import type { Key } from '../keys.js';
import { diagnose, startWait } from '../openings.js';
import { answerOf } from '../setup/answers.js';
import { answered } from '../setup/openings.js';
import type { Action, Answer, Ground, Past, State } from '../state.js';
import { leaving, printed } from '../state.js';
import { endWords } from './end-words.js';
import { openPlan, startLook } from './openings.js';
import type { Followed } from './planning.js';
import type { ApplyScreen } from './provision-screens.js';

/** One key while a plan is followed, and behind that. */
export function pressInApply(state: State, screen: ApplyScreen, key: Key): State {
  if (key.kind === 'ctrl') return key.letter === 'd' ? stopApply(state, screen, leaveCode(screen)) : state;
  if (!screen.isOver) return key.kind === 'escape' ? { ...state, isStopping: true } : state;
  switch (key.kind) {
    case 'enter':
      return goOn(state, screen);
    case 'escape':
      return { ...state, screen: screen.back };
    case 'text':
      if (key.text === 'q') return leaving(state, leaveCode(screen));
      return key.text === 'x' ? explain(state, screen) : state;
    default:
      return state;
  }
}

/** Leaves, and says before that what was done, what was not, and what may have been. */
export function stopApply(state: State, screen: ApplyScreen, code: number): State {
  return leaving(screen.isOver ? state : printed(state, ...endWords(screen)), code);
}

/** A step began or ended; one that ended is printed. */
export function followApply(state: State, screen: ApplyScreen, { event }: Extract<Action, { type: 'step' }>): State {
  if (event.type === 'started') return { ...state, screen: { ...screen, running: event.step } };
  const { step, outcome, cause } = event;
  const settled = { step, outcome, cause };
  const before = screen.looked.plan.steps.find(({ id }) => id === step.id)?.commands ?? [];
  const isTold = outcome.kind !== 'done' || outcome.ran.some((command) => !before.includes(command));
  const past: Past = { kind: 'settled', settled, ran: isTold ? outcome.ran : [] };
  return { ...printed(state, past), screen: { ...screen, running: null, settled: [...screen.settled, settled] } };
}

/** All was done, or one step was not: then it is explained. The values of what is there now are taken over in both cases. */
export function afterApply(state: State, screen: ApplyScreen, { followed }: Extract<Action, { type: 'applied' }>, ground: Ground): State {
  const over: ApplyScreen = { ...screen, running: null, isOver: true };
  const taken = withValues({ ...state, work: null, screen: over }, followed, ground);
  const remarks = followed.remarks.map((text): Past => ({ kind: 'note', text }));
  const told = printed(taken, ...endWords(over), ...remarks);
  if (causesOf(over).length > 0) return explain(told, over);
  const { plan, causes } = followed.looked;
  if (!isAllDone(over) || (causes.length === 0 && !hasWork(plan))) return told;
  // What has just been learned asks for something more.
  return openPlan(told, { ...over, looked: followed.looked });
}

/** Whether every step that was begun was done. */
export function isAllDone({ settled }: Pick<ApplyScreen, 'settled'>): boolean {
  return settled.length > 0 && settled.every(({ outcome }) => outcome.kind === 'done');
}

/** Where something was done for the connection it is proved; everything else is looked at again. */
export function leadsToCheck(screen: ApplyScreen, { review }: Pick<State, 'review'>): boolean {
  return screen.about === 'connection' && isAllDone(screen) && review.isUsable;
}

function goOn(state: State, screen: ApplyScreen): State {
  return leadsToCheck(screen, state) ? startWait({ ...state, screen: { at: 'review', notice: null } }) : startLook(state, screen);
}

function explain(state: State, screen: ApplyScreen): State {
  const diagnoses = causesOf(screen);
  return diagnoses.length > 0 ? diagnose(state, { diagnoses }, null) : state;
}

/** Why steps failed: of those that need one another the first that does ends it, and of others there may be several. */
export function causesOf({ settled }: Pick<ApplyScreen, 'settled'>): Diagnosis[] {
  return settled.flatMap(({ cause }) => cause ?? []);
}

/** What failed counts for whoever reads the exit code, and so does what was begun and not ended. */
function leaveCode({ settled, isOver, looked }: ApplyScreen): number {
  const outcomes = new Map(settled.map(({ step, outcome }) => [step.id, outcome]));
  return isOver ? exitOf(looked.plan, outcomes) : 1;
}

/** As if they had been typed; what the env file holds by now comes from there. */
function withValues(state: State, { values, looked }: Followed, ground: Ground): State {
  if (values.size === 0) return state;
  const isWritten = looked.plan.steps.some(({ id, state: standing }) => id === 'local.env' && standing === 'right');
  const source = isWritten ? state.review.file : 'provision';
  const answers = new Map(state.answers);
  for (const [name, value] of values) answers.set(name, { ...answerIn(name, value), source });
  return { ...answered(state, answers, [...values.keys()], ground), isWritten: state.isWritten || isWritten };
}

function answerIn(name: Parameters<typeof fieldOf>[0], value: string | Secret): Answer {
  return value instanceof Secret ? { given: value, shown: value, words: null } : answerOf(fieldOf(name), value);
}
