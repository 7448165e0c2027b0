import { differencesToChange } from '../findings/misasked.js';
import type { CheckId, CheckResult } from '../checks/check.js';
import { explain } from '../findings/explain.js';
import type { Known } from '../findings/explanation.js';
import type { Mismatch } from '../findings/finding.js';
import type { Severity } from '../findings/severity.js';
import { causesOf } from './causes.js';
import type { Cause } from './causes.js';
import { diagnosisFor } from './diagnosis.js';
import type { RequestReport } from './requests.js';
import type { CheckDiagnosis, CheckReport, Diagnosis, ExitCode, Progress, Report, SettingReport, Status } from './report.js';

/** What surrounds a run: when it began, how long it took, in which order its checks stand, and where the settings came from. */
export interface Frame {
  startedAt: Date;
  durationMs: number;
  order: readonly CheckId[];
  settings: SettingReport[];
  /** Warnings count as failures. */
  strict: boolean;
  /** What was sent, where somebody listened. */
  requests?: readonly RequestReport[];
}

/** Makes the report of what has happened: statuses, root causes and what follows from them, in one place and by one set of rules. */
export function judge(progress: Progress, frame: Frame): Report {
  const results = progress.results.toSorted((one, other) => frame.order.indexOf(one.id) - frame.order.indexOf(other.id));
  const isAccepted = results.some((result) => result.id === 'entra.exchange' && result.kind === 'ran' && result.findings.length === 0);
  const causes = causesOf(results, isAccepted);
  const known = { ...progress.known, isAccepted, differences: differencesOf(causes) };
  const checks = results.map((result) => lineOf(result, causes, known));
  const diagnoses = causes.filter(({ explainedBy }) => explainedBy === null).map((cause) => diagnosisOf(cause, known));
  const ordered = diagnoses.toSorted((one, other) => rankOf(one) - rankOf(other));
  const exitCode = exitCodeOf(ordered, frame.strict);
  const completion = results.map((result) => (result.kind === 'ran' ? result.completion : null)).find(Boolean) ?? null;
  const { startedAt, durationMs, settings, requests = [] } = frame;
  return { ok: exitCode === 0, exitCode, startedAt, durationMs, settings, checks, diagnoses: ordered, requests: [...requests], completion };
}

/** What has to change in the credential: differences that Entra ID has not overruled, of which its side is known. */
function differencesOf(causes: readonly Cause[]): Mismatch[] {
  return differencesToChange(
    causes.flatMap(({ found, severity, explainedBy }) => (severity === 'error' && explainedBy === null ? [found] : [])),
  );
}

function lineOf(result: CheckResult, causes: readonly Cause[], known: Known): CheckReport {
  const { id, group, durationMs, isKept } = result;
  const base = { id, group, durationMs, codes: [], rows: [], because: null, ...(isKept && { isKept }) };
  // Entra ID compares exactly, so what it accepted is identical even where we could not look.
  if (result.kind === 'notRun' && group === 'trust' && known.isAccepted)
    return { ...base, title: `${id.slice(id.indexOf('.') + 1)} identical, since Entra ID accepted it`, status: 'pass' };
  if (result.kind === 'notRun') return { ...base, title: result.title, status: 'notRun', because: result.because };
  const own = causes.filter((cause) => cause.check === id);
  const roots = own.filter(({ explainedBy }) => explainedBy === null);
  const because = roots.length === 0 ? (own[0]?.explainedBy ?? null) : null;
  const status: Status = because ? 'follows' : statusOf(roots);
  const codes = [...new Set(roots.map(({ found }) => found.code))];
  // What was found is the line's title; what the check itself says is for when it found nothing, or nothing new.
  const title = roots[0] && roots.length < 3 ? explain(roots[0].found, known).title : result.title;
  return { ...base, title, status, because, codes, rows: result.rows };
}

function statusOf(roots: readonly Cause[]): Status {
  const has = (severity: Severity): boolean => roots.some((cause) => cause.severity === severity);
  if (has('error')) return 'fail';
  if (has('unknown')) return 'unknown';
  return has('warning') ? 'warn' : 'pass';
}

function diagnosisOf({ check, found, severity }: Cause, known: Known): CheckDiagnosis {
  return { check, ...diagnosisFor(found, severity, known) };
}

/**
 * The first in the order of the chain is the root, whether it failed or could not be found out. The settings come before everything,
 * also the deployment's name, which only the last checks miss. A warning is the root of nothing.
 */
function rankOf({ code, severity }: Diagnosis): number {
  if (severity === 'warning') return 2;
  return code.startsWith('settings/') ? 0 : 1;
}

/** Strongest first: 4 our own error, 2 input, 1 failed, 3 could not find out (product contract, exit codes). */
function exitCodeOf(diagnoses: readonly Diagnosis[], strict: boolean): ExitCode {
  const errors = diagnoses.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'check/crashed')) return 4;
  if (errors.some(({ code }) => code.startsWith('settings/'))) return 2;
  if (errors.length > 0) return 1;
  if (diagnoses.some(({ severity }) => severity === 'unknown')) return 3;
  return strict && diagnoses.length > 0 ? 1 : 0;
}
