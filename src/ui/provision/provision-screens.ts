import type { Decisions, Question } from '../../provision/plan.js';
import type { Step } from '../../provision/step.js';
import type { CredentialScreen, DiagnosisScreen, FieldsScreen, GuideScreen, ReviewScreen, StartScreen } from '../screens.js';
import type { Editor } from '../text-editor.js';
import type { About, Looked, Settled } from './planning.js';

/** What goes from one screen of a provision to the next. */
interface Provisioning {
  about: About;
  /** What was decided so far, by the option that says the same. */
  decisions: Decisions;
  /** Every question that a look has asked, so that one that was answered can be answered differently. */
  known: readonly Question[];
  /** Where it was opened. */
  back: StartScreen | FieldsScreen | CredentialScreen | GuideScreen | ReviewScreen | DiagnosisScreen;
}

/** Both accounts are being read. */
export interface LookScreen extends Provisioning {
  at: 'look';
  reads: readonly { what: string; isOver: boolean }[];
}

/** One decision that is the person's. */
export interface ChooseScreen extends Provisioning {
  at: 'choose';
  /** What is asked in this round, and which of it now. */
  asking: readonly Question[];
  current: number;
  /** The choice that is chosen. */
  row: number;
  /** A name that is typed in place of a choice; null while the list is open. */
  editor: Editor | null;
  /** The plan that is to be made differently; null before there is one. */
  plan: PlanScreen | null;
}

/** The plan, before a yes. */
export interface PlanScreen extends Provisioning {
  at: 'plan';
  looked: Looked;
}

/** The plan is being followed, or was. */
export interface ApplyScreen extends Provisioning {
  at: 'apply';
  /** As it was agreed to. */
  looked: Looked;
  running: Step | null;
  settled: readonly Settled[];
  isOver: boolean;
}
