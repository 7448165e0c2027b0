import type { CheckEvent } from '../checks/check.js';
import type { Explained } from '../report/explained.js';
import type { Report } from '../report/report.js';
import type { EnvChange } from '../settings/env-file.js';
import type { FieldName } from '../settings/field-name.js';
import type { Field } from '../settings/fields.js';
import type { Secret } from '../settings/secret.js';

/** A value on the screen: text, or a secret that is only ever shown by its length and its end. */
export type Value = string | Secret;
export type Values = ReadonlyMap<FieldName, Value>;

/** A value that was found on this machine, and where. */
export interface Found {
  value: Value;
  source: string;
}

/** What would be written, and what stands in the way. Titles are for a person. */
export interface Review {
  file: string;
  changes: EnvChange[];
  /** One line each, the field it is about, and whether it keeps the values from being used. */
  remarks: { field: FieldName | null; title: string; isError: boolean }[];
  /** True when a check can be run with these values. */
  isUsable: boolean;
}

/** `remarks` are sentences on what was written. */
export type Written = { ok: true; created: boolean; file: string; remarks: string[] } | { ok: false; sentence: string };

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
  /** The screen to begin with: the fields, or straight to the prompt. */
  start: 'setup' | 'prompt';
  review(values: Values): Review;
  /** Told of every answer, so that leaving loses none. */
  keep(values: Values): void;
  write(values: Values): Promise<Written>;
  check(values: Values, watch: (event: CheckEvent, report: () => Report) => void): Promise<Report>;
  /** One more turn of a conversation, over the tokens the last check fetched. */
  ask(text: string, watch: (event: CheckEvent, report: () => Report) => void): Promise<Report>;
  /** What a pasted text means, asking nobody. One half of a comparison waits here for the other. */
  explain(text: Secret): Promise<Explained>;
  /** Stops what is under way; the promise of it then ends as cancelled. */
  stop(): void;
}
