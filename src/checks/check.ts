import type { Assertion } from '../chain/auth0.js';
import type { DecodedAssertion, PublishedKeys } from '../chain/assertion.js';
import type { Discovery } from '../chain/auth0.js';
import type { Message, Reply } from '../chain/azure-openai.js';
import type { OfferedModel } from '../chain/completion.js';
import type { EntraToken, Tenant } from '../chain/entra.js';
import type { Tokens } from '../chain/session.js';
import type { Transport } from '../chain/transport.js';
import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import type { FederatedCredential, Profile, SettingProblem } from '../settings/profile.js';
import type { CheckId, Group } from './check-id.js';

export type { CheckId, Group } from './check-id.js';

/** What one check can teach the others. A fact is there or it is not; nothing else orders the checks. */
export interface Facts {
  profile: Profile;
  /** What Azure holds: one credential from the settings, or all that were pasted. Empty where Azure is known to hold none. */
  credentials: readonly FederatedCredential[];
  discovery: Discovery;
  keys: PublishedKeys;
  assertion: Assertion;
  decoded: DecodedAssertion;
  tenant: Tenant;
  entraToken: EntraToken;
  /** What Azure OpenAI did with the question once it had accepted the token. */
  accepted: Accepted;
  /** The same, once it is sure that the deployment answers, or that it was not to be asked. */
  started: Accepted;
}

export type Accepted =
  /** A reply that has begun, and what Azure says of its models. */
  | { kind: 'reply'; reply: Reply; startedAt: number; offered: Promise<OfferedModel[]> }
  | { kind: 'refused'; finding: Finding }
  | { kind: 'listed' };

/** What a run is given: the settings as they were found, the ways out, and what to ask the model. */
export interface CheckContext {
  settings: {
    profile: Profile | null;
    problems: readonly SettingProblem[];
    unreadable: Finding | null;
    /** Null where nothing is known of Azure's side. */
    credentials: readonly FederatedCredential[] | null;
    /** The path of the env file when the secret was read from it; null when it came from elsewhere. */
    secretFile: string | null;
  };
  /** What Entra ID is asked for, where it is not what the endpoint wants. */
  scope?: string;
  /** The session of the profile; null exactly when the profile is. */
  session: Tokens | null;
  transport: Transport;
  now: () => Date;
  messages: readonly Message[];
  /** False when no tokens are to be spent on a completion. */
  complete: boolean;
  /** A short answer is asked for, so one without an end is not listened to for ever. */
  isBrief: boolean;
  signal: AbortSignal;
}

/** A line of what a check saw, worth showing when all is well: `['expires', 'in 23 h 59 m']`. */
export type Row = readonly [label: string, value: string];

/** One completion as it happened. Times in milliseconds from the request; tokens where the model counted them. */
export interface Completion {
  deployment: string;
  model: string | null;
  api: 'chat' | 'responses';
  text: string;
  firstTokenMs: number | null;
  durationMs: number;
  promptTokens: number | null;
  completionTokens: number | null;
}

/** What a check found out. Without findings it passed. */
export interface Outcome {
  title: string;
  findings?: Finding[];
  learned?: Partial<Facts>;
  rows?: Row[];
  /** What words may be filled with from now on. */
  known?: Partial<Known>;
  completion?: Completion;
}

/** A check that has nothing to judge here says why instead, and which check found what is in its way. */
export interface Idle {
  idle: string;
  because?: CheckId;
  learned?: Partial<Facts>;
}

export interface Check {
  id: CheckId;
  /** What it looks at, for the moment while it runs. */
  title: string;
  needs: readonly (keyof Facts)[];
  teaches: readonly (keyof Facts)[];
  /** One of the hops that the token makes: of those that can begin it begins first, since the next hop waits for nothing else. */
  isOnTheWay?: true;
  run(facts: Partial<Facts>, context: CheckContext, say: (text: string) => void): Promise<Outcome | Idle> | Outcome | Idle;
  /**
   * What may be opened and loaded for it while it waits, once the settings are good. Nobody is asked anything by it, and what goes wrong
   * is for the check itself to find.
   */
  ahead?: (profile: Profile, context: CheckContext) => Promise<void>;
  /** What is to be said although the facts cannot come any more; null when nothing is. */
  withoutFacts?(context: CheckContext): Outcome | null;
}

/** Holds `run` to the facts that `needs` names: a check cannot read what it has not declared. */
export function defineCheck<N extends keyof Facts>(
  check: Omit<Check, 'needs' | 'run'> & {
    needs: readonly N[];
    run(facts: Pick<Facts, N>, context: CheckContext, say: (text: string) => void): Promise<Outcome | Idle> | Outcome | Idle;
  },
): Check {
  // The runner calls `run` only when every needed fact is there, which is what the narrower type says.
  return check;
}

/** The result of one check. Why something did not run is part of it. */
export type CheckResult = {
  id: CheckId;
  group: Group;
  title: string;
  durationMs: number;
  /** Taken over from the last run, and not run. */ isKept?: true;
} & (
  | { kind: 'ran'; findings: Finding[]; rows: Row[]; known: Partial<Known>; completion: Completion | null }
  | { kind: 'notRun'; because: CheckId | null }
);

export type CheckEvent =
  | { type: 'started'; id: CheckId; title: string }
  /** A piece of the model's answer. */
  | { type: 'said'; text: string }
  | { type: 'finished'; result: CheckResult };
