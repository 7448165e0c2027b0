import type { Refusal } from '../chain/answer.js';
import type { CheckReport, Diagnosis, Report, SettingReport } from './report.js';

/** The name and version of the tool, as its manifest gives them. */
export interface Tool {
  name: string;
  version: string;
}

/** One thing to do next: an exact command, and when it makes sense. */
export interface Next {
  command: string;
  when: string;
}

/** Why there is no report: wrong usage, cancelled, crash. */
export interface Stop {
  code: string;
  message: string;
}

/** The document that `--json` prints, whatever happened. Its shape is `report.schema.json`. */
export function reportJson(report: Report, tool: Tool, next: Next[] = []): string {
  const { ok, exitCode, startedAt, durationMs, completion } = report;
  return documentText({
    ...head(tool, ok, exitCode),
    startedAt: startedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    durationMs,
    summary: summaryOf(report.checks),
    settings: report.settings.map(settingJson),
    checks: report.checks.map(checkJson),
    diagnoses: report.diagnoses.map(diagnosisJson),
    completion,
    next,
    error: null,
  });
}

/** The same document when there is no report to give. */
export function stopJson(stop: Stop, exitCode: number, tool: Tool, startedAt: Date): string {
  return documentText({
    ...head(tool, false, exitCode),
    startedAt: startedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    durationMs: 0,
    summary: summaryOf([]),
    settings: [],
    checks: [],
    diagnoses: [],
    completion: null,
    next: [],
    error: stop,
  });
}

function head(tool: Tool, ok: boolean, exitCode: number): object {
  return { schemaVersion: 1, tool, ok, exitCode };
}

function summaryOf(checks: readonly CheckReport[]): object {
  const summary = { pass: 0, warn: 0, fail: 0, follows: 0, unknown: 0, notRun: 0 };
  for (const { status } of checks) summary[status] += 1;
  return summary;
}

function checkJson({ id, group, status, title, because, durationMs, codes }: CheckReport): object {
  return { id, group, status, title, ...(because && { because }), ...(status !== 'notRun' && { durationMs }), codes };
}

/** A diagnosis as every document has it; which check found it stands beside the check. */
export function diagnosisJson({ code, severity, title, why, evidence, fix, upstream, docs }: Diagnosis): object {
  return { code, severity, title, why, evidence, fix, upstream: upstream && upstreamJson(upstream), docs };
}

/** Of a secret nothing but that there is one. */
export function settingJson({ value, secret, shadows, ...setting }: SettingReport): object {
  return { ...setting, ...(secret ? { secret: true } : setting.set && { value }), ...(shadows.length > 0 && { shadows }) };
}

/** What a party said, and nothing that was concluded from it: the words have used that. */
function upstreamJson(upstream: Refusal): object {
  return { ...upstream, isPage: undefined };
}

/** One document, with a line end behind it. */
export function documentText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
