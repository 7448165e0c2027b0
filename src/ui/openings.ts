import type { CheckId } from '../checks/check.js';
import type { Report } from '../report/report.js';
import { fixesThatFit } from './explain/diagnosis-lines.js';
import { fold } from './cells.js';
import type { Back, DiagnosisScreen, PasteScreen, TalkScreen, WaitScreen } from './screens.js';
import type { State } from './state.js';
import { printed, starting } from './state.js';
import { emptyEditor, editorOf } from './text-editor.js';

/** Runs all checks with the values as they are. */
export function startCheck(state: State, from: CheckId | null = null): State {
  return starting({ ...state, screen: { at: 'check', running: [], checks: [], held: '' } }, { kind: 'check', from });
}

/** Waits until Azure has noticed a change; given up, it leads back to where it was opened. */
export function startWait(state: State): State {
  const { screen, report } = state;
  const isBelow = screen.at === 'outcome' || screen.at === 'diagnosis' || screen.at === 'review';
  const back = isBelow ? screen : report ? { at: 'outcome' as const, report, index: 0 } : { at: 'review' as const, notice: null };
  const wait: WaitScreen = { at: 'wait', tried: null, elapsed: 0, left: null, hurries: 0, hasBell: true, back };
  return starting({ ...state, screen: wait }, { kind: 'wait' });
}

/** The prompt line, open. */
export function talking(asked: string | null, typed = ''): TalkScreen {
  return { at: 'talk', editor: typed === '' ? emptyEditor : editorOf(typed), asked, tail: '', isCode: false };
}

/** The place to paste an error into. The screen it is opened over comes back behind it. */
export function pasting(back: Back): PasteScreen {
  return { at: 'paste', editor: emptyEditor, reading: null, offer: null, back };
}

/** Explains the first cause. Its words and values are printed above the screen, where they can be copied and do not go away. */
export function diagnose(state: State, { diagnoses }: Pick<Report, 'diagnoses'>, unsent: string | null): State {
  return explained(state, { at: 'diagnosis', diagnoses, index: 0, shown: 0, unsent, pasted: null });
}

/** Prints the cause that the screen is at, with as many fixes as the window has room for. */
export function explained(state: State, screen: DiagnosisScreen): State {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis) return { ...state, screen };
  const shown = fixesThatFit(diagnosis, { columns: state.columns, rows: state.rows - rowsBelow(screen, state) });
  return { ...printed(state, { kind: 'diagnosis', diagnosis, from: 0, to: shown }), screen: { ...screen, shown } };
}

/** What stands below a paste that is explained takes more rows: its hint, and a second line of keys. */
function rowsBelow({ pasted }: DiagnosisScreen, { columns }: Pick<State, 'columns'>): number {
  if (pasted === null) return 0;
  return 1 + (pasted.hint === null ? 0 : fold(pasted.hint, columns - 2).length);
}
