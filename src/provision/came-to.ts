import { listed } from '../findings/quote.js';
import type { Finding } from '../findings/finding.js';
import { severityOf } from '../findings/severity.js';
import type { ExitCode } from '../report/report.js';
import type { Plan } from './plan.js';
import type { Step, StepOutcome } from './step.js';

export type Outcomes = ReadonlyMap<string, StepOutcome>;

/** 2 a decision or an input is missing or wrong, 1 a step was refused, 3 something could not be found out, 0 otherwise. */
export function exitOf({ steps, findings, questions }: Plan, outcomes: Outcomes): ExitCode {
  const failed = [...outcomes.values()].flatMap((outcome) => (outcome.kind === 'failed' ? outcome.finding : []));
  const isInput = findings.some(isOfInput) || questions.some(({ usual }) => usual === null);
  if (isInput) return 2;
  if (failed.some(isRefusal) || findings.some((found) => severityOf(found) === 'error')) return 1;
  return findings.length + failed.length > 0 || steps.some(({ state }) => state === 'unknown') ? 3 : 0;
}

function isOfInput({ code }: Finding): boolean {
  return code.startsWith('settings/') || code === 'tool/az-wrong-subscription';
}

/** A tool that is not there or not signed in refuses nothing. */
function isRefusal({ code }: Finding): boolean {
  return !/^tool\/(?:az-missing|az-signed-out|az-login-expired|auth0-missing|auth0-signed-out)$/.test(code) && !code.startsWith('network/');
}

/** A step that failed and may have been done counts with those that were interrupted. */
function kindOf(outcome: StepOutcome | undefined): StepOutcome['kind'] | undefined {
  return outcome?.kind === 'failed' && outcome.isUnsure ? 'interrupted' : outcome?.kind;
}

/** What a run came to, in words: what was done, what was not, and what may have been. */
export function cameTo({ steps }: Plan, planned: readonly Step[], outcomes: Outcomes): string[] {
  const of = (kind: StepOutcome['kind']): string[] => planned.flatMap(({ id, title }) => (kindOf(outcomes.get(id)) === kind ? title : []));
  const others = steps.filter(({ id, state }) => state !== 'right' && !outcomes.has(id));
  const left = others.flatMap(({ title, state }) => (state === 'waits' ? [] : title));
  const waiting = steps.flatMap(({ title, state }) => (state === 'waits' ? title : []));
  const sentences: [string, string[]][] = [
    ['Done', of('done')],
    ['Not done', of('failed')],
    ['May have been done', of('interrupted')],
    ['Not begun', left],
    ['Waits for others', waiting],
  ];
  return sentences.flatMap(([word, titles]) => (titles.length > 0 ? `${word}: ${listed(titles)}.` : []));
}
