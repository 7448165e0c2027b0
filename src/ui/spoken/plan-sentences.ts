import { printable } from '../../report/printable.js';
import { countOf, sentence } from '../../report/spoken-words.js';
import type { Step, StepOutcome } from '../../provision/step.js';
import type { Diagnosis } from '../../report/report.js';
import type { Looked, Settled } from '../provision/planning.js';
import { firstCommand } from '../provision/plan-lines.js';
import { hasCapitals, placeNames } from '../provision/step-words.js';

/** A plan as it is heard: every step by its number, what it will be before how, and each command in a line of its own. */
export function planSentences({ plan: { steps }, causes }: Looked): string[] {
  const isNamed = steps.some(({ state, commands }) => state !== 'right' && commands.some(hasCapitals));
  return [
    `The plan has ${countOf(steps.length, 'step').toLowerCase()}.`,
    ...steps.flatMap((step, at) => stepSentences(step, at + 1)),
    ...(isNamed ? ['A word in capitals is an id that an earlier step gives.'] : []),
    ...causes.flatMap(causeSentences),
  ];
}

function stepSentences(step: Step, number: number): string[] {
  const { title, where, state, changes, notes, commands } = step;
  const head = sentence(`${number}. ${placeNames[where]}: ${stateWords[state]} ${title}`);
  if (state === 'right') return [head];
  return [
    head,
    ...changes.map(({ name, from, to }) =>
      from === null ? `${printable(name)}: ${printable(to)}` : `${printable(name)}: now ${printable(from)} and then ${printable(to)}`,
    ),
    ...notes.map(sentence),
    ...commands.flatMap((command) => ['Command:', printable(command)]),
  ];
}

const stateWords: { readonly [S in Step['state']]: string } = {
  right: 'OK.',
  create: 'TO CREATE.',
  change: 'TO CHANGE.',
  unknown: 'NOT KNOWN.',
  asked: 'TO BE DECIDED.',
  waits: 'WAITS FOR OTHERS.',
};

function causeSentences(cause: Diagnosis): string[] {
  const command = firstCommand(cause);
  return [sentence(`WARNING. ${cause.title}`), ...(command === null ? [] : ['To help:', printable(command)])];
}

/** A step that is over. */
export function settledSentences({ step, outcome }: Settled): string[] {
  const isTold = outcome.kind !== 'done' || step.commands.some(hasCapitals);
  return [
    sentence(`${outcomeWords[outcome.kind]} ${step.title}`),
    ...(isTold ? outcome.ran.flatMap((one) => ['Command:', printable(one)]) : []),
  ];
}

const outcomeWords: { readonly [K in StepOutcome['kind']]: string } = {
  done: 'DONE.',
  failed: 'NOT DONE.',
  interrupted: 'MAY HAVE BEEN DONE.',
};
