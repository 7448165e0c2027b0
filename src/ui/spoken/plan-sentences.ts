import { planSentences } from '../../provision/plan-sentences.js';
import type { StepOutcome } from '../../provision/step.js';
import { printable } from '../../report/printable.js';
import { sentence } from '../../report/spoken-words.js';
import { helpfulCommand } from '../provision/plan-lines.js';
import type { Looked } from '../provision/planning.js';
import type { Past } from '../state.js';

/** A plan, and behind it what stands in the way, each with the command that helps most. */
export function lookedSentences({ plan, causes }: Looked): string[] {
  const ways = causes.flatMap((cause) => {
    const command = helpfulCommand(cause);
    return [sentence(`WARNING. ${cause.title}`), ...(command === null ? [] : ['To help:', printable(command)])];
  });
  return [...planSentences(plan), ...ways];
}

/** A step that is over, with the commands that were not heard before. */
export function settledSentences({ settled: { step, outcome }, ran }: Extract<Past, { kind: 'settled' }>): string[] {
  return [sentence(`${outcomeWords[outcome.kind]} ${step.title}`), ...ran.flatMap((one) => ['Command:', printable(one)])];
}

const outcomeWords: { readonly [K in StepOutcome['kind']]: string } = {
  done: 'DONE.',
  failed: 'NOT DONE.',
  interrupted: 'MAY HAVE BEEN DONE.',
};
