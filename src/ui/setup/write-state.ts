import { paintNothing } from '../../report/marks.js';
import type { Key } from '../keys.js';
import { startCheck } from '../openings.js';
import type { Written } from '../desk.js';
import type { WriteScreen } from '../screens.js';
import type { Action, Ground, Past, State } from '../state.js';
import { leaving, printed, sending, starting, valuesOf } from '../state.js';
import { diffLines } from './diff-lines.js';
import { probing } from './probing.js';

/** Shows what would be written, and asks git about the file meanwhile. */
export function openWrite(state: State, ground: Ground): State {
  return probing({ ...state, screen: { at: 'write', notice: null, top: 0 } }, ground, ['git']);
}

/** One key at the diff. Nothing is written without the one for it. */
export function pressInWrite(state: State, screen: WriteScreen, key: Key): State {
  if (state.work) return state;
  switch (key.kind) {
    case 'enter':
      return starting({ ...state, screen: { ...screen, notice: null } }, { kind: 'write' });
    case 'escape':
    case 'backTab':
      return { ...state, screen: { at: 'review', notice: null } };
    case 'down':
      return { ...state, screen: { ...screen, top: Math.min(screen.top + 1, Math.max(0, rowsOf(state) - 1)) } };
    case 'up':
      return { ...state, screen: { ...screen, top: Math.max(0, screen.top - 1) } };
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'text':
      return pressedLetter(state, key.text);
    default:
      return state;
  }
}

/** In a narrow window a line of the file has several rows. */
function rowsOf({ review, columns }: State): number {
  return review.diff.flatMap((line) => diffLines(line, { columns, paint: paintNothing })).length;
}

function pressedLetter(state: State, letter: string): State {
  switch (letter) {
    case 'g':
      return isExposed(state) ? sending(state, { kind: 'ignore' }) : state;
    case 'n':
      return startCheck(state);
    case 'q':
      return leaving(state);
    default:
      return state;
  }
}

/** Whether git would commit the file, as far as it was asked. */
export function isExposed({ probes }: Pick<State, 'probes'>): boolean {
  const probed = probes.get('git')?.probed;
  return probed?.kind === 'git' && probed.isExposed;
}

/** The file was written, or was not: a sandbox goes back to the review, everybody else goes on to the check. */
export function afterWriting(state: State, { written }: Extract<Action, { type: 'written' }>, ground: Ground): State {
  const idle: State = { ...state, work: null };
  if (!written.ok) return afterRefusal(idle, written, ground);
  const words = [`Written: ${written.file}${written.created ? ', a new file' : ''}`, ...written.remarks];
  const notes = words.map((text): Past => ({ kind: 'note', text }));
  const done = printed({ ...idle, isWritten: true, review: ground.review(valuesOf(state)) }, ...notes);
  return ground.isSandbox ? { ...done, screen: { at: 'review', notice: null } } : startCheck(done);
}

function afterRefusal(state: State, { sentence, asksAgain }: Extract<Written, { ok: false }>, ground: Ground): State {
  const review = asksAgain ? ground.review(valuesOf(state)) : state.review;
  if (!asksAgain || !review.isUsable) return { ...state, review, screen: { at: 'review', notice: sentence } };
  return { ...state, review, screen: { at: 'write', notice: `${sentence} This is what would be written now.`, top: 0 } };
}

/** What git was told changes what it would do. */
export function afterIgnoring(state: State, ground: Ground): State {
  const probes = new Map(state.probes);
  probes.delete('git');
  return probing({ ...state, probes }, ground, ['git']);
}
