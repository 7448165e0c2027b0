import { firstObstacle, standingOf } from './answers.js';
import { answersIn, openField, takenOver } from './openings.js';
import { missingThing } from './guide-places.js';
import { openGuide } from './guide-state.js';
import { blockIn } from './pasted-block.js';
import { openWrite } from './write-state.js';
import { numbered } from './numbered.js';
import type { Key } from '../keys.js';
import { pasting, startCheck } from '../openings.js';
import { openStart } from '../start/open-start.js';
import type { ReviewScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';

/** One key in the review. */
export function pressInReview(state: State, _screen: ReviewScreen, key: Key, ground: Ground): State {
  if (state.work) return state;
  if (key.kind === 'enter') return proceed(state, ground, !ground.isSandbox);
  if (key.kind === 'backTab' || key.kind === 'up') return openField(state, ground, numbered(ground).length - 1);
  if (key.kind === 'escape') return ground.lesson === null ? openStart(state, ground) : leaving(state);
  if (key.kind === 'ctrl') return key.letter === 'd' ? leaving(state) : state;
  if (key.kind === 'paste') {
    const block = blockIn(key.text, null, state, ground);
    return block
      ? takenOver(state, answersIn(block.values), ground, block.words)
      : noticed(state, 'Open a value first, then paste it; for an error press x first. Lines of a .env file can be pasted here.');
  }
  if (key.kind !== 'text') return state;
  const number = Number(key.text);
  if (number >= 1 && number <= numbered(ground).length) return openField(state, ground, number - 1);
  switch (key.text) {
    case 'c':
      return proceed(state, ground, false);
    case 'w':
      return ground.isSandbox && state.review.isUsable ? openWrite(state, ground) : state;
    case 'f':
      return openField(state, ground, numbered(ground).length);
    case 'g': {
      const thing = missingThing(state, ground);
      return thing === null ? state : openGuide(state, ground, thing, { at: 'review', notice: null });
    }
    case 'x':
      return { ...state, screen: pasting({ at: 'review', notice: null }) };
    case 'q':
      return leaving(state);
    default:
      return state;
  }
}

function proceed(state: State, ground: Ground, writes: boolean): State {
  if (!state.review.isUsable) {
    const at = firstObstacle(state, ground);
    const field = ground.fields[at];
    const isGiven = field && !standingOf(state, ground, field).isEmpty;
    const notice = field && `Before a check can run, this ${isGiven ? 'has to change' : 'is needed'}: ${field.label}`;
    return openField(state, ground, at === -1 ? 0 : at, notice ?? null);
  }
  const isChanged = state.review.changes.some(({ kind }) => kind !== 'unchanged');
  return writes && isChanged ? openWrite(state, ground) : startCheck(state);
}

function noticed(state: State, notice: string | null): State {
  return { ...state, screen: { at: 'review', notice } };
}
