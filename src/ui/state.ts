import type { Refusal } from '../chain/answer.js';
import type { CheckEvent, CheckId, Group } from '../checks/check.js';
import type { Exported } from '../export/kind.js';
import type { Trial } from '../export/trial.js';
import type { Fix } from '../findings/explanation.js';
import type { Guide } from '../findings/guide/guide.js';
import type { Explained } from '../report/explained.js';
import type { CheckReport, Diagnosis, Report } from '../report/report.js';
import type { FieldName } from '../settings/field-name.js';
import type { Secret } from '../settings/secret.js';
import { linesLeft } from './check/lines-left.js';
import type { Chosen, Desk, Errand, Facts, Next, Review, Tried, Value, Values, Written } from './desk.js';
import type { Prepared, Ran, Repaired, RepairStep, Wished } from './explain/repairing.js';
import type { Offered, Saved } from './export/exporting.js';
import type { Key } from './keys.js';
import type { Decisions, Plan } from '../provision/plan.js';
import type { About, Applying, CredentialRead, Followed, Looked, Settled } from './provision/planning.js';
import type { Probed, ProbeName, Probes } from './probes.js';
import type { ExportScreen, Screen } from './screens.js';

/** What the reducers may know of the desk: what does not change, and the one question that touches nothing. */
export type Ground = Pick<
  Desk,
  'version' | 'fields' | 'found' | 'draft' | 'trouble' | 'isSandbox' | 'lesson' | 'back' | 'start' | 'review'
>;

/** A value a person gave: as it came, for the desk, and as it is shown from now on. */
export interface Answer {
  given: Value;
  shown: Value;
  /** What the field's parser says of it. */
  words: string | null;
  /** Where it comes from, unless it was typed. */
  source?: string;
  /** It comes from an explanation, to be tried. */
  isTried?: true;
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
  /** The last small job beside it. */
  errand: (Errand & { id: number }) | null;
  /** What was asked live while values were entered, and what came of it. */
  probes: Probes;
  /** Whether the work is to stop. */
  isStopping: boolean;
  /** How often the desk was asked for something: the number of the last work, errand or probe. */
  works: number;
  /** The last report that was not cancelled. */
  report: Report | null;
  /** The last one of all checks: a prompt has a report of its own. */
  whole: Report | null;
  isWritten: boolean;
  /** The deployment chosen at the prompt, and in place of which one; it is written nowhere. */
  chosen: Chosen | null;
  /** How often the terminal's bell was rung. */
  rings: number;
  /** The exit code once the person has left, and where to: the shell, unless it says more. */
  exit: number | null;
  next: Next | null;
  /** A bug that was caught outside of React, to be thrown where Ink sees it. */
  crash: Error | null;
  columns: number;
  rows: number;
}

export type Past =
  /** Lines of a check, without the heading of the group that was printed last. */
  | { kind: 'checks'; checks: readonly CheckReport[]; after?: Group | null }
  | { kind: 'outcome'; report: Report }
  /** Fixes from one to another; what is told before them, where that is not all (title and values, then each sentence); fixes that stand above already. */
  | { kind: 'diagnosis'; diagnosis: Diagnosis; from: number; to: number; told?: readonly [number, number]; above?: readonly Fix[] }
  /** One fix alone, printed by a key of its own. */
  | { kind: 'way'; fix: Fix }
  /** What a party said, word for word. */
  | { kind: 'said'; upstream: Refusal }
  | { kind: 'explained'; size: string; explained: Explained; isWhole: boolean }
  | { kind: 'time'; report: Report }
  | { kind: 'guide'; guide: Guide; from: number; to: number }
  | { kind: 'plan'; looked: Looked }
  /** The commands of a plan alone, one below the other. */
  | { kind: 'commands'; plan: Plan }
  /** A step that is over, with the commands as they were run, where they are not those that were shown before. */
  | { kind: 'settled'; settled: Settled; ran: readonly string[] }
  | { kind: 'works'; report: Report }
  | { kind: 'prompt'; text: string }
  | { kind: 'name'; text: string }
  /** A finished part: one line of Markdown or of code, or a table. `under` stands before the rows of a line that was begun above. */
  | { kind: 'answer'; text: string; isCode: boolean; under?: string }
  | { kind: 'answered'; report: Report }
  | { kind: 'note'; text: string }
  | ({ kind: 'facts' } & Facts)
  /** What a yes would run, and what it would change. */
  | { kind: 'repair'; step: RepairStep }
  | { kind: 'ran'; ran: Ran }
  /** A text to be taken away, whole. */
  | { kind: 'exported'; exported: Exported }
  /** A text that is a file now, and how it is tried there. */
  | { kind: 'saved'; file: string; trial: Trial | null };

