import type { Code } from '../findings/finding.js';
import { pressInCheck } from './check/check-state.js';
import { pressInDiagnosis } from './explain/diagnosis-state.js';
import { keptField, pressInFields } from './setup/fields-state.js';
import { pressInOutcome } from './check/outcome-state.js';
import { pressInWait, tickWait } from './check/wait-state.js';
import { pressInCredential } from './setup/credential-state.js';
import { pressInGuide } from './setup/guide-state.js';
import { lessonAt, lessons } from './start/lessons.js';
import { homeward, openSetup, pressInStart } from './start/start-state.js';
import { openStart } from './start/open-start.js';
import { firstNotice, firstState } from './first-state.js';
import { afterProbe, afterTold, follow } from './follow-desk.js';
import type { Key } from './keys.js';
import { pasting, startCheck } from './openings.js';
import { pressInPaste } from './explain/paste-state.js';
import { pressInExport, withWhole } from './export/export-state.js';
import { pressInRepair, stopRepair } from './explain/repair-state.js';
import { pressInApply, stopApply } from './provision/apply-state.js';
import { pressInChoose } from './provision/choose-state.js';
import { pressInLook } from './provision/look-state.js';
import { openProvision } from './provision/openings.js';
import { pressInPlan } from './provision/plan-state.js';
import { pressInReview } from './setup/review-state.js';
import { pressInWrite } from './setup/write-state.js';
import type { Action, Ground, Past, State } from './state.js';
import { leaving, printed } from './state.js';
import { interruptTalk, pressInTalk } from './talk/talk-state.js';

/** The screen to begin with: the one that was asked for. */
export function beginning(ground: Ground, size: { columns: number; rows: number }): State {
  return opened(firstState(ground, size), ground, firstNotice(ground));
}

/** The screen that was asked for, as far as the values allow. */
function opened(state: State, ground: Ground, notice: string | null): State {
  if (ground.lesson !== null) return printed({ ...state, screen: { at: 'review', notice: null } }, ...lessonWords(ground.lesson));
  switch (ground.start) {
    case 'start':
      return openBack(state, ground);
    case 'explain': {
      const { screen } = openStart(state, ground, notice);
      return screen.at === 'start' ? { ...state, screen: pasting(screen) } : state;
    }
    case 'check':
      // What is wrong with the file the check itself tells.
      return startCheck(
        notice === null || ground.trouble ? state : printed(state, { kind: 'note', text: `${notice} What is here is checked too.` }),
      );
    case 'provision':
    case 'post-deployment':
      return openProvisionFirst(state, ground, notice);
    case 'prompt':
      return notice === null && state.review.isUsable ? startCheck(state) : openSetup(state, ground, notice);
    case 'setup':
      return openSetup(state, ground, notice);
  }
}

/** Behind it is the start, as if it had been chosen there. */
function openProvisionFirst(state: State, ground: Ground, notice: string | null): State {
  const { screen } = openStart(state, ground, null, 'provision');
  const told = notice === null ? state : printed(state, { kind: 'note', text: notice });
  const about = ground.start === 'post-deployment' ? 'post-deployment' : 'connection';
  return screen.at === 'start' ? openProvision(told, about, screen) : told;
}

/** After a lesson the next one is at hand, where it was chosen. */
function openBack(state: State, { back }: Ground): State {
  const at = back ? lessonAt(back.lesson) : null;
  return at === null ? state : { ...state, screen: { at: 'start', list: 'lessons', index: (at.index + 1) % lessons.length, notice: null } };
}

/** Printed, since a low window has no line to spare for them: there the title of the review says the second. */
function lessonWords(fault: Code): Past[] {
  const at = lessonAt(fault);
  const which = at && `Lesson ${at.index + 1} of ${lessons.length}. ${at.lesson.refuses}: ${at.lesson.question}`;
  return [which, 'Find the fault: enter runs the check.'].flatMap((text) => (text === null ? [] : [{ kind: 'note' as const, text }]));
}

/** The one reducer: every screen has its own, and this gives each action to the one it is for. */
export function reducerOf(ground: Ground): (state: State, action: Action) => State {
  return (state, action) => (state.exit === null ? homeward(withWhole(reduce(state, action, ground)), ground) : state);
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
    case 'heard':
    case 'looked':
    case 'step':
    case 'applied':
    case 'read':
    case 'prepared':
    case 'ran':
    case 'repaired':
    case 'exported':
    case 'saved':
      // What comes from a run that was given up belongs to nobody.
      return action.id === state.work?.id ? follow(state, action, ground) : state;
    case 'ticked':
      return state.screen.at === 'wait' ? tickWait(state, state.screen) : state;
    case 'told':
      return afterTold(state, action, ground);
    case 'probed':
      return afterProbe(state, action);
  }
}

function press(state: State, key: Key, ground: Ground): State {
  if (key.kind === 'ctrl' && key.letter === 'c') return interrupt(keptField(state, ground));
  const { screen } = state;
  if (key.kind === 'lineBreak' && screen.at !== 'talk') return press(state, { kind: 'enter' }, ground);
  switch (screen.at) {
    case 'start':
      // A slow line, or a slow start, delivers several keys as one text: those behind the one that opens another screen are for that one.
      if (key.kind === 'text' && key.text.length > 1) return pressInTurn(state, key.text, ground);
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
    case 'repair':
      return pressInRepair(state, screen, key);
    case 'talk':
      return pressInTalk(state, screen, key, ground);
    case 'export':
      return pressInExport(state, screen, key, ground);
    case 'paste':
      return pressInPaste(state, screen, key, ground);
    case 'look':
      return pressInLook(state, screen, key);
    case 'choose':
      return pressInChoose(state, screen, key, ground);
    case 'plan':
      return pressInPlan(state, screen, key, ground);
    case 'apply':
      return pressInApply(state, screen, key);
  }
}

/** In a loop and not by itself again: nobody knows how long a text is that a terminal delivers in one. */
function pressInTurn(state: State, text: string, ground: Ground): State {
  let after = state;
  for (let at = 0; at < text.length && after.exit === null; at += 1) {
    if (after.screen.at !== 'start') return press(after, { kind: 'text', text: text.slice(at) }, ground);
    after = pressInStart(after, after.screen, { kind: 'text', text: text.charAt(at) }, ground);
  }
  return after;
}

/** Ctrl-C leaves; at the prompt the first may mean something else. */
function interrupt(state: State): State {
  const { screen } = state;
  if (screen.at === 'apply') return stopApply(state, screen, 130);
  if (screen.at === 'repair') return stopRepair(state, screen, 130);
  return (screen.at === 'talk' ? interruptTalk(state, screen) : null) ?? leaving(state, 130);
}
