import type { Plan } from '../../provision/plan.js';
import { isStopping } from '../../provision/plan.js';
import type { Step } from '../../provision/step.js';
import type { Looked } from './planning.js';
import { hasCapitals } from '../../provision/step-words.js';

/**
 * Whether a yes does something: nothing stops it, and there is a step of which every command is complete. To write the env file alone is
 * none, where that is only what is left of a plan that is in the dark.
 */
export function canApply({ plan, causes }: Looked): boolean {
  if (plan.findings.some(isStopping)) return false;
  return plan.steps.some(
    (step) => isDoing(step) && (fillsItself(step) || !step.commands.some(hasCapitals)) && (causes.length === 0 || step.where !== 'local'),
  );
}

/** The actions of an accelerator take what their own commands print. */
function fillsItself({ id }: Step): boolean {
  return id.startsWith('post.');
}

/** What a yes leaves out: nobody could look at it, or it is for others. */
export function leftOut({ steps }: Plan): Step[] {
  return steps.filter((step) => step.state !== 'right' && !isDoing(step));
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
