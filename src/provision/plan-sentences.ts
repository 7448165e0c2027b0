import { printable } from '../report/printable.js';
import { countOf, sentence } from '../report/spoken-words.js';
import type { Plan, Question } from './plan.js';
import { accountWords, countWords, hasCapitals, placeNames, stepWords } from './step-words.js';
import type { Step } from './step.js';

/** The plan as it is heard: every step by its number, what it will be before how, and each command in a line of its own. */
export function planSentences(plan: Plan): string[] {
  const { steps, questions } = plan;
  const isNamed = steps.some(({ state, commands }) => state !== 'right' && commands.some(hasCapitals));
  return [
    `The plan has ${countOf(steps.length, 'step').toLowerCase()}.`,
    ...(['auth0', 'azure'] as const).flatMap((where) => {
      const account = accountWords(where, plan);
      return account === null ? [] : [`${where === 'auth0' ? 'Auth0 tenant' : 'Azure subscription'}: ${printable(account)}`];
    }),
    ...steps.flatMap((step, at) => stepSentences(step, at + 1)),
    ...(isNamed ? ['A word in capitals is a value that an earlier step gives.'] : []),
    ...questions.filter(({ usual }) => usual === null).flatMap(questionSentences),
    sentence(countWords({ steps })),
  ];
}

/** One step; `number` is null where it is the only one. */
export function stepSentences({ title, where, state, changes, notes, commands }: Omit<Step, 'id'>, number: number | null): string[] {
  const head = sentence(`${number === null ? '' : `${number}. `}${placeNames[where]}: ${stepWords[state].spoken} ${title}`);
  if (state === 'right') return [head, ...notes.map(sentence)];
  return [
    head,
    ...changes.map(
      ({ name, from, to }) => `${name}: ${from === null ? printable(to) : `now ${printable(from)} and then ${printable(to)}`}`,
    ),
    ...notes.map(sentence),
    ...commands.flatMap((command) => ['Command:', printable(command)]),
  ];
}

function questionSentences({ title, choices, flag }: Question): string[] {
  const said = choices.map((choice, at) =>
    sentence(`Choice ${at + 1} of ${choices.length}: ${choice.value}${choice.title === choice.value ? '' : `, ${choice.title}`}`),
  );
  return [sentence(title), ...said, sentence(`${flag} says which`)];
}
