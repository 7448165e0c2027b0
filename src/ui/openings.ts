import type { CheckId } from '../checks/check.js';
import { paintNothing } from '../report/marks.js';
import type { Diagnosis, Report } from '../report/report.js';
import type { Extent } from './explain/diagnosis-page.js';
import { nothingYet, pageFrom } from './explain/diagnosis-page.js';
import { diagnosisView } from './explain/diagnosis-view.js';
import type { Look } from './look.js';
import { lowRows } from './look.js';
import type { Back, CheckScreen, DiagnosisScreen, ExportScreen, PasteScreen, TalkScreen, WaitScreen } from './screens.js';
import type { Past, State } from './state.js';
import { printed, starting } from './state.js';
import { nothingRead } from './talk/answer-reader.js';
import { emptyEditor, editorOf } from './text-editor.js';

/** Runs all checks with the values as they are. */
export function startCheck(state: State, from: CheckId | null = null): State {
  return starting({ ...state, screen: checking }, { kind: 'check', from });
}

/** Runs all of them for the report, which is opened when they are over; `reportTo` is the screen behind it. */
export function startReport(state: State, reportTo: ExportScreen['back']): State {
  return starting({ ...state, screen: checking }, { kind: 'check', from: null, reportTo });
}

const checking: CheckScreen = { at: 'check', running: [], checks: [], printed: 0, held: '' };

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
  const editor = typed === '' ? emptyEditor : editorOf(typed);
  return { at: 'talk', editor, asked, recall: null, cleared: null, isWarned: false, isFresh: false, ...nothingRead };
}

/** The place to paste an error into. The screen it is opened over comes back behind it. */
export function pasting(back: Back): PasteScreen {
  return { at: 'paste', editor: emptyEditor, reading: null, offer: null, back };
}

/** A run that did not lead to an answer: how far it came, and below it what is in the way. */
export function openOutcome(state: State, report: Report, index = 0): State {
  return { ...state, screen: { at: 'outcome', report, index } };
}

/** Explains one cause, the first where none was chosen. Its words and values are printed above the screen, where they can be copied and do not go away. */
export function diagnose(state: State, { diagnoses }: { diagnoses: readonly Diagnosis[] }, unsent: string | null, index = 0): State {
  return explained(state, { at: 'diagnosis', diagnoses, index, shown: 0, unsent, pasted: null, ...backOf(state) });
}

/** The screen that comes back behind an explanation: the causes of a run, the step of the setup that found it, or the plan that it is in the way of. */
function backOf({ screen }: State): Pick<DiagnosisScreen, 'back'> {
  const { at } = screen;
  return at === 'outcome' || at === 'fields' || at === 'credential' || at === 'plan' || at === 'apply' ? { back: screen } : {};
}

/** Prints the cause that the screen is at, as far as the window has room for it: its title stays in sight. */
export function explained(state: State, screen: DiagnosisScreen): State {
  const diagnosis = screen.diagnoses[screen.index];
  return diagnosis ? paged(state, { ...screen, also: [] }, { diagnosis, from: nothingYet }) : { ...state, screen };
}

/** Prints the next page of an explanation. */
export function paged(state: State, screen: DiagnosisScreen, { diagnosis, from }: { diagnosis: Diagnosis; from: Extent }): State {
  const to = pageFrom(diagnosis, from, roomFor(screen, state));
  const above = diagnosis.fix.filter((fix) => screen.also?.includes(fix));
  const page: Past = { kind: 'diagnosis', diagnosis, from: from.fixes, to: to.fixes, told: [from.told, to.told], above };
  return { ...printed(state, page), screen: { ...screen, shown: to.fixes, told: to.told } };
}

/** What is left of the window above the keys and the row of the cursor. Of the keys there are most before anything is printed. */
function roomFor(screen: DiagnosisScreen, state: State): Pick<Look, 'columns' | 'rows'> & { isLow: boolean } {
  const { columns, rows } = state;
  const below = diagnosisView(
    state,
    { ...screen, shown: 0, told: 0 },
    { isSandbox: true },
    { columns, rows, paint: paintNothing, spinner: '' },
  );
  return { columns, rows: rows - below.lines.length - 1, isLow: rows < lowRows };
}
