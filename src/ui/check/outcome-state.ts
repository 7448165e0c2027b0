import type { CheckId } from '../../checks/check.js';
import type { Report } from '../../report/report.js';
import { openExport } from '../export/export-state.js';
import type { Key } from '../keys.js';
import { canWait } from '../explain/diagnosis-keys.js';
import { pressInPaste } from '../explain/paste-state.js';
import { diagnose, pasting, startCheck, startWait, talking } from '../openings.js';
import type { OutcomeScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed } from '../state.js';

/** One key below the list of causes. */
export function pressInOutcome(state: State, screen: OutcomeScreen, key: Key, ground: Ground): State {
  const { report, index } = screen;
  const { length } = report.diagnoses;
  switch (key.kind) {
    case 'enter':
      return length > 0 ? diagnose(state, report, null, index) : { ...state, screen: talking(null) };
    case 'up':
      return chosen(state, screen, (index + length - 1) % length);
    case 'down':
      return chosen(state, screen, (index + 1) % length);
    case 'paste':
      return pressInPaste(state, pasting(screen), key, ground);
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'text':
      return pressLetter(state, screen, key.text);
    default:
      return state;
  }
}

function pressLetter(state: State, screen: OutcomeScreen, text: string): State {
  const { report } = screen;
  const from = failedFrom(report);
  switch (text) {
    case 'f':
      return startCheck(noted(state, 'All checks again.'));
    case 'k':
      return from ? startCheck(noted(state, `Again from ${from} on. A line that was taken over from before says kept.`), from) : state;
    case 'w':
      return canWait({ diagnoses: report.diagnoses, pasted: null }) ? startWait(state) : state;
    case 't':
      return printed(state, { kind: 'time', report });
    case 'h':
      return openExport(state, screen, { kind: 'report', report });
    case 'e':
      return { ...state, screen: { at: 'review', notice: null } };
    case 'p':
      return canTalk(report) ? { ...state, screen: talking(null) } : state;
    case 'x':
      return { ...state, screen: pasting(screen) };
    case 'q':
      return leaving(state);
    default:
      return chosen(state, screen, Number(text) - 1);
  }
}

/** Where a check that goes on from the failure begins; null when that would be all of them. */
export function failedFrom({ checks }: Pick<Report, 'checks'>): CheckId | null {
  const failed = checks.find(({ status }) => status === 'fail' || status === 'unknown');
  return failed && failed.group !== 'settings' ? failed.id : null;
}

/** Whether the way to a model is open, although none has answered. */
export function canTalk({ diagnoses }: Pick<Report, 'diagnoses'>): boolean {
  return diagnoses.every(({ severity }) => severity === 'warning');
}

function chosen(state: State, screen: OutcomeScreen, index: number): State {
  return screen.report.diagnoses[index] ? { ...state, screen: { ...screen, index } } : state;
}

/** In the scrollback two runs stand one below the other, and this between them. */
function noted(state: State, text: string): State {
  return printed(state, { kind: 'note', text });
}
