import type { Secret } from '../settings/secret.js';
import type { FieldName } from '../settings/field-name.js';
import type { Decisions, Plan } from './plan.js';
import type { StepEvent, StepOutcome } from './step.js';

/** The values of the settings that belong to what there is now. */
export type Provisioned = ReadonlyMap<FieldName, string | Secret>;

/** What became of a plan. A step without an outcome was not begun. */
export interface Applied {
  plan: Plan;
  outcomes: ReadonlyMap<string, StepOutcome>;
  values: Provisioned;
}

/** One person's two accounts, looked at and changed with their own tools. */
export interface Provision {
  /** Reads both sides, and says what there is to do under these decisions. Changes nothing. `hear` is told what is being read, and once it is over. */
  look(decisions: Decisions, hear?: (what: string, isOver?: boolean) => void): Promise<Plan>;
  /**
   * Does what the last look has planned, step by step, and ends at the abort of the signal. For a connection each step needs the one before, so it
   * ends at the first that fails; what is left to do after a deployment does not, and goes on.
   */
  apply(watch: (event: StepEvent) => void): Promise<Applied>;
}
