import type { Thing } from '../../findings/guide/things.js';
import { thingOf, things } from '../../findings/guide/things.js';
import { firstObstacle, standingOf } from './answers.js';
import { readBlock } from '../../settings/paste.js';
import { filled, openField } from './fields-state.js';
import { openGuide } from './guide-state.js';
import type { Key } from '../keys.js';
import { pasting, startCheck } from '../openings.js';
import type { ReviewScreen } from '../screens.js';
import type { Action, Ground, Past, State } from '../state.js';
import { leaving, printed, starting, valuesOf } from '../state.js';

/** One key in the review. */
export function pressInReview(state: State, _screen: ReviewScreen, key: Key, ground: Ground): State {
  if (state.work) return state;
  if (key.kind === 'enter') return proceed(state, ground, !ground.isSandbox);
  if (key.kind === 'backTab' || key.kind === 'up') return openField(state, ground, ground.fields.length - 1);
  if (key.kind === 'ctrl') return key.letter === 'd' ? leaving(state) : state;
  if (key.kind === 'paste') {
    const block = readBlock(key.text, null);
    return block
      ? filled(state, block, ground)
      : noticed(state, 'Open a value first, then paste it; for an error press x first. Lines of a .env file can be pasted here.');
  }
  if (key.kind !== 'text') return state;
  const number = Number(key.text);
  if (number >= 1 && number <= ground.fields.length) return openField(state, ground, number - 1);
  switch (key.text) {
    case 'c':
      return proceed(state, ground, false);
    case 'w':
      return ground.isSandbox ? starting(noticed(state, null), { kind: 'write' }) : state;
    case 'g':
      return ground.isSandbox ? state : openGuide(state, ground, missingThing(state, ground), { at: 'review', notice: null });
    case 'x':
      return { ...state, screen: pasting({ at: 'review', notice: null }) };
    case 'q':
      return leaving(state);
    default:
      return state;
  }
}

/** The file was written, or was not: a sandbox stays here, everybody else goes on to the check. */
export function afterWriting(state: State, { written }: Extract<Action, { type: 'written' }>, ground: Ground): State {
  const idle: State = { ...state, work: null };
  if (!written.ok) return noticed(idle, written.sentence);
  const words = [`Written: ${written.file}${written.created ? ', a new file' : ''}`, ...written.remarks];
  const notes = words.map((text): Past => ({ kind: 'note', text }));
  const done = printed({ ...idle, isWritten: true, review: ground.review(valuesOf(state)) }, ...notes);
  return ground.isSandbox ? done : startCheck(done);
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
  return writes && isChanged ? starting(noticed(state, null), { kind: 'write' }) : startCheck(state);
}

/** What the first value that is missing is read off; where none is, the first thing of all. */
function missingThing(state: State, ground: Ground): Thing {
  const field = ground.fields[firstObstacle(state, ground)];
  return (field && thingOf(field.name)) ?? things[0];
}

function noticed(state: State, notice: string | null): State {
  return { ...state, screen: { at: 'review', notice } };
}
