import type { Choice } from './choice.js';
import type { Change, Step, StepId } from './step.js';

/** A step without what is seldom there. */
type StepOf = Pick<Step, 'state'> & Partial<Pick<Step, 'changes' | 'commands' | 'notes'>>;

/** One step of a plan; its side is the first word of its id. */
export function makeStep(id: StepId, title: string, { state, changes = [], commands = [], notes = [] }: StepOf): Step {
  const side = id.split('.')[0];
  return { id, where: side === 'auth0' || side === 'local' ? side : 'azure', title, state, changes, commands, notes };
}

/** The state of a step whose thing is not chosen, or could not be looked at; its commands are for the person then. */
export function notChosen({ kind }: Choice<unknown>): 'asked' | 'unknown' {
  return kind === 'asked' ? 'asked' : 'unknown';
}

/** A property of something that is made. */
export function to(name: string, value: string): Change {
  return { name, from: null, to: value };
}

/** Only what differs. */
export function differing(changes: readonly Change[]): Change[] {
  return changes.filter(({ from, to: goal }) => from !== goal);
}
