import type { Paint } from '../report/marks.js';
import { marks } from '../report/marks.js';
import { readCommandLine } from '../tools/command-line.js';
import type { Plan } from './plan.js';
import type { Step } from './step.js';

type State = Step['state'];

/** A state of a step: its sign, and its words, of which each suffices without the other and without colour. */
export const stepWords: { readonly [S in State]: { sign: string; word: string; spoken: string; colour: Parameters<Paint>[0] } } = {
  right: { sign: marks.pass.mark, word: 'is right', spoken: 'OK.', colour: 'green' },
  create: { sign: '+', word: 'create', spoken: 'TO CREATE.', colour: 'cyan' },
  change: { sign: '~', word: 'change', spoken: 'TO CHANGE.', colour: 'yellow' },
  unknown: { sign: marks.unknown.mark, word: 'could not look', spoken: 'NOT KNOWN.', colour: 'yellow' },
  asked: { sign: marks.unknown.mark, word: 'to be decided', spoken: 'TO BE DECIDED.', colour: 'yellow' },
  waits: { sign: '○', word: 'waits for others', spoken: 'WAITS FOR OTHERS.', colour: 'gray' },
};

/** Where it is done, as a heading. */
export const placeNames: { readonly [W in Step['where']]: string } = { auth0: 'Auth0', azure: 'Azure', local: 'On this machine' };

/** Behind the heading, whose account it is. */
export function accountWords(where: Step['where'], { accounts }: Pick<Plan, 'accounts'>): string | null {
  if (where === 'auth0') return accounts?.tenant ?? null;
  const subscription = where === 'azure' ? accounts?.subscription : null;
  return subscription ? `${subscription.name}, ${subscription.id}` : null;
}

/** `4 to create, 1 to change, 5 are right`: what is to be done before what is well. */
export function countWords({ steps }: Pick<Plan, 'steps'>): string {
  const parts = counted.flatMap(([state, one, many]) => {
    const count = steps.filter((step) => step.state === state).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return parts.join(', ');
}

const counted: readonly (readonly [State, string, string])[] = [
  ['create', 'to create', 'to create'],
  ['change', 'to change', 'to change'],
  ['asked', 'to be decided', 'to be decided'],
  ['unknown', 'not looked at', 'not looked at'],
  ['waits', 'waits for others', 'wait for others'],
  ['right', 'is right', 'are right'],
];

/** Whether a word in capitals is left in it, which an earlier step gives. */
export function hasCapitals(command: string): boolean {
  const read = readCommandLine(command);
  return !read.ok && read.reason.why === 'placeholder';
}
