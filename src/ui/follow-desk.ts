import type { Errand } from './desk.js';
import type { Report } from '../report/report.js';
import { afterCheck, followCheck, hold, slowDown } from './check/check-state.js';
import { afterWait, followWait } from './check/wait-state.js';
import { afterExplaining } from './explain/paste-state.js';
import { afterExporting, afterSaving, openExport } from './export/export-state.js';
import { afterPreparing, afterRepair, followRepair } from './explain/repair-state.js';
import { startCheck } from './openings.js';
import { afterApply, followApply } from './provision/apply-state.js';
import { afterLook, followLook } from './provision/look-state.js';
import { afterReading } from './setup/read-credential.js';
import { afterIgnoring, afterWriting } from './setup/write-state.js';
import { afterLesson } from './start/start-state.js';
import type { Action, Ground, State, Work } from './state.js';
import { printed } from './state.js';
import { afterAnswer, heard } from './talk/talk-state.js';

/** A small job is done: its sentence, or the facts that were asked for. Some change what was known before. */
export function afterTold(state: State, action: Extract<Action, { type: 'told' }>, ground: Ground): State {
  return afterErrand(toldOf(state, action), action.errand, ground);
}

function toldOf(state: State, { errand, sentence, facts = [] }: Extract<Action, { type: 'told' }>): State {
  const chosen = errand.kind === 'deployment' ? errand.chosen : state.chosen;
  const notes = sentence === '' ? [] : [{ kind: 'note' as const, text: sentence }];
  return printed({ ...state, chosen }, ...notes, ...facts.map((one) => ({ kind: 'facts' as const, ...one })));
}

type FromDesk = Exclude<Extract<Action, { id: number }>, { type: 'probed' }>;

/** What the work under way has come to so far, or in the end, for the screen that waits for it. */
export function follow(state: State, action: FromDesk, ground: Ground): State {
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
      return afterLesson(reported(ended(state, action.report, ground), state.work), ground);
    case 'tried':
      return screen.at === 'wait' ? followWait(state, screen, action.tried) : state;
    case 'heard':
      return screen.at === 'look' ? followLook(state, screen, action) : state;
    case 'looked':
      return screen.at === 'look' ? afterLook(state, screen, action) : state;
    case 'step':
      return screen.at === 'apply' ? followApply(state, screen, action) : state;
    case 'applied':
      return screen.at === 'apply' ? afterApply(state, screen, action, ground) : state;
    case 'prepared':
      return screen.at === 'repair' ? afterPreparing(state, screen, action.prepared, ground) : state;
    case 'ran':
      return screen.at === 'repair' ? followRepair(state, screen, action.ran) : state;
    case 'repaired':
      return screen.at === 'repair' ? afterRepair(state, screen, action.repaired, ground) : state;
    case 'exported':
      return screen.at === 'export' ? afterExporting(state, screen, action.offers) : state;
    case 'saved':
      return screen.at === 'export' ? afterSaving(state, screen, action.saved) : state;
    case 'read':
      return afterReading(state, action.read, ground);
    case 'explained':
      return screen.at === 'paste' ? afterExplaining(state, screen, action.explained) : state;
  }
}

/** A run is over, whichever screen it was for. */
function ended(state: State, report: Report, ground: Ground): State {
  const { screen } = state;
  if (screen.at === 'check') return afterCheck(state, screen, report, ground);
  if (screen.at === 'wait') return afterWait(state, screen, report, ground);
  return screen.at === 'talk' ? afterAnswer(state, screen, report) : state;
}

/** A check that was run for its report leads to it: not one that was stopped, and not away from a line that is being typed. */
function reported(state: State, work: Work | null): State {
  const isTyping = state.screen.at === 'talk' && state.screen.editor.text !== '';
  if (work?.kind !== 'check' || !work.reportTo || state.isStopping || isTyping) return state;
  return openExport(state, work.reportTo, { kind: 'report', report: state.report });
}

function afterErrand(state: State, { kind }: Errand, ground: Ground): State {
  if (kind === 'ignore') return afterIgnoring(state, ground);
  // All is looked at again: what was learned before the change is of no use.
  return kind === 'mend' ? startCheck({ ...state, probes: new Map() }) : state;
}

/** Of a probe whose values have changed since nothing is kept. */
export function afterProbe(state: State, { id, probe, probed }: Extract<Action, { type: 'probed' }>): State {
  if (state.probes.get(probe)?.id !== id) return state;
  return { ...state, probes: new Map(state.probes).set(probe, { id, probed }) };
}
