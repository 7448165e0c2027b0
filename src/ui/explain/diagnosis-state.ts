import type { Fix } from '../../findings/explanation.js';
import type { Diagnosis } from '../../report/report.js';
import type { Errand } from '../desk.js';
import { openExport } from '../export/export-state.js';
import { openGuide } from '../setup/guide-state.js';
import { thingOfCause } from '../setup/guide-places.js';
import { openField, takenOver } from '../setup/openings.js';
import type { Key } from '../keys.js';
import { explained, paged, pasting, startCheck, startWait, talking } from '../openings.js';
import { canWait, checkKeyOf, failedCheck, leftOf, planBehind, reportBehind } from './diagnosis-keys.js';
import { extentOf } from './diagnosis-page.js';
import { commandIn, hasAnswer, messageIn, pageIn, remedyOf, valueIn } from './diagnosis-ways.js';
import { startRepair } from './repair-state.js';
import { fieldOfCause } from './field-of-cause.js';
import { startLook } from '../provision/openings.js';
import { pressInPaste } from './paste-state.js';
import type { DiagnosisScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, sending } from '../state.js';
import { startTrial } from './trial.js';

/** One key below an explanation. */
export function pressInDiagnosis(state: State, screen: DiagnosisScreen, key: Key, ground: Ground): State {
  switch (key.kind) {
    case 'paste':
      return pressInPaste(state, pasting(screen), key, ground);
    case 'escape':
      return wentBack(state, screen);
    case 'enter':
      return enter(state, screen, ground);
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'text':
      // A slow line delivers several at once.
      return Array.from(key.text).reduce(
        (one, letter) => (one.screen.at === 'diagnosis' ? pressLetter(one, one.screen, letter, ground) : one),
        state,
      );
    default:
      return state;
  }
}

function wentBack(state: State, { pasted, back }: DiagnosisScreen): State {
  const behind = pasted?.back ?? back;
  return behind ? { ...state, screen: behind } : state;
}

function enter(state: State, screen: DiagnosisScreen, ground: Ground): State {
  if (screen.unsent !== null) return { ...state, screen: talking(null, screen.unsent) };
  const plan = planBehind(screen);
  if (plan) return startLook(state, plan);
  if (screen.pasted?.offer) return takenOver(state, screen.pasted.offer, ground);
  return screen.pasted ? more(state, screen) : checkAgain(state, failedCheck(screen));
}

function more(state: State, screen: DiagnosisScreen): State {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis || leftOf(screen) === null) return state;
  return paged(state, screen, { diagnosis, from: { told: screen.told ?? extentOf(diagnosis).told, fixes: screen.shown } });
}

function pressLetter(state: State, screen: DiagnosisScreen, letter: string, ground: Ground): State {
  const diagnosis = screen.diagnoses[screen.index];
  switch (letter) {
    case 'k':
      return checkKeyOf(screen) === 'k' ? checkAgain(state, failedCheck(screen)) : state;
    case 'f':
      return checkAgain(state, null);
    case 'w':
      return canWait(screen) && state.review.isUsable ? startWait(state) : state;
    case 'e':
      return openField(state, ground, placeOf(diagnosis, ground));
    case 'n':
      return screen.diagnoses.length > 1
        ? explained(state, { ...screen, index: (screen.index + 1) % screen.diagnoses.length, shown: 0 })
        : state;
    case 'g': {
      const thing = thingOfCause(screen);
      return thing === null ? state : openGuide(state, ground, thing, screen);
    }
    case 'h': {
      const report = reportBehind(state, screen);
      return report ? openExport(state, screen, { kind: 'report', report }) : state;
    }
    case 'x':
      return { ...state, screen: pasting(screen) };
    case 'q':
      return leaving(state);
    default:
      return diagnosis ? pressWay(state, screen, { letter, diagnosis, ground }) : state;
  }
}

/** The keys that do something about the cause. */
function pressWay(
  state: State,
  screen: DiagnosisScreen,
  { letter, diagnosis, ground }: { letter: string; diagnosis: Diagnosis; ground: Ground },
): State {
  switch (letter) {
    case 'y':
      return agreed(state, diagnosis, ground);
    case 'd':
      return startRepair(state, screen, ground);
    case 'c':
      return handed(state, screen, valueIn(diagnosis));
    case 'a':
      return handed(state, screen, commandIn(diagnosis));
    case 'm':
      return handed(state, screen, messageIn(diagnosis));
    case 'o':
      return handed(state, screen, pageIn(diagnosis));
    case 'r':
      return raw(state, screen, diagnosis);
    case 's':
      return screen.pasted && !screen.pasted.offer ? state : more(state, screen);
    default:
      return state;
  }
}

function checkAgain(state: State, from: ReturnType<typeof failedCheck>): State {
  return state.review.isUsable ? startCheck(state, from) : state;
}

/** A yes to the surest way: settings are given their values and checked, or the sandbox plays the admin. */
function agreed(state: State, diagnosis: Diagnosis, ground: Ground): State {
  const remedy = remedyOf(diagnosis, ground);
  if (remedy === null) return state;
  return remedy.kind === 'mend' ? sending(state, { kind: 'mend' }) : startTrial(state, remedy.settings, ground);
}

/** What is copied or opened is to be read, too: a clipboard far away does not answer. It is printed if it was not yet. */
function handed(state: State, screen: DiagnosisScreen, fix: Fix | null): State {
  const errand = fix && errandOf(fix);
  if (!errand) return state;
  const at = screen.diagnoses[screen.index]?.fix.indexOf(fix) ?? 0;
  const also = screen.also ?? [];
  if (at < screen.shown || also.includes(fix)) return sending(state, errand);
  return sending({ ...printed(state, { kind: 'way', fix }), screen: { ...screen, also: [...also, fix] } }, errand);
}

function errandOf(fix: Fix): Errand | null {
  switch (fix.kind) {
    case 'set':
      return { kind: 'copy', text: fix.value };
    case 'command':
      return { kind: 'copy', text: fix.command };
    case 'message':
      return { kind: 'copy', text: fix.text };
    case 'portal':
      return fix.url === null ? null : { kind: 'open', url: fix.url };
    case 'wait':
    case 'do':
      return null;
  }
}

/** The service's own words, once. */
function raw(state: State, screen: DiagnosisScreen, diagnosis: Diagnosis): State {
  if (!hasAnswer(diagnosis) || diagnosis.upstream === null || screen.also?.includes('said')) return state;
  const also = [...(screen.also ?? []), 'said' as const];
  return { ...printed(state, { kind: 'said', upstream: diagnosis.upstream }), screen: { ...screen, also } };
}

/** The field that the finding is about, or the review. */
function placeOf(diagnosis: Diagnosis | undefined, ground: Ground): number {
  const name = diagnosis ? fieldOfCause(diagnosis) : null;
  const at = ground.fields.findIndex((field) => field.name === name);
  return at === -1 ? ground.fields.length : at;
}
