import type { Finding } from '../findings/finding.js';
import { severityOf } from '../findings/severity.js';
import type { Step, StepId } from './step.js';

/** A decision that the person has to make, because there are several, or because none is the obvious one. */
export interface Question {
  /** The option of the command line that answers it, such as `--subscription`. */
  flag: string;
  /** What is asked, in words: `Which subscription?` */
  title: string;
  /** The step that needs the answer. */
  step: StepId;
  choices: readonly { value: string; title: string; detail: string | null }[];
  /** What is taken where nobody is asked; null when it would be a guess. */
  usual: string | null;
}

/** Answers to questions, by their flag. */
export type Decisions = ReadonlyMap<string, string>;

/** What exists, what is to be done, and what stands in the way, before anything happens. */
export interface Plan {
  steps: Step[];
  questions: Question[];
  /** What could not be read, and why: a missing tool, a sign-in that is over. The steps that stand on it are `unknown`. */
  findings: Finding[];
  /** Whose accounts it changes, as far as that is known: what a yes is given to. */
  accounts?: Accounts;
}

/** The Auth0 tenant by its domain, and the Azure subscription; null where nobody could look. */
export interface Accounts {
  tenant: string | null;
  subscription: { id: string; name: string } | null;
}

/** Whether there is anything to do in it. */
export function isDone({ steps }: Plan): boolean {
  return steps.every(({ state }) => state === 'right');
}

/** Whether a yes would do something. */
export function hasWork({ steps }: Plan): boolean {
  return steps.some(({ state }) => state === 'create' || state === 'change');
}

/** Whether every step that is not right can be done now. */
export function isReady({ steps }: Plan): boolean {
  return steps.every(({ state }) => state === 'right' || state === 'create' || state === 'change');
}

/** Whether nothing is done before it is put right: a wish that cannot be followed, or a refusal that would come again. */
export function isStopping(found: Finding): boolean {
  return severityOf(found) === 'error' || found.code === 'tool/az-wrong-subscription';
}
