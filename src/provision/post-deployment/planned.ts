import type { Change, Step, StepId } from '../step.js';

/** What a command brings about, and so what its output is read as. */
export type ActionKind = 'connection' | 'identity' | 'role' | 'client' | 'callbacks' | 'secret' | 'setting' | 'sign-in';

/** One command of a step. */
export interface Action {
  kind: ActionKind;
  text: string;
}

/** A step with the commands that are left of it. */
export interface Planned {
  step: Step;
  actions: readonly Action[];
}

/** What differs from step to step. */
export interface What {
  id: StepId;
  title: string;
  state: Step['state'];
  changes?: Change[];
  actions?: readonly Action[];
  notes?: string[];
}

/** Puts a step together. */
export function planned({ id, title, state, changes = [], actions = [], notes = [] }: What): Planned {
  const step: Step = { id, where: 'azure', title, state, changes, commands: actions.map(({ text }) => text), notes };
  return { step, actions };
}
