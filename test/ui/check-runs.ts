import type { CheckEvent, CheckId } from '../../src/checks/check.js';
import { checkOrder } from '../../src/checks/pipeline.js';
import type { CheckDiagnosis, CheckReport, Report } from '../../src/report/report.js';
import { lineOf, reportOf, slashMissing } from './fake-desk.js';

/** What each of these checks came to, in the order of the chain; `…` before the title keeps lines apart from the words of others. */
export function linesOf(ids: readonly CheckId[], parts: Partial<Record<CheckId, Partial<CheckReport>>> = {}): CheckReport[] {
  const sorted = ids.toSorted((one, other) => checkOrder.indexOf(one) - checkOrder.indexOf(other));
  return sorted.map((id) => lineOf(id, { title: `<${id}>`, ...parts[id] }));
}

export const started = (id: CheckId): CheckEvent => ({ type: 'started', id, title: `asking ${id}` });

export const finished = (id: CheckId): CheckEvent => ({
  type: 'finished',
  result: { id, group: 'auth0', title: '', durationMs: 1, kind: 'notRun', because: null },
});

const behind = { status: 'notRun', title: 'needs a token from Entra ID', because: 'entra.exchange' } as const;

/** A run in which the issuer lacks its slash: what Entra ID says follows from it, and nothing behind it was run. */
export const slashParts: Partial<Record<CheckId, Partial<CheckReport>>> = {
  'trust.issuer': { status: 'fail', codes: ['trust/issuer-slash'] },
  'entra.exchange': { status: 'follows', because: 'trust.issuer' },
  'entra.token': behind,
  'azure-openai.access': behind,
  'azure-openai.deployment': behind,
  'azure-openai.completion': behind,
};

export function slashReport(diagnoses: CheckDiagnosis[] = [slashMissing]): Report {
  return reportOf({ ok: false, exitCode: 1, checks: linesOf(checkOrder, slashParts), diagnoses });
}
