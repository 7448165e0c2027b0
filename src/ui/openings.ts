import type { Report } from '../report/report.js';
import { fixesThatFit } from './diagnosis-lines.js';
import type { DiagnosisScreen, State, TalkScreen } from './state.js';
import { printed, starting } from './state.js';
import { emptyEditor, editorOf } from './text-editor.js';

/** Runs all checks with the values as they are. */
export function startCheck(state: State): State {
  return starting({ ...state, screen: { at: 'check', running: [], checks: [], held: '' } }, { kind: 'check' });
}

/** The prompt line, open. */
export function talking(asked: string | null, typed = ''): TalkScreen {
  return { at: 'talk', editor: typed === '' ? emptyEditor : editorOf(typed), asked, tail: '', isCode: false };
}

/** Explains the first cause. Its words and values are printed above the screen, where they can be copied and do not go away. */
export function diagnose(state: State, { diagnoses }: Pick<Report, 'diagnoses'>, unsent: string | null): State {
  return explained(state, { at: 'diagnosis', diagnoses, index: 0, shown: 0, unsent });
}

/** Prints the cause that the screen is at, with as many fixes as the window has room for. */
export function explained(state: State, screen: DiagnosisScreen): State {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis) return { ...state, screen };
  const shown = fixesThatFit(diagnosis, state);
  return { ...printed(state, { kind: 'diagnosis', diagnosis, from: 0, to: shown }), screen: { ...screen, shown } };
}
