import type { CheckId, CheckResult } from '../checks/check.js';
import { explain } from '../findings/explain.js';
import { finding, severityOf } from '../findings/finding.js';
import type { Code, Finding, Severity } from '../findings/finding.js';
import type { CheckReport, Diagnosis, ExitCode, Progress, Report, SettingReport, Status } from './report.js';

/** What surrounds a run: when it began, how long it took, in which order its checks stand, and where the settings came from. */
export interface Frame {
  startedAt: Date;
  durationMs: number;
  order: readonly CheckId[];
  settings: SettingReport[];
  /** Warnings count as failures. */
  strict: boolean;
}

/** Makes the report of what has happened: statuses, root causes and what follows from them, in one place and by one set of rules. */
export function judge(progress: Progress, frame: Frame): Report {
  const results = progress.results.toSorted((one, other) => frame.order.indexOf(one.id) - frame.order.indexOf(other.id));
  const isAccepted = results.some((result) => result.id === 'entra.exchange' && result.kind === 'ran' && result.findings.length === 0);
  const causes = judged(results, isAccepted);
  const checks = results.map((result) => lineOf(result, { causes, isAccepted, progress }));
  const diagnoses = causes.filter(({ explainedBy }) => explainedBy === null).map((cause) => diagnosisOf(cause, progress));
  const ordered = (['error', 'unknown', 'warning'] as const).flatMap((severity) => diagnoses.filter((one) => one.severity === severity));
  const exitCode = exitCodeOf(ordered, frame.strict);
  const completion = results.map((result) => (result.kind === 'ran' ? result.completion : null)).find(Boolean) ?? null;
  const { startedAt, durationMs, settings } = frame;
  return { ok: exitCode === 0, exitCode, startedAt, durationMs, settings, checks, diagnoses: ordered, completion };
}

/** A finding with the check that made it, and the earlier check it only follows from. */
interface Cause {
  check: CheckId;
  found: Finding;
  severity: Severity;
  explainedBy: CheckId | null;
}

function judged(results: readonly CheckResult[], isAccepted: boolean): Cause[] {
  const causes: Cause[] = [];
  const isVersionRefused = results.some((result) => result.kind === 'ran' && result.findings.some(({ code }) => versionRefused.has(code)));
  for (const result of results) {
    if (result.kind !== 'ran') continue;
    for (const seen of result.findings) {
      const found = seen.code === 'settings/retired-api-version' ? retired(seen, !isVersionRefused) : seen;
      // The party is the authority: what Entra ID accepts is no fault, whatever we see.
      const isOverruled = isAccepted && /^(token|trust)\//.test(found.code);
      const severity = isOverruled ? 'warning' : severityOf(found);
      causes.push({ check: result.id, found, severity, explainedBy: explanationOf(found, result.id, causes) });
    }
  }
  return causes;
}

/**
 * The earlier check whose finding says the same: the same code again (one wrong domain refuses three questions), or a refusal by
 * Entra ID of the very thing that was found before the exchange (both are about the token, or both about the credential).
 */
function explanationOf(found: Finding, check: CheckId, earlier: readonly Cause[]): CheckId | null {
  const cause = earlier.find((one) => {
    if (one.check === check || one.severity === 'warning') return false;
    if (one.found.code === found.code) return isSameParty(one.found, found);
    if (one.found.code === 'settings/retired-api-version') return versionRefused.has(found.code);
    return check === 'entra.exchange' && isSameSubject(one.found, found);
  });
  return cause ? (cause.explainedBy ?? cause.check) : null;
}

/** The same party said it; or the one proxy that cannot be reached, whichever party was behind it. */
function isSameParty(one: Finding, other: Finding): boolean {
  const [failure, otherFailure] = [one.refusal?.network, other.refusal?.network];
  if (failure?.kind === 'proxy' && otherFailure?.kind === 'proxy')
    return failure.proxy === otherFailure.proxy && failure.variable === otherFailure.variable && failure.detail === otherFailure.detail;
  const [party, otherParty] = [one.refusal?.party, other.refusal?.party];
  return !party || !otherParty || party === otherParty;
}

function isSameSubject(local: Finding, refused: Finding): boolean {
  const [group, refusedGroup] = [groupOf(local), groupOf(refused)];
  // Entra ID reads the issuer's documents too; what is broken for us is broken for it.
  if (group === 'auth0') return refused.code === 'entra/issuer-metadata-invalid' || refused.code === 'entra/issuer-unreachable';
  if (group === 'token') return refusedGroup === 'token';
  if (group !== 'trust' || refusedGroup !== 'trust') return false;
  // A refusal of one of the three values is explained by a difference in that value; one that names none, by any.
  return !('field' in refused.evidence) || ('field' in local.evidence && local.evidence.field === refused.evidence.field);
}

/** A retired version warns as long as it answers; whether it does shows only at the end of the chain. */
function retired(found: Finding & { code: 'settings/retired-api-version' }, answers: boolean): Finding {
  return finding(found.code, { version: found.evidence.version, answers });
}

const versionRefused: ReadonlySet<Code> = new Set<Code>(['azure-openai/path-or-version-wrong', 'azure-openai/version-not-allowed']);

function groupOf({ code }: Finding): string {
  return code.slice(0, code.indexOf('/'));
}

interface Judged {
  causes: readonly Cause[];
  isAccepted: boolean;
  progress: Progress;
}

function lineOf(result: CheckResult, { causes, isAccepted, progress }: Judged): CheckReport {
  const { id, group, durationMs } = result;
  const base = { id, group, durationMs, codes: [], rows: [], because: null };
  // Entra ID compares exactly, so what it accepted is identical even where we could not look.
  if (result.kind === 'notRun' && group === 'trust' && isAccepted)
    return { ...base, title: `${id.slice(id.indexOf('.') + 1)} identical, since Entra ID accepted it`, status: 'pass' };
  if (result.kind === 'notRun') return { ...base, title: result.title, status: 'notRun', because: result.because };
  const own = causes.filter((cause) => cause.check === id);
  const roots = own.filter(({ explainedBy }) => explainedBy === null);
  const because = roots.length === 0 ? (own[0]?.explainedBy ?? null) : null;
  const status: Status = because ? 'follows' : statusOf(roots);
  const codes = [...new Set(roots.map(({ found }) => found.code))];
  // What was found is the line's title; what the check itself says is for when it found nothing, or nothing new.
  const title = roots[0] && roots.length < 3 ? explain(roots[0].found, progress.known).title : result.title;
  return { ...base, title, status, because, codes, rows: result.rows };
}

function statusOf(roots: readonly Cause[]): Status {
  const has = (severity: Severity): boolean => roots.some((cause) => cause.severity === severity);
  if (has('error')) return 'fail';
  if (has('unknown')) return 'unknown';
  return has('warning') ? 'warn' : 'pass';
}

function diagnosisOf({ check, found, severity }: Cause, { known }: Progress): Diagnosis {
  const { code, evidence, refusal } = found;
  return { code, check, severity, evidence, upstream: refusal, ...explain(found, known) };
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
