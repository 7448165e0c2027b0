import type { Step } from '../../provision/step.js';
import type { CheckDiagnosis, Diagnosis, Report } from '../../report/report.js';
import type { FieldName } from '../../settings/field-name.js';

/** What is run on a yes: the exact commands, and each value as it is now and as it will be. */
export type RepairStep = Omit<Step, 'id'>;

/** What a look at the other side came to, for a cause that somebody wants to be done. */
export type Prepared =
  | { kind: 'ready'; step: RepairStep; isRead: boolean; now: Now | null }
  /** The look found that nothing is wrong there any more. */
  | { kind: 'gone'; report: Report }
  /** Nothing can be run from here: why, in a sentence. */
  | { kind: 'stuck'; sentence: string; now: Now | null }
  /** The tool cannot look. */
  | { kind: 'refused'; cause: Diagnosis };

/** The causes as they are told with what was looked up; null where nothing had to be. */
export interface Now {
  report: Report;
  index: number;
}

/** A command that was run, and what it printed: without secrets, and not more than anybody reads. */
export interface Ran {
  command: string;
  printed: string | null;
}

/**
 * How running them ended. `values`: the settings that are a copy of what Azure holds, as they are now. `done`: how many ended well.
 * `command`: the one that was under way, of which nobody knows whether it was done; null where none was.
 */
export type Repaired =
  | { ok: true; values: ReadonlyMap<FieldName, string> }
  | { ok: false; kind: 'refused'; cause: Diagnosis; done: number }
  /** It took too long, or what it printed is not what it prints. */
  | { ok: false; kind: 'open'; cause: Diagnosis; command: string; done: number }
  | { ok: false; kind: 'stopped'; command: string | null; done: number }
  /** Somebody else wrote there since it was shown, so nothing was run: what there is to do now. */
  | { ok: false; kind: 'moved'; prepared: Prepared };

/** A cause whose commands are wanted. */
export type Wished = Pick<CheckDiagnosis, 'check' | 'code' | 'fix' | 'evidence'>;
