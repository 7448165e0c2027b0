import type { Plan, Question } from './plan.js';
import type { Step, StepOutcome } from './step.js';

/** Steps as the document has them; `outcome` where the step was begun. */
export function stepsJson({ steps }: Plan, outcomes: ReadonlyMap<string, StepOutcome>): object[] {
  return steps.map((step) => stepJson(step, outcomes.get(step.id)));
}

function stepJson({ id, where, title, state, changes, commands, notes }: Step, outcome: StepOutcome | undefined): object {
  return { id, where, title, state, changes, commands, notes, ...(outcome && { outcome: outcomeJson(outcome) }) };
}

function outcomeJson(outcome: StepOutcome): object {
  const { kind, ran } = outcome;
  return outcome.kind === 'failed' ? { kind, ran, code: outcome.finding.code, said: outcome.said } : { kind, ran };
}

export function questionsJson({ questions }: Plan): Question[] {
  return questions.map(({ flag, title, step, choices, usual }) => ({ flag, title, step, choices, usual }));
}
