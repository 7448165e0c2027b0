import type { Paint } from '../report/marks.js';
import { printable, printableValue } from '../report/printable.js';
import type { Plan, Question } from './plan.js';
import { accountWords, countWords, hasCapitals, placeNames, stepWords } from './step-words.js';
import type { Change, Step } from './step.js';

/** The plan to be read and copied: what is right is one line, everything else has its values and its commands, which begin in the first column. */
export function planLines(plan: Plan, paint: Paint): string[] {
  const { steps, questions } = plan;
  const open = questions.filter(({ usual }) => usual === null);
  const others = questions.filter(({ usual }) => usual !== null);
  return [
    ...steps.flatMap((step, at) => [
      ...(step.where === steps[at - 1]?.where ? [] : [...(at === 0 ? [] : ['']), headingOf(step, plan, paint)]),
      ...stepLines(step, paint),
    ]),
    ...(steps.some(({ state, commands }) => state !== 'right' && commands.some(hasCapitals)) ? ['', paint('dim', capitals)] : []),
    ...open.flatMap((question) => ['', ...questionLines(question, paint)]),
    ...(others.length > 0 ? ['', ...others.map((question) => otherLine(question, paint))] : []),
    '',
    paint('bold', `${countWords({ steps })}.`),
  ];
}

function headingOf({ where }: Step, plan: Plan, paint: Paint): string {
  const account = accountWords(where, plan);
  return paint('bold', placeNames[where]) + (account === null ? '' : `  ${paint('dim', printable(account))}`);
}

const capitals = 'A word in CAPITALS is a value that an earlier step gives; it is filled in then.';

function stepLines(step: Step, paint: Paint): string[] {
  const { state, title, changes, notes, commands } = step;
  const { sign, colour } = stepWords[state];
  const head = `  ${paint(colour, sign)} ${state === 'right' ? printable(title) : paint('bold', printable(title))}${stateWord(step, paint)}`;
  const told = notes.map((note) => `    ${paint('dim', printable(note))}`);
  if (state === 'right') return [head, ...told];
  const width = Math.max(0, ...changes.map(({ name }) => name.length));
  return [head, ...changes.flatMap((change) => changeLines(change, width, paint)), ...told, ...commands.map(printable)];
}

/** The sign of what could not be looked at is that of what is to be decided. */
function stateWord({ state }: Step, paint: Paint): string {
  return state === 'right' || state === 'create' || state === 'change' ? '' : `  ${paint('dim', stepWords[state].word)}`;
}

/** Both values whole, one below the other, where they can be compared. */
function changeLines({ name, from, to }: Change, width: number, paint: Paint): string[] {
  const label = `    ${paint('dim', name.padEnd(width))}`;
  if (from === null) return [`${label}  ${printableValue(to)}`];
  return [`${label}  now   ${printableValue(from)}`, `    ${' '.repeat(width)}  then  ${printableValue(to)}`];
}

function questionLines({ title, choices, flag }: Question, paint: Paint): string[] {
  const width = Math.max(0, ...choices.map(({ value }) => value.length));
  return [
    `${paint('yellow', stepWords.asked.sign)} ${paint('bold', printable(title))}`,
    ...choices.map((choice) => `    ${printable(choice.value).padEnd(width)}  ${paint('dim', printable(besides(choice)))}`),
    `  ${flag} says which.`,
  ];
}

function besides({ value, title, detail }: Question['choices'][number]): string {
  return [title === value ? null : title, detail === value ? null : detail].filter((one) => one !== null).join(', ');
}

function otherLine({ flag, usual, choices, title }: Question, paint: Paint): string {
  const chosen = choices.find(({ value }) => value === usual);
  const name = chosen && chosen.title !== usual ? `${chosen.title}, ${usual}` : usual;
  return paint('dim', `${printable(title)} ${printable(name ?? '')}, of ${choices.length}; ${flag} names another one.`);
}
