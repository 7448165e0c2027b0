import { hasWork } from '../provision/plan.js';
import type { Next } from '../report/json.js';
import type { Args } from './args.js';
import { provisionAgain } from './provision-again.js';
import type { Ended } from './provision-end.js';

/** What to type after a look at the actions of an accelerator, about the same resources. Nothing where there is nothing to come back for. */
export function nextAction({ plan, outcomes }: Pick<Ended, 'plan' | 'outcomes'>, args: Args): Next[] {
  const command = provisionAgain(args);
  const open = plan.questions.find(({ usual }) => usual === null);
  if (open) return [{ command: `${command} ${open.flag} VALUE`, when: 'with the answer' }];
  if (hasWork(plan)) return [{ command: `${command} --yes`, when: outcomes.size > 0 ? 'to go on from there' : 'to do it' }];
  if (plan.steps.every(({ state }) => state === 'right')) return [];
  const isWaiting = plan.steps.every(({ state }) => state === 'right' || state === 'waits');
  return [{ command, when: isWaiting ? 'in some minutes, to see whether others have done their part' : 'after that, to look again' }];
}
