import type { Decisions } from '../provision/plan.js';
import type { Args } from './args.js';

/** Every option that answers a question, by its flag. */
export function decisionsOf({ decisions }: Pick<Args, 'decisions'>): Decisions {
  return new Map([...decisions].flatMap(([flag, values]) => (values.length > 0 ? [[flag, values.join('\n')] as const] : [])));
}
