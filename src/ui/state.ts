import type { CheckEvent, CheckId } from '../checks/check.js';
import type { Explained } from '../report/explained.js';
import type { CheckReport, Diagnosis, Report } from '../report/report.js';
import type { FieldName } from '../settings/field-name.js';
import type { Secret } from '../settings/secret.js';
import type { Desk, Review, Value, Values, Written } from './desk.js';
import type { Key } from './keys.js';
import type { Editor } from './text-editor.js';

/** What the reducers may know of the desk: what does not change, and the one question that touches nothing. */
export type Ground = Pick<Desk, 'version' | 'fields' | 'found' | 'draft' | 'trouble' | 'isSandbox' | 'start' | 'review'>;

/** A value a person gave: as it came, for the desk, and as it is shown from now on. */
export interface Answer {
  given: Value;
  shown: Value;
  /** What the field's parser says of it. */
  words: string | null;
}

export interface State {
  answers: ReadonlyMap<FieldName, Answer>;
  /** What the desk says of these answers. */
  review: Review;
  screen: Screen;
  /** What was said and done, oldest first; it is printed above the screen once and never changes. */
  past: readonly Past[];
  /** What the desk is doing, or is to do. */
  work: Work | null;
  /** Whether the work is to stop. */
  isStopping: boolean;
  /** How often the desk was asked for something: the number of the last work. */
  works: number;
  /** The last report that was not cancelled. */
  report: Report | null;
  isWritten: boolean;
  /** The exit code once the person has left. */
  exit: number | null;
  /** A bug that was caught outside of React, to be thrown where Ink sees it. */
  crash: Error | null;
  columns: number;
  rows: number;
}

type Screen = FieldsScreen | ReviewScreen | CheckScreen | DiagnosisScreen | TalkScreen | PasteScreen;

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
}

export interface ReviewScreen {
  at: 'review';
  notice: string | null;
}

export interface CheckScreen {
  at: 'check';
  running: readonly { id: CheckId; title: string }[];
  checks: readonly CheckReport[];
  /** The beginning of the answer, while other checks still run. */
  held: string;
}

export interface DiagnosisScreen {
  at: 'diagnosis';
  diagnoses: readonly Diagnosis[];
  index: number;
  /** How many fixes of it were printed. */
  shown: number;
  /** The prompt that failed; null after a check. */
  unsent: string | null;
  /** What there is to know of a paste that this explains; null where it explains a run. */
  pasted: { back: Back; offer: Offer; hint: string | null } | null;
}

export interface TalkScreen {
  at: 'talk';
  editor: Editor;
  /** The prompt that is being answered; empty for the one of the check. Null when nothing is under way. */
  asked: string | null;
  /** The last of the answer, which is not printed yet. */
  tail: string;
  isCode: boolean;
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
export type Back = FieldsScreen | ReviewScreen | DiagnosisScreen;

/** Settings in a paste, which a person may take over; null where there are none. */
export type Offer = ReadonlyMap<FieldName, Answer> | null;

export type Past =
  | { kind: 'checks'; checks: readonly CheckReport[] }
  | { kind: 'outcome'; report: Report }
  | { kind: 'diagnosis'; diagnosis: Diagnosis; from: number; to: number }
  | { kind: 'explained'; size: string; explained: Explained; isWhole: boolean }
  | { kind: 'works'; report: Report }
  | { kind: 'prompt'; text: string }
  | { kind: 'name'; text: string }
  | { kind: 'answer'; text: string; isCode: boolean }
  | { kind: 'answered'; report: Report }
  | { kind: 'note'; text: string };

export type Work = { id: number } & (
  | { kind: 'check'; values: Values }
  | { kind: 'write'; values: Values }
  | { kind: 'ask'; text: string }
  | { kind: 'explain'; text: Secret }
);

export type Action =
  | { type: 'key'; key: Key }
  | { type: 'resized'; columns: number; rows: number }
  | { type: 'written'; id: number; written: Written }
  | { type: 'event'; id: number; event: Exclude<CheckEvent, { type: 'said' }>; report: Report }
  | { type: 'said'; id: number; text: string }
  | { type: 'ended'; id: number; report: Report }
  | { type: 'explained'; id: number; explained: Explained }
  | { type: 'crashed'; error: Error };

/** The values as the desk takes them: only those that a person gave. */
export function valuesOf({ answers }: Pick<State, 'answers'>): Values {
  return new Map([...answers].map(([name, { given }]) => [name, given]));
}

/** Asks the desk for something. There is only ever one thing under way. */
export function starting(
  state: State,
  work: { kind: 'check' | 'write' } | { kind: 'ask'; text: string } | { kind: 'explain'; text: Secret },
): State {
  const id = state.works + 1;
  const next: Work = 'text' in work ? { id, ...work } : { id, kind: work.kind, values: valuesOf(state) };
  return { ...state, works: id, work: next, isStopping: false };
}

/** The person leaves: with the code of the last report, or 0 when nothing was run. */
export function leaving(state: State, code: number = state.report?.exitCode ?? 0): State {
  // What a running check has found so far is not lost with it.
  const left = state.screen.at === 'check' ? printed(state, { kind: 'checks', checks: state.screen.checks }) : state;
  return { ...left, exit: code };
}

export function printed(state: State, ...past: Past[]): State {
  return { ...state, past: [...state.past, ...past] };
}
