import type { Finding } from '../findings/finding.js';

/** What has to be there for the connection to work, in the order in which one needs the other. */
export const stepIds = [
  'auth0.api',
  'auth0.application',
  'auth0.grant',
  'azure.group',
  'azure.account',
  'azure.deployment',
  'azure.identity',
  'azure.credential',
  'azure.role',
  'local.env',
] as const;

/** What people do by hand after an accelerator has deployed the connection. */
export const postDeploymentIds = ['post.private-link', 'post.blob-reader', 'post.web-app-1', 'post.web-app-2'] as const;

export type StepId = (typeof stepIds)[number] | (typeof postDeploymentIds)[number];

/** A property with what it holds now (null: nothing) and what it has to hold. A secret is never one of them. */
export interface Change {
  name: string;
  from: string | null;
  to: string;
}

/** One thing of the plan, as it is now. */
export interface Step {
  id: StepId;
  where: 'auth0' | 'azure' | 'local';
  /** What it is, by its name: `API api://AzureADTokenExchange`. */
  title: string;
  /**
   * `right`: there, and as it has to be. `unknown`: nobody could look, so its command is for the person. `asked`: a decision is missing.
   * `waits`: others decide it outside of this program.
   */
  state: 'right' | 'create' | 'change' | 'unknown' | 'asked' | 'waits';
  changes: Change[];
  /** The exact commands, one after another, as they will be run; words in CAPITALS stand for what an earlier step gives. Empty where nothing is run. */
  commands: string[];
  /** What a person should know before saying yes, a sentence each. */
  notes: string[];
}

/** What became of a step. `ran`: the commands as they were run, with every name filled in. */
export type StepOutcome =
  | { kind: 'done'; ran: string[] }
  /** `isUnsure`: it may have been done all the same. */
  | { kind: 'failed'; finding: Finding; said: string; ran: string[]; isUnsure?: true }
  /** Ctrl-C came while it was under way: whether it was done is not known. */
  | { kind: 'interrupted'; ran: string[] };

export type StepEvent = { type: 'started'; step: Step } | { type: 'finished'; step: Step; outcome: StepOutcome };
