import type { CheckEvent, CheckId, CheckResult, Completion, Group, Row } from '../checks/check.js';
import type { Explanation, Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Evidence, Code } from '../findings/finding.js';
import type { Severity } from '../findings/severity.js';
import type { Refusal } from '../chain/answer.js';
import type { RequestReport } from './requests.js';

export type Status = 'pass' | 'warn' | 'fail' | 'follows' | 'unknown' | 'notRun';

/** 0 all well, 1 a check failed, 2 wrong or missing input, 3 could not find out, 4 our own error, 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** One line of the report. */
export interface CheckReport {
  id: CheckId;
  group: Group;
  status: Status;
  title: string;
  /** The check that explains why this one failed or did not run. */
  because: CheckId | null;
  durationMs: number;
  /** Taken over from the last run: nothing of its values has changed since. */
  isKept?: true;
  codes: Code[];
  rows: Row[];
}

/** One cause, with its words. */
export interface Diagnosis extends Explanation {
  code: Code;
  severity: Severity;
  evidence: Evidence[Code];
  upstream: Refusal | null;
}

/** One that a check of a run has found: what is explained without a run has no check. */
export interface CheckDiagnosis extends Diagnosis {
  check: CheckId;
}

/** Where one setting came from. The value of a secret is never in here. */
export interface SettingReport {
  name: string;
  set: boolean;
  value: string | null;
  secret: boolean;
  source: string | null;
  shadows: string[];
}

/** What a run came to. Every face (plain text, JSON, screen, annotations) is a function of this one value. */
export interface Report {
  ok: boolean;
  exitCode: ExitCode;
  startedAt: Date;
  durationMs: number;
  settings: SettingReport[];
  checks: CheckReport[];
  /** Errors before warnings, each in chain order: the first is the root cause. */
  diagnoses: CheckDiagnosis[];
  /** Every request of the run, in the order in which they began. */
  requests: RequestReport[];
  completion: Completion | null;
}

/** What has happened so far; `judge` makes a report of it at any moment. */
export interface Progress {
  running: readonly { id: CheckId; title: string }[];
  results: readonly CheckResult[];
  known: Known;
  /** The model's answer as far as it has come. */
  answer: string;
}

export const noProgress: Progress = {
  running: [],
  results: [],
  answer: '',
  known: { ...nothingKnown, isOwn: true },
};

/** The one fold over the events of a run. */
export function reduceReport(progress: Progress, event: CheckEvent): Progress {
  switch (event.type) {
    case 'started':
      return { ...progress, running: [...progress.running, { id: event.id, title: event.title }] };
    case 'said':
      return { ...progress, answer: progress.answer + event.text };
    case 'finished': {
      const { result } = event;
      const known = result.kind === 'ran' ? { ...progress.known, ...result.known } : progress.known;
      const running = progress.running.filter(({ id }) => id !== result.id);
      return { ...progress, running, known, results: [...progress.results, result] };
    }
  }
}
