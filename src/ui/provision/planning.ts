import type { Decisions, Plan } from '../../provision/plan.js';
import type { Provisioned } from '../../provision/provision.js';
import type { Step, StepOutcome } from '../../provision/step.js';
import type { Diagnosis } from '../../report/report.js';
import type { FieldName } from '../../settings/field-name.js';
import type { Values } from '../desk.js';

/** What is planned: the connection, or what a deployed accelerator leaves to people. */
export type About = 'connection' | 'post-deployment';

/** What a look at both accounts is to stand on: the values so far are wishes. */
export interface Wanted {
  about: About;
  values: Values;
  decisions: Decisions;
}

/** A plan, and the words of what stands in its way. */
export interface Looked {
  plan: Plan;
  causes: readonly Diagnosis[];
}

/** What became of a step, and the words of why it failed. */
export interface Settled {
  step: Step;
  outcome: StepOutcome;
  cause: Diagnosis | null;
}

/** One step began or ended. */
export type Applying = { type: 'started'; step: Step } | ({ type: 'finished' } & Settled);

/** A plan was followed as far as it went: what there is to do now, and the values that belong to what there is. */
export interface Followed {
  looked: Looked;
  values: Provisioned;
  /** What is to be said of the env file that was written. */
  remarks: readonly string[];
}

/** The federated credential as Azure holds it, or why it could not be read. */
export type CredentialRead = { ok: true; values: ReadonlyMap<FieldName, string>; sentence: string } | { ok: false; cause: Diagnosis };
