import { afterCheck, followCheck, hold, pressInCheck } from './check-state.js';
import { pressInDiagnosis } from './diagnosis-state.js';
import { openField, pressInFields } from './fields-state.js';
import type { Key } from './keys.js';
import { startCheck } from './openings.js';
import { afterWriting, pressInReview } from './review-state.js';
import type { Action, Ground, State } from './state.js';
import { leaving } from './state.js';
import { afterAnswer, heard, pressInTalk } from './talk-state.js';

/** The screen to begin with: what is missing, or the review, or the check when a prompt was asked for and all is there. */
export function beginning(ground: Ground, { columns, rows }: { columns: number; rows: number }): State {
  const review = ground.review(new Map());
  const state: State = {
    answers: new Map(),
    review,
    screen: { at: 'review', notice: null },
    past: [],
    work: null,
    isStopping: false,
    works: 0,
    report: null,
    isWritten: false,
    exit: null,
    crash: null,
    columns,
    rows,
  };
  const missing = ground.fields.findIndex(({ name, required }) => required !== 'never' && !ground.found.has(name));
  if (missing !== -1 && !ground.isSandbox) return openField(state, ground, missing);
  return ground.start === 'prompt' && review.isUsable ? startCheck(state) : state;
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
    case 'crashed':
      return { ...state, crash: action.error };
    case 'written':
    case 'event':
    case 'said':
    case 'ended':
      // What comes from a run that was given up belongs to nobody.
      return action.id === state.work?.id ? follow(state, action, ground) : state;
  }
}

function press(state: State, key: Key, ground: Ground): State {
  if (key.kind === 'ctrl' && key.letter === 'c') return interrupt(state);
  const { screen } = state;
  switch (screen.at) {
    case 'fields':
      return pressInFields(state, screen, key, ground);
    case 'review':
      return pressInReview(state, screen, key, ground);
    case 'check':
      return pressInCheck(state, screen, key);
    case 'diagnosis':
      return pressInDiagnosis(state, screen, key, ground);
    case 'talk':
      return pressInTalk(state, screen, key, ground);
  }
}

/** Ctrl-C stops an answer that is under way; otherwise, or a second time, it leaves. */
function interrupt(state: State): State {
  const isAnswering = state.screen.at === 'talk' && state.screen.asked !== null;
  if (isAnswering && state.work && !state.isStopping) return { ...state, isStopping: true };
  return leaving(state, 130);
}

type FromDesk = Extract<Action, { id: number }>;

function follow(state: State, action: FromDesk, ground: Ground): State {
  const { screen } = state;
  switch (action.type) {
    case 'written':
      return afterWriting(state, action, ground);
    case 'event':
      return screen.at === 'check' ? followCheck(state, screen, action, ground) : state;
    case 'said':
      if (screen.at === 'check') return hold(state, screen, action.text, ground);
      return screen.at === 'talk' && !state.isStopping ? heard(state, screen, action.text) : state;
    case 'ended':
      if (screen.at === 'check') return afterCheck(state, screen, action.report, ground);
      return screen.at === 'talk' ? afterAnswer(state, screen, action.report) : state;
  }
}
