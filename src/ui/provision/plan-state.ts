import { exitOf } from '../../provision/came-to.js';
import { isDone } from '../../provision/plan.js';
import type { Key } from '../keys.js';
import { diagnose, startCheck } from '../openings.js';
import { openSetup } from '../start/start-state.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, starting } from '../state.js';
import { asking, startLook } from './openings.js';
import type { ApplyScreen, PlanScreen } from './provision-screens.js';
import { canApply, commandsOf } from './standing.js';

/** One key below a plan. Nothing is changed without the one for it. */
export function pressInPlan(state: State, screen: PlanScreen, key: Key, ground: Ground): State {
  switch (key.kind) {
    case 'enter':
      return enter(state, screen);
    case 'escape':
      return { ...state, screen: screen.back };
    case 'ctrl':
      return key.letter === 'd' ? leaving(state, leaveCode(state, screen)) : state;
    case 'text':
      return pressLetter(state, screen, key.text, ground);
    default:
      return state;
  }
}

/** What enter does, by what the plan is: do it, go on to the check, tell what is in the way, or look again. */
export function enterOf({ looked, about }: PlanScreen): 'apply' | 'check' | 'explain' | 'look' {
  if (canApply(looked)) return 'apply';
  if (looked.causes.length > 0) return 'explain';
  return isDone(looked.plan) && about === 'connection' ? 'check' : 'look';
}

function enter(state: State, screen: PlanScreen): State {
  switch (enterOf(screen)) {
    case 'apply':
      return startApply(state, screen);
    case 'check':
      return state.review.isUsable ? startCheck(state) : state;
    case 'explain':
      return explain(state, screen);
    case 'look':
      return startLook(state, screen);
  }
}

function pressLetter(state: State, screen: PlanScreen, letter: string, ground: Ground): State {
  const { looked, known } = screen;
  switch (letter) {
    case 'y':
      return canApply(looked) ? startApply(state, screen) : state;
    case 'n':
      return canApply(looked) ? { ...state, screen: screen.back } : state;
    case 'd':
      return known.length > 0 ? asking(state, { ...screen, asking: known, plan: screen }, 0) : state;
    case 's':
      return commandsOf(looked.plan).length > 0 ? printed(state, { kind: 'commands', plan: looked.plan }) : state;
    case 'x':
      return looked.causes.length > 0 ? explain(state, screen) : state;
    case 'r':
      return startLook(state, screen);
    case 'e':
      return screen.about === 'connection' ? openSetup(state, ground) : state;
    case 'q':
      return leaving(state, leaveCode(state, screen));
    default:
      return state;
  }
}

/** What could not be looked at counts for whoever reads the exit code, as in text. */
function leaveCode({ report }: State, { looked }: PlanScreen): number {
  return exitOf(looked.plan, new Map()) || (report?.exitCode ?? 0);
}

function startApply(state: State, { about, decisions, known, back, looked }: PlanScreen): State {
  const screen: ApplyScreen = { at: 'apply', about, decisions, known, back, looked, running: null, settled: [], isOver: false };
  return starting(printed({ ...state, screen }, { kind: 'note', text: 'Doing it, one step after the other.' }), { kind: 'apply' });
}

/** Why something could not be looked at, and what to do about it. The plan comes back behind it. */
function explain(state: State, { looked }: PlanScreen): State {
  return diagnose(state, { diagnoses: looked.causes }, null);
}
