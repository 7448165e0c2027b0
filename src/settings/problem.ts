import type { FieldName } from './field-name.js';

/** A line of the env file that names a setting and does not set it. */
export interface OddLine {
  number: number;
  odd: Odd;
  /** The name it sets, where other programs have another one for it. */
  sets?: string;
}

/** The env file that is not there, and the files beside it that have a near name. */
export interface NoFile {
  path: string;
  near: string[];
}

/** The value of a setting, and the other setting that has it. */
export interface Held {
  field: FieldName;
  value: string;
}

/** What was pasted along with a value, for another setting that has another value. */
export interface Besides {
  field: FieldName;
  pasted: string;
  inUse: string;
}

/** Why nothing reads it: another sign than `=`, another name, something in front. */
export type Odd = 'colon' | 'no-sign' | 'spelling' | 'comment' | 'powershell' | 'command' | 'json' | 'invisible' | 'before' | 'other-name';

/** What is not right about a setting. A `normalised` one is usable all the same. Values of secret fields are null. */
export type SettingProblem =
  /** `emptyIn` is the source that sets it to nothing, `hides` the sources below that have a value, `line` one that was to set it; `pasted` is in the endpoint. */
  | { kind: 'missing'; field: FieldName; emptyIn: string | null; hides: string[]; line?: OddLine; pasted?: string; noFile?: NoFile }
  | { kind: 'malformed'; field: FieldName; value: string | null; problem: string }
  | { kind: 'placeholder'; field: FieldName; value: string | null }
  /** `twin`: it has the value of `belongsTo`, and the wrong one is this one, or either. `held`: its own value, which another setting has. */
  | {
      kind: 'swapped';
      field: FieldName;
      value: string | null;
      looksLike: string;
      belongsTo: FieldName | null;
      twin?: 'this' | 'either';
      held?: Held;
    }
  | { kind: 'normalised'; field: FieldName; value: string | null; removed: string[]; besides?: Besides[] }
  | { kind: 'retired-version'; version: string };
