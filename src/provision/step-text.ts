import type { Paint } from '../report/marks.js';
import { marks } from '../report/marks.js';
import { printable } from '../report/printable.js';
import { sentence } from '../report/spoken-words.js';
import { stepWords } from './step-words.js';
import type { StepEvent, StepOutcome } from './step.js';

/** A step as it begins, and as it ends: the commands as they were run. */
export function eventLines(event: StepEvent, paint: Paint): string[] {
  const { step } = event;
  if (event.type === 'started') return [`${paint(stepWords[step.state].colour, stepWords[step.state].sign)} ${printable(step.title)}`];
  const { outcome } = event;
  const kind = outcome.kind === 'failed' && outcome.isUnsure ? 'interrupted' : outcome.kind;
  const { mark, colour } = marks[outcomeStatus[kind]];
  return [
    ...outcome.ran.map(printable),
    ...instead(event).map((one) => `  ${paint('dim', one)}`),
    `  ${paint(colour, mark)} ${outcomeWords[kind]}`,
  ];
}

export function eventSentences(event: StepEvent): string[] {
  if (event.type === 'started') return [sentence(`Now: ${event.step.title}`)];
  const { ran, kind } = event.outcome;
  return [...ran.flatMap((command) => ['Command:', printable(command)]), ...instead(event), `${outcomeWords[kind].toUpperCase()}.`];
}

/** What is said where another command was run than the one that was shown: the same request, made by the part of `az` that works. */
function instead({ step, outcome }: Extract<StepEvent, { type: 'finished' }>): string[] {
  const isOther = outcome.ran.some((one) => one.startsWith('az rest ') && !step.commands.includes(one));
  return isOther ? ['This az cannot run the command of the plan, so the request behind it was made.'] : [];
}

const outcomeWords: { readonly [K in StepOutcome['kind']]: string } = {
  done: 'done',
  failed: 'not done',
  interrupted: 'may have been done',
};

const outcomeStatus = { done: 'pass', failed: 'fail', interrupted: 'unknown' } as const;
