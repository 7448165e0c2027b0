import { openExport } from '../export/export-state.js';
import { pressInPaste } from '../explain/paste-state.js';
import type { Key } from '../keys.js';
import { pasting, startCheck, talking } from '../openings.js';
import type { StartScreen } from '../screens.js';
import { openProvision } from '../provision/openings.js';
import { firstObstacle, standings } from '../setup/answers.js';
import { answersIn, openField, takenOver } from '../setup/openings.js';
import { blockIn } from '../setup/pasted-block.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';
import { choiceNames, isGreen } from './choices.js';
import type { ChoiceName } from './choices.js';
import { lessonAt, lessons } from './lessons.js';

/** The setup where it was left: at the first value that is missing, or at the review. A sandbox has what it has. */
export function openSetup(state: State, ground: Ground, notice: string | null = null): State {
  const missing = standings(state, ground).findIndex(({ field, isEmpty }) => field.required !== 'never' && isEmpty);
  return missing === -1 || ground.isSandbox ? { ...state, screen: { at: 'review', notice } } : openField(state, ground, missing, notice);
}

/** One key on the start screen. */
export function pressInStart(state: State, screen: StartScreen, key: Key, ground: Ground): State {
  const { index } = screen;
  const last = lastOf(state, screen, ground);
  switch (key.kind) {
    case 'up':
      return { ...state, screen: { ...screen, index: index === 0 ? last : index - 1 } };
    case 'down':
      return { ...state, screen: { ...screen, index: index === last ? 0 : index + 1 } };
    case 'enter':
      return choose(state, screen, index, ground);
    case 'escape':
      return backFrom(state, screen, ground);
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'paste': {
      const block = blockIn(key.text, null, state, ground);
      return block ? takenOver(state, answersIn(block.values), ground, block.words) : pressInPaste(state, pasting(screen), key, ground);
    }
    case 'text':
      return pressLetter(state, screen, key.text, ground);
    default:
      return state;
  }
}

function pressLetter(state: State, screen: StartScreen, letter: string, ground: Ground): State {
  if (letter === 'q') return leaving(state);
  const number = Number(letter);
  return number >= 1 && number <= lastOf(state, screen, ground) + 1 ? choose(state, screen, number - 1, ground) : state;
}

function lastOf(state: State, { list }: StartScreen, ground: Ground): number {
  return (list === 'lessons' ? lessons : choiceNames(state, ground)).length - 1;
}

/** A run in a lesson that ended well is the end of the lesson: what was learned is said, and the next one is offered. */
export function afterLesson(state: State, { lesson: fault }: Ground): State {
  const at = fault && state.work === null && isGreen(state.report) ? lessonAt(fault) : null;
  if (at === null || state.screen.at === 'start') return state;
  const isLast = at.index === lessons.length - 1;
  const end = isLast ? ' That was the last: your own setup waits at the start.' : '';
  const notice = `Lesson ${at.index + 1} of ${lessons.length} is done. ${at.lesson.learned}${end}`;
  return { ...state, screen: { at: 'start', list: 'lessons', index: isLast ? at.index : at.index + 1, notice } };
}

/** Out of a lesson every way but Ctrl-C leads to where it was chosen. */
export function homeward(state: State, { lesson }: Ground): State {
  return lesson !== null && state.exit !== null && state.exit !== 130 && state.next === null ? { ...state, next: { kind: 'home' } } : state;
}

function choose(state: State, screen: StartScreen, index: number, ground: Ground): State {
  const lesson = screen.list === 'lessons' ? lessons[index] : undefined;
  if (lesson) return { ...leaving(state), next: { kind: 'lesson', fault: lesson.fault } };
  const name = choiceNames(state, ground)[index];
  return name ? opened({ ...state, screen: { ...screen, index } }, name, ground) : state;
}

function opened(state: State, name: ChoiceName, ground: Ground): State {
  switch (name) {
    case 'setup':
      return openSetup(state, ground);
    case 'provision':
      return state.screen.at === 'start' ? openProvision(state, 'connection', { ...state.screen, notice: null }) : state;
    case 'check':
      return startCheck(state);
    case 'explain':
      return state.screen.at === 'start' ? { ...state, screen: pasting({ ...state.screen, notice: null }) } : state;
    case 'practise':
      return { ...state, screen: { at: 'start', list: 'lessons', index: 0, notice: null } };
    case 'export':
      return state.screen.at === 'start' ? openExport(state, { ...state.screen, notice: null }) : state;
    case 'prompt':
      if (isGreen(state.report)) return { ...state, screen: talking(null) };
      return state.review.isUsable ? startCheck(state) : openField(state, ground, Math.max(0, firstObstacle(state, ground)), beforePrompt);
  }
}

const beforePrompt = 'The prompt opens after a green check. This is needed first.';

function backFrom(state: State, { list }: StartScreen, ground: Ground): State {
  if (ground.lesson !== null) return leaving(state);
  if (list === 'choices') return state;
  return { ...state, screen: { at: 'start', list: 'choices', index: choiceNames(state, ground).indexOf('practise'), notice: null } };
}
