import type { FieldName } from '../settings/field-name.js';
import type { Profile } from '../settings/profile.js';
import type { CodeKind, Exported } from './kind.js';

/** The settings a kind is made of; a profile that was parsed for these alone is enough for it (`parseSettings(texts, names)`). */
export function settingsFor(_kind: CodeKind): readonly FieldName[] {
  return [];
}

/** The connection as one text of this kind: filled with the values, commented where a person has to decide, without a secret. */
export function exportOf(kind: CodeKind, _profile: Profile): Exported {
  return { kind, fileName: '', text: '', tryIt: '' };
}
