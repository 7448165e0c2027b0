import { planSentences } from '../../provision/plan-sentences.js';
import { hasCapitals } from '../../provision/step-words.js';
import type { StepOutcome } from '../../provision/step.js';
import { printable } from '../../report/printable.js';
import { sentence } from '../../report/spoken-words.js';
import { firstCommand } from '../provision/plan-lines.js';
import type { Looked, Settled } from '../provision/planning.js';

/** A plan, and behind it what stands in the way, each with the first command that helps. */
export function lookedSentences({ plan, causes }: Looked): string[] {
  const ways = causes.flatMap((cause) => {
    const command = firstCommand(cause);
    return [sentence(`WARNING. ${cause.title}`), ...(command === null ? [] : ['To help:', printable(command)])];
  });
  return [...planSentences(plan), ...ways];
}

/** A step that is over; its commands where they are not those of the plan letter for letter. */
export function settledSentences({ step, outcome }: Settled): string[] {
  const isTold = outcome.kind !== 'done' || step.commands.some(hasCapitals);
  const ran = isTold ? outcome.ran.flatMap((one) => ['Command:', printable(one)]) : [];
  return [sentence(`${outcomeWords[outcome.kind]} ${step.title}`), ...ran];
}

const outcomeWords: { readonly [K in StepOutcome['kind']]: string } = {
  done: 'DONE.',
  failed: 'NOT DONE.',
  interrupted: 'MAY HAVE BEEN DONE.',
};
