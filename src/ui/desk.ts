import type { CheckEvent, CheckId } from '../checks/check.js';
import type { Exported } from '../export/kind.js';
import type { Code, Finding } from '../findings/finding.js';
import type { Explained } from '../report/explained.js';
import type { Report } from '../report/report.js';
import type { Tried } from '../report/tried.js';
import type { EnvDiffLine } from '../settings/env-diff.js';
import type { EnvChange } from '../settings/env-file.js';
import type { FieldName } from '../settings/field-name.js';
import type { Field } from '../settings/fields.js';
import type { Secret } from '../settings/secret.js';
import type { Prepared, Ran, Repaired, Wished } from './explain/repairing.js';
import type { Offered, Saved } from './export/exporting.js';
import type { Probed, ProbeName } from './probes.js';
import type { Applying, CredentialRead, Followed, Looked, Wanted } from './provision/planning.js';

export type { Tried };

/** A value on the screen: text, or a secret that is only ever shown by its length and its end. */
export type Value = string | Secret;
export type Values = ReadonlyMap<FieldName, Value>;

/** A value that was found on this machine, and where. */
export interface Found {
  value: Value;
  source: string;
  /** The sources that have a value too, which this one hides. */
  shadows?: readonly string[];
}

/** What would be written, and what stands in the way. Titles are for a person. */
export interface Review {
  file: string;
  changes: EnvChange[];
  /** The same line by line, for reading; of other lines only the number. */
  diff: EnvDiffLine[];
  /** What is to be said, the field it is about, and whether it keeps the values from being used. Its words are remark-words.ts. */
  remarks: { field: FieldName | null; found: Finding; isError: boolean }[];
  /** True when a check can be run with these values. */
  isUsable: boolean;
}

/** `remarks` are sentences on what was written. */
export type Written =
  | { ok: true; created: boolean; file: string; remarks: string[] }
  /** `asksAgain`: the file is another one by now, and what would be written has to be seen first. */
  | { ok: false; sentence: string; asksAgain?: true };

/** A small job beside the work, of which one sentence comes back. */
export type Errand =
  /** `as`: what it is called, where it is long. */
  | { kind: 'copy'; text: string; as?: string }
  | { kind: 'open'; url: string }
  /** The env file's name goes into `.gitignore`. */
  | { kind: 'ignore' }
  /** In a sandbox: what its faults have changed at Auth0 and Azure is put right, as an admin would. */
  | { kind: 'mend' }
  | TalkErrand;

/** What is asked for at the prompt. */
export type TalkErrand =
  /** The conversation goes into a new file; no name, and it gets one. */
  | { kind: 'conversation'; form: 'markdown' | 'messages'; file: string | null }
  /** The last answer is copied as the model wrote it: on the screen its lines are folded. */
  | { kind: 'answer' }
  /** The conversation so far is not sent along any more. */
  | { kind: 'forget' }
  /** The claims and the life of the tokens; never a token. */
  | { kind: 'tokens' }
  /** What the identity sees of itself: the account, its roles there, and the deployments. */
  | { kind: 'access'; current: string }
  /** Which deployments there are, as far as a list can be had; `current` is the one that answers now. */
  | { kind: 'deployments'; current: string }
  /** Another deployment answers from now on, for as long as the screen is open. */
  | { kind: 'deployment'; chosen: Chosen };

/** A deployment chosen at the prompt. It counts as long as the settings name the one it stands in for. */
export interface Chosen {
  name: string;
  instead: string;
}

/** Names and values, to be read and copied. */
export interface Facts {
  title: string;
  rows: readonly (readonly [name: string, value: string])[];
}

/** What the person wants behind this screen: one lesson of the sandbox, or the start again. */
export type Next = { kind: 'lesson'; fault: Code } | { kind: 'home' };

/** How the screen was left. */
export interface Left {
  /** The exit code of the last report, or 130 after Ctrl-C. */
  code: number;
  next: Next | null;
  /** The last report; null when nothing was run. */
  report: Report | null;
}

/**
 * All the work behind the screen. Components draw and reducers remember; whatever touches a file or the network is one of these.
 * `watch` gets every event, and a way to ask for the report of what has happened so far.
 */
export interface Desk {
  version: string;
  /** The fields in the order in which they are asked for. */
  fields: readonly Field[];
  found: ReadonlyMap<FieldName, Found>;
  /** What was typed and not written when the screen was last left. */
  draft: ReadonlyMap<FieldName, string>;
  /** What is wrong with the env file as a file, in a sentence; absent where nothing is. */
  trouble?: string;
  isSandbox: boolean;
  /** The lesson that this sandbox was opened for; null outside of one. */
  lesson: Code | null;
  /** What the person had typed and seen here before a lesson, and which it was; absent the first time. */
  back?: { values: Values; report: Report | null; lesson: Code };
  /** The screen to begin with. */
  start: 'start' | 'setup' | 'check' | 'explain' | 'prompt' | 'provision' | 'post-deployment';
  review(values: Values): Review;
  /** Told of every answer, so that leaving loses none. */
  keep(values: Values): void;
  write(values: Values): Promise<Written>;
  /** Every check, or those from the given one on, over what the ones before it have learned. */
  check(values: Values, watch: (event: CheckEvent, report: () => Report) => void, from: CheckId | null): Promise<Report>;
  /** Checks again and again while the cause is one that passes by itself. `watch` is told of each try. */
  wait(values: Values, watch: (tried: Tried) => void): Promise<Report>;
  /** Tries at once, where a wait is between two tries. */
  hurry(): void;
  /** One live look while values are entered; it needs only the values of that probe. */
  probe(probe: ProbeName, values: Values): Promise<Probed>;
  errand(errand: Errand): Promise<string | readonly Facts[]>;
  /** One more turn of a conversation, over the tokens the last check fetched. */
  ask(text: string, watch: (event: CheckEvent, report: () => Report) => void): Promise<Report>;
  /** What a pasted text means, asking nobody. One half of a comparison waits here for the other. */
  explain(text: Secret): Promise<Explained>;
  /** Reads both accounts with the person's own tools, and says what there is to do. Changes nothing. `hear` is told what is being read. */
  look(wanted: Wanted, hear: (what: string, isOver?: boolean) => void): Promise<Looked>;
  /** Does what the last look has planned, step by step. */
  apply(watch: (event: Applying) => void): Promise<Followed>;
  /** What Azure holds in the federated credential that is in question, read with the person's own `az`. */
  readCredential(values: Values): Promise<CredentialRead>;
  /** Looks up what the commands of a cause need, tells the causes anew with it, and says what would be run. Changes nothing. */
  prepareRepair(values: Values, wished: Wished): Promise<Prepared>;
  /** Runs what was prepared last, one command after another, up to the first that is refused. */
  repair(watch: (ran: Ran) => void): Promise<Repaired>;
  /** Every kind that these values can be taken away as, and the report as a page. Asks nobody. */
  exports(values: Values, report: Report | null): Promise<readonly Offered[]>;
  /** Makes a new file of it in the working folder. */
  save(exported: Exported): Promise<Saved>;
  /** Stops what is under way; the promise of it then ends as cancelled. */
  stop(): void;
}
