import type { Plan } from '../../provision/plan.js';
import type { Step } from '../../provision/step.js';

/** Whether a yes does something: there is something to do, and what comes first of it can be done now. */
export function canApply({ steps }: Plan): boolean {
  const first = steps.find(({ state }) => state !== 'right');
  return first !== undefined && isDoing(first);
}

/** What is to be done, in the order of the plan. */
export function doingOf({ steps }: Plan): Step[] {
  return steps.filter(isDoing);
}

/** Every command of the plan that would be run, or that is for the person to run. */
export function commandsOf({ steps }: Plan): string[] {
  return steps.filter(({ state }) => state !== 'right').flatMap(({ commands }) => commands);
}

function isDoing({ state }: Step): boolean {
  return state === 'create' || state === 'change';
}
