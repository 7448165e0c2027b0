import type { Refusal } from '../chain/answer.js';
import type {
  CheckDocument,
  DiagnosisDocument,
  NextDocument,
  ReportDocument,
  SettingDocument,
  ToolDocument,
  UpstreamDocument,
} from './documents.js';
import { escaped } from './printable.js';
import type { CheckReport, Diagnosis, ExitCode, Report, SettingReport } from './report.js';

export type { NextDocument as Next, ToolDocument as Tool } from './documents.js';

/** Why there is no report: wrong usage, cancelled, crash. */
export interface Stop {
  code: string;
  message: string;
}

/** The document that `--json` prints, whatever happened. Its shape is `report.schema.json`. */
export function reportJson(report: Report, tool: ToolDocument, next: NextDocument[] = []): string {
  return documentText(reportDocument(report, tool, next));
}

/** The same as a value. */
export function reportDocument(report: Report, tool: ToolDocument, next: NextDocument[] = []): ReportDocument {
  const { ok, exitCode, startedAt, durationMs, completion } = report;
  return {
    ...head(tool, ok, exitCode),
    startedAt: timeOf(startedAt),
    durationMs,
    summary: summaryOf(report.checks),
    settings: report.settings.map(settingJson),
    checks: report.checks.map(checkJson),
    diagnoses: report.diagnoses.map(diagnosisJson),
    completion,
    next,
    error: null,
  };
}

/** The same document when there is no report to give. */
export function stopJson(stop: Stop, exitCode: ExitCode, tool: ToolDocument, startedAt: Date): string {
  const nothing = { settings: [], checks: [], diagnoses: [], completion: null, next: [] };
  return documentText({
    ...head(tool, false, exitCode),
    startedAt: timeOf(startedAt),
    durationMs: 0,
    summary: summaryOf([]),
    ...nothing,
    error: stop,
  } satisfies ReportDocument);
}

function head(tool: ToolDocument, ok: boolean, exitCode: ExitCode): Pick<ReportDocument, 'schemaVersion' | 'tool' | 'ok' | 'exitCode'> {
  return { schemaVersion: 1, tool, ok, exitCode };
}

function timeOf(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

function summaryOf(checks: readonly CheckReport[]): ReportDocument['summary'] {
  const summary = { pass: 0, warn: 0, fail: 0, follows: 0, unknown: 0, notRun: 0 };
  for (const { status } of checks) summary[status] += 1;
  return summary;
}

/** A line of the report as the document has it. */
export function checkJson({ id, group, status, title, because, durationMs, codes }: CheckReport): CheckDocument {
  return { id, group, status, title, ...(because && { because }), ...(status !== 'notRun' && { durationMs }), codes };
}

/** A diagnosis as every document has it; which check found it stands beside the check. */
export function diagnosisJson({ code, severity, title, why, evidence, fix, upstream, docs }: Diagnosis): DiagnosisDocument {
  // What was found has the evidence of its code; the compiler has lost sight of that on the way through the words.
  return { code, severity, title, why, evidence, fix, upstream: upstream && upstreamJson(upstream), docs } as DiagnosisDocument;
}

/** Of a secret nothing but that there is one. */
export function settingJson({ value, secret, shadows, ...setting }: SettingReport): SettingDocument {
  return { ...setting, ...(secret ? { secret: true as const } : setting.set && { value }), ...(shadows.length > 0 && { shadows }) };
}

/** What a party said, and nothing that was concluded from it: the words have used that. */
function upstreamJson(refusal: Refusal): UpstreamDocument {
  const { isPage: _, ...upstream } = refusal;
  return upstream;
}

/** One document, with a line end behind it. */
export function documentText(value: object): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`;
}
