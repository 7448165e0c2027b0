import type { CheckId } from '../checks/check.js';
import type { ExportKind } from '../export/kind.js';
import type { Fix } from '../findings/explanation.js';
import type { CheckReport, Diagnosis, Report } from '../report/report.js';
import type { Tried } from '../report/tried.js';
import type { FieldName } from '../settings/field-name.js';
import type { Answer } from './state.js';
import type { Reading } from './talk/answer-reader.js';
import type { Editor } from './text-editor.js';
import type { RepairStep } from './explain/repairing.js';
import type { Offered } from './export/exporting.js';
import type { ApplyScreen, ChooseScreen, LookScreen, PlanScreen } from './provision/provision-screens.js';
import type { Guide } from '../findings/guide/guide.js';

/** Where a person can be. Each screen has a reducer, a view and a list of its keys under the same name. */
export type Screen =
  | StartScreen
  | FieldsScreen
  | CredentialScreen
  | GuideScreen
  | ReviewScreen
  | WriteScreen
  | CheckScreen
  | OutcomeScreen
  | DiagnosisScreen
  | RepairScreen
  | WaitScreen
  | TalkScreen
  | ExportScreen
  | PasteScreen
  | LookScreen
  | ChooseScreen
  | PlanScreen
  | ApplyScreen;

/** What can be done, one of it chosen; `lessons` is the list below the choice to practise. */
export interface StartScreen {
  at: 'start';
  list: 'choices' | 'lessons';
  index: number;
  /** What the person should know before choosing. */
  notice: string | null;
}

/** The end of step 3: the token beside the credential. */
export interface CredentialScreen {
  at: 'credential';
  notice: string | null;
}

/** How to make a thing that is not there yet. */
export interface GuideScreen {
  at: 'guide';
  guide: Guide;
  /** How many pieces of it were printed. */
  shown: number;
  /** Which of its values, and which of its commands, is copied next. */
  value: number;
  command: number;
  back: FieldsScreen | CredentialScreen | ReviewScreen | DiagnosisScreen;
}

/** A run that is over and did not lead to an answer: its causes, one of them chosen. */
export interface OutcomeScreen {
  at: 'outcome';
  report: Report;
  index: number;
}

/** Azure was changed, and is asked until it has noticed. */
export interface WaitScreen {
  at: 'wait';
  /** The last try that is over; null before the first is. */
  tried: Tried | null;
  /** Seconds since it began. They are counted where a clock that moves is in nobody's way. */
  elapsed: number;
  /** Seconds until the next try; null while one is under way. */
  left: number | null;
  /** How often the next try was wanted at once. */
  hurries: number;
  hasBell: boolean;
  /** Where it was opened, and where it leads when it is given up. */
  back: OutcomeScreen | DiagnosisScreen | ReviewScreen;
}

export interface FieldsScreen {
  at: 'fields';
  current: number;
  /** Null while a secret stands here that is kept as it is. */
  editor: Editor | null;
  isChanged: boolean;
  /** How many characters the last paste brought. */
  pasted: number | null;
  /** Why the person was brought here. */
  notice: string | null;
  /** Whether enter was pressed and kept the field open, which it does once. */
  isHeld: boolean;
  /** Whether a secret that is being typed is shown as it is. */
  isRevealed: boolean;
}

/** What writing would do to the env file, line by line. */
export interface WriteScreen {
  at: 'write';
  notice: string | null;
  /** The first line that is shown, where there is no room for all. */
  top: number;
}

export interface ReviewScreen {
  at: 'review';
  notice: string | null;
}

export interface CheckScreen {
  at: 'check';
  /** `isSlow` once it has taken so long that a sign of life is wanted. */
  running: readonly { id: CheckId; title: string; isSlow?: boolean }[];
  checks: readonly CheckReport[];
  /** How many of them, from the first on, stand above the screen already. */
  printed: number;
  /** The beginning of the answer, while other checks still run. */
  held: string;
}

export interface DiagnosisScreen {
  at: 'diagnosis';
  diagnoses: readonly Diagnosis[];
  index: number;
  /** How many fixes of it were printed. */
  shown: number;
  /** How much of what is told before them, where that was not all: title and values, then each sentence. */
  told?: number;
  /** What was printed of it by a key of its own. */
  also?: readonly (Fix | 'said')[];
  /** The prompt that failed; null after a check. */
  unsent: string | null;
  /** The screen that this was opened from; absent where nothing is behind it. */
  back?: FieldsScreen | CredentialScreen | OutcomeScreen | PlanScreen | ApplyScreen | DiagnosisScreen;
  /** What there is to know of a paste that this explains; null where it explains a run. */
  pasted: { back: Back; offer: Offer; hint: string | null } | null;
}

/** The commands of an explanation, looked up, asked about, and run. */
export interface RepairScreen {
  at: 'repair';
  phase: 'looking' | 'asking' | 'running';
  /** What is run; null while it is looked up. */
  step: RepairStep | null;
  /** How many of its commands are over. */
  ran: number;
  back: DiagnosisScreen;
}

export interface TalkScreen extends Reading {
  at: 'talk';
  editor: Editor;
  /** The prompt that is being answered; empty for the one of the check. Null when nothing is under way. */
  asked: string | null;
  recall: Recall | null;
  /** What Ctrl-C took off the line: the arrow up brings it back. */
  cleared: string | null;
  /** Whether Ctrl-C was pressed last: once more, and it leaves. */
  isWarned: boolean;
  /** Whether an answer has ended and no key came since: a Ctrl-C may still be meant for it. */
  isFresh: boolean;
}

/** Former prompts being walked through: at which of them, and what stood in each line that was left, by its place. */
interface Recall {
  at: number;
  lines: ReadonlyMap<number, string>;
}

/** What a connection can be taken away as: all kinds, one of them chosen and read. */
export interface ExportScreen {
  at: 'export';
  index: number;
  /** One for each kind, in their order; null while they are made. */
  offers: readonly Offered[] | null;
  /** Those that were printed above the screen as a whole. */
  printed: readonly ExportKind[];
  /** Whether the list is folded into its one line, so that what was just printed is in sight. */
  isFolded: boolean;
  back: StartScreen | OutcomeScreen | DiagnosisScreen | TalkScreen;
}

export interface PasteScreen {
  at: 'paste';
  /** What is typed. What is pasted is never in here. */
  editor: Editor;
  /** The size of what is being explained, in words; null while nothing is. */
  reading: string | null;
  offer: Offer;
  back: Back;
}

/** A screen that a paste can be explained over, and that comes back behind it. */
export type Back = StartScreen | FieldsScreen | ReviewScreen | DiagnosisScreen | OutcomeScreen;

/** Settings in a paste, which a person may take over; null where there are none. */
export type Offer = ReadonlyMap<FieldName, Answer> | null;
