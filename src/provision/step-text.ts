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
  const { mark, colour } = marks[outcomeStatus[outcome.kind]];
  return [...outcome.ran.map(printable), `  ${paint(colour, mark)} ${outcomeWords[outcome.kind]}`];
}

export function eventSentences(event: StepEvent): string[] {
  if (event.type === 'started') return [sentence(`Now: ${event.step.title}`)];
  const { ran, kind } = event.outcome;
  return [...ran.flatMap((command) => ['Command:', printable(command)]), `${outcomeWords[kind].toUpperCase()}.`];
}

const outcomeWords: { readonly [K in StepOutcome['kind']]: string } = {
  done: 'done',
  failed: 'not done',
  interrupted: 'may have been done',
};

const outcomeStatus = { done: 'pass', failed: 'fail', interrupted: 'unknown' } as const;
