import type { Errand } from './desk.js';
import type { FieldName } from '../settings/field-name.js';
import { fieldOf } from '../settings/fields.js';
import { afterCheck, followCheck, hold, pressInCheck, slowDown } from './check/check-state.js';
import { pressInDiagnosis } from './explain/diagnosis-state.js';
import { answerOf } from './setup/answers.js';
import { openField } from './setup/openings.js';
import { keptField, pressInFields } from './setup/fields-state.js';
import { pressInOutcome } from './check/outcome-state.js';
import { afterWait, followWait, pressInWait, tickWait } from './check/wait-state.js';
import { pressInCredential } from './setup/credential-state.js';
import { pressInGuide } from './setup/guide-state.js';
import { pressInStart } from './start/start-state.js';
import type { Key } from './keys.js';
import { startCheck } from './openings.js';
import { afterExplaining, pressInPaste } from './explain/paste-state.js';
import { pressInReview } from './setup/review-state.js';
import { afterIgnoring, afterWriting, pressInWrite } from './setup/write-state.js';
import type { Action, Answer, Ground, State } from './state.js';
import { leaving, printed, valuesOf } from './state.js';
import { afterAnswer, heard, pressInTalk } from './talk/talk-state.js';

/** The screen to begin with: what is missing, or the review, or the check when a prompt was asked for and all is there. */
export function beginning(ground: Ground, { columns, rows }: { columns: number; rows: number }): State {
  const answers = draftAnswers(ground);
  const review = ground.review(valuesOf({ answers }));
  const state: State = {
    answers,
    review,
    screen: { at: 'review', notice: null },
    past: [],
    work: null,
    errand: null,
    probes: new Map(),
    isStopping: false,
    works: 0,
    report: null,
    isWritten: false,
    rings: 0,
    exit: null,
    next: null,
    crash: null,
    columns,
    rows,
  };
  const notice = ground.trouble ?? (answers.size === 0 ? null : keptWords(answers.size));
  const isGiven = (name: FieldName): boolean => answers.has(name) || (ground.found.get(name)?.value.length ?? 0) > 0;
  const missing = ground.fields.findIndex(({ name, required }) => required !== 'never' && !isGiven(name));
  if (missing !== -1 && !ground.isSandbox) return openField(state, ground, missing, notice);
  if (notice) return { ...state, screen: { at: 'review', notice } };
  return ground.start === 'prompt' && review.isUsable ? startCheck(state) : state;
}

/** What was typed last time, as if it had been typed now. */
function draftAnswers({ draft }: Ground): Map<FieldName, Answer> {
  return new Map([...draft].map(([name, text]) => [name, answerOf(fieldOf(name), text)]));
}

function keptWords(count: number): string {
  return `${count === 1 ? 'One value is' : `${count} values are`} here from last time. A secret is not kept before it is written.`;
}

/** The one reducer: every screen has its own, and this gives each action to the one it is for. */
export function reducerOf(ground: Ground): (state: State, action: Action) => State {
  return (state, action) => (state.exit === null ? reduce(state, action, ground) : state);
}

function reduce(state: State, action: Action, ground: Ground): State {
  switch (action.type) {
    case 'key':
      return press(state, action.key, ground);
    case 'resized':
      return { ...state, columns: action.columns, rows: action.rows };
    case 'hidden':
      return state.screen.at === 'fields' ? { ...state, screen: { ...state.screen, isRevealed: false } } : state;
    case 'crashed':
      return { ...state, crash: action.error };
    case 'written':
    case 'event':
    case 'slow':
    case 'said':
    case 'ended':
    case 'explained':
    case 'tried':
      // What comes from a run that was given up belongs to nobody.
      return action.id === state.work?.id ? follow(state, action, ground) : state;
    case 'ticked':
      return state.screen.at === 'wait' ? tickWait(state, state.screen) : state;
    case 'told':
      return afterErrand(printed(state, { kind: 'note', text: action.sentence }), action.errand, ground);
    case 'probed':
      return afterProbe(state, action);
  }
}

function press(state: State, key: Key, ground: Ground): State {
  if (key.kind === 'ctrl' && key.letter === 'c') return interrupt(keptField(state, ground));
  const { screen } = state;
  switch (screen.at) {
    case 'start':
      return pressInStart(state, screen, key, ground);
    case 'fields':
      return pressInFields(state, screen, key, ground);
    case 'credential':
      return pressInCredential(state, screen, key, ground);
    case 'guide':
      return pressInGuide(state, screen, key, ground);
    case 'review':
      return pressInReview(state, screen, key, ground);
    case 'write':
      return pressInWrite(state, screen, key);
    case 'check':
      return pressInCheck(state, screen, key);
    case 'outcome':
      return pressInOutcome(state, screen, key, ground);
    case 'wait':
      return pressInWait(state, screen, key, ground);
    case 'diagnosis':
      return pressInDiagnosis(state, screen, key, ground);
    case 'talk':
      return pressInTalk(state, screen, key, ground);
    case 'paste':
      return pressInPaste(state, screen, key, ground);
  }
}

/** Ctrl-C stops an answer that is under way; otherwise, or a second time, it leaves. */
function interrupt(state: State): State {
  const isAnswering = state.screen.at === 'talk' && state.screen.asked !== null;
  if (isAnswering && state.work && !state.isStopping) return { ...state, isStopping: true };
  return leaving(state, 130);
}

type FromDesk = Exclude<Extract<Action, { id: number }>, { type: 'probed' }>;

function follow(state: State, action: FromDesk, ground: Ground): State {
  const { screen } = state;
  switch (action.type) {
    case 'written':
      return afterWriting(state, action, ground);
    case 'event':
      return screen.at === 'check' ? followCheck(state, screen, action, ground) : state;
    case 'slow':
      return screen.at === 'check' ? slowDown(state, screen, action.check) : state;
    case 'said':
      if (screen.at === 'check') return hold(state, screen, action.text, ground);
      return screen.at === 'talk' && !state.isStopping ? heard(state, screen, action.text) : state;
    case 'ended':
      if (screen.at === 'check') return afterCheck(state, screen, action.report, ground);
      if (screen.at === 'wait') return afterWait(state, screen, action.report, ground);
      return screen.at === 'talk' ? afterAnswer(state, screen, action.report) : state;
    case 'tried':
      return screen.at === 'wait' ? followWait(state, screen, action.tried) : state;
    case 'explained':
      return screen.at === 'paste' ? afterExplaining(state, screen, action.explained) : state;
  }
}

/** Some small jobs change what was known before. */
function afterErrand(state: State, { kind }: Errand, ground: Ground): State {
  return kind === 'ignore' ? afterIgnoring(state, ground) : state;
}

/** Of a probe whose values have changed since nothing is kept. */
function afterProbe(state: State, { id, probe, probed }: Extract<Action, { type: 'probed' }>): State {
  if (state.probes.get(probe)?.id !== id) return state;
  return { ...state, probes: new Map(state.probes).set(probe, { id, probed }) };
}