export type Work = { id: number } &
  /** From the first check that failed last, or all of them; `reportTo` is there where it was its report that was wanted, and is behind it. */
  (
    | { kind: 'check'; values: Values; from: CheckId | null; reportTo?: ExportScreen['back'] }
    | { kind: 'wait'; values: Values }
    | { kind: 'write'; values: Values }
    | { kind: 'ask'; text: string }
    | { kind: 'explain'; text: Secret }
    | { kind: 'look'; values: Values; about: About; decisions: Decisions }
    | { kind: 'apply' | 'credential' | 'repair'; values: Values }
    | { kind: 'prepare'; values: Values; wished: Wished }
    /** All kinds of export; the report is the one to be exported. */
    | { kind: 'export'; values: Values; report: Report | null }
    | { kind: 'save'; values: Values; exported: Exported }
  );

export type Action =
  | { type: 'key'; key: Key }
  | { type: 'resized'; columns: number; rows: number }
  | { type: 'written'; id: number; written: Written }
  | { type: 'event'; id: number; event: Exclude<CheckEvent, { type: 'said' }>; report: Report }
  /** A check has taken so long that a sign of life is wanted. */
  | { type: 'slow'; id: number; check: CheckId }
  | { type: 'said'; id: number; text: string }
  | { type: 'ended'; id: number; report: Report }
  | { type: 'explained'; id: number; explained: Explained }
  | { type: 'tried'; id: number; tried: Tried }
  /** Something is being read for a plan, or was. */
  | { type: 'heard'; id: number; what: string; isOver: boolean }
  | { type: 'looked'; id: number; looked: Looked }
  | { type: 'step'; id: number; event: Applying }
  | { type: 'applied'; id: number; followed: Followed }
  | { type: 'read'; id: number; read: CredentialRead }
  | { type: 'prepared'; id: number; prepared: Prepared }
  | { type: 'ran'; id: number; ran: Ran }
  | { type: 'repaired'; id: number; repaired: Repaired }
  | { type: 'exported'; id: number; offers: readonly Offered[] }
  | { type: 'saved'; id: number; saved: Saved }
  /** A second has passed while Azure is waited for. */
  | { type: 'ticked' }
  | { type: 'told'; errand: Errand & { id: number }; sentence: string; facts?: readonly Facts[] }
  | { type: 'probed'; id: number; probe: ProbeName; probed: Probed }
  /** A secret was shown long enough. */
  | { type: 'hidden' }
  | { type: 'crashed'; error: Error };

/** The values as the desk takes them: only those that a person gave. */
export function valuesOf({ answers }: Pick<State, 'answers'>): Values {
  return new Map([...answers].map(([name, { given }]) => [name, given]));
}

/** Asks the desk for something. There is only ever one thing under way. */
export function starting(
  state: State,
  work:
    | { kind: 'check'; from: CheckId | null; reportTo?: ExportScreen['back'] }
    | { kind: 'write' | 'wait' | 'apply' | 'credential' | 'repair' }
    | { kind: 'prepare'; wished: Wished }
    | { kind: 'look'; about: About; decisions: Decisions }
    | { kind: 'ask'; text: string }
    | { kind: 'explain'; text: Secret }
    | { kind: 'export'; report: Report | null }
    | { kind: 'save'; exported: Exported },
): State {
  const id = state.works + 1;
  const next: Work = 'text' in work ? { id, ...work } : { id, ...work, values: valuesOf(state) };
  return { ...state, works: id, work: next, isStopping: false };
}

/** Gives the desk a small job beside its work. */
export function sending(state: State, errand: Errand): State {
  const id = state.works + 1;
  return { ...state, works: id, errand: { id, ...errand } };
}

/** The person leaves: with the code of the last report, or 0 when nothing was run. */
export function leaving(state: State, code: number = state.report?.exitCode ?? 0): State {
  // What a running check has found so far is not lost with it.
  const left = state.screen.at === 'check' ? printed(state, ...linesLeft(state.screen)) : state;
  return { ...left, exit: code };
}

export function printed(state: State, ...past: Past[]): State {
  return printedAll(state, past);
}

/** The same where somebody else decides how many: arguments have a limit. */
export function printedAll(state: State, past: readonly Past[]): State {
  return { ...state, past: [...state.past, ...past] };
}
