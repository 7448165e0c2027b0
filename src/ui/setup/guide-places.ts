import type { Thing } from '../../findings/guide/things.js';
import { thingBehind, thingOf } from '../../findings/guide/things.js';
import type { Keys, Look } from '../look.js';
import type { DiagnosisScreen, FieldsScreen } from '../screens.js';
import type { Ground } from '../state.js';

/** The thing that the open field's value is read off; null where the value is chosen and not made. */
export function thingOfField({ current }: FieldsScreen, { fields }: Ground): Thing | null {
  const field = fields[current];
  return field ? thingOf(field.name) : null;
}

/** What may not be there yet, by the cause that is explained; null where something else is the matter. */
export function thingOfCause({ diagnoses, index }: DiagnosisScreen): Thing | null {
  const diagnosis = diagnoses[index];
  return diagnosis ? thingBehind(diagnosis) : null;
}

/** The key of a field that leads to its guide, where it has one. */
export function guideKey(screen: FieldsScreen, ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  return thingOfField(screen, ground) === null ? [] : [['ctrl+g', columns < 60 ? 'not there yet' : 'I do not have this yet']];
}
