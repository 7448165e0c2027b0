import type { Exported, ExportKind } from '../../export/kind.js';
import type { Trial } from '../../export/trial.js';
import type { FieldName } from '../../settings/field-name.js';

/** One kind as it can be had now. */
export interface Offered {
  kind: ExportKind;
  /** Null where something is missing for it: settings, or for the report a run. */
  exported: Exported | null;
  /** The settings that are missing for it, or cannot be used. */
  lacks: readonly FieldName[];
}

/** What became of a file: the name it took, which may have a number behind it, and how it is tried there; a page is not. Nothing is ever overwritten. */
export type Saved = { ok: true; file: string; trial: Trial | null } | { ok: false; sentence: string };
