import type { Thing } from '../../findings/guide/things.js';
import { thingBehind, thingOf } from '../../findings/guide/things.js';
import type { Keys, Look } from '../look.js';
import type { DiagnosisScreen, FieldsScreen, GuideScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { firstObstacle } from './answers.js';

/** The thing that the open field's value is read off; null where the value is chosen and not made. */
export function thingOfField({ current }: FieldsScreen, { fields }: Ground): Thing | null {
  const field = fields[current];
  return field ? thingOf(field.name) : null;
}

/** What the first value is read off that keeps all of them from being used; null where they can be, and where nothing is real. */
export function missingThing(state: State, ground: Ground): Thing | null {
  const field = state.review.isUsable || ground.isSandbox ? undefined : ground.fields[firstObstacle(state, ground)];
  return field ? thingOf(field.name) : null;
}

/** What may not be there yet, by the cause that is explained; null where something else is the matter. */
export function thingOfCause({ diagnoses, index }: DiagnosisScreen): Thing | null {
  const diagnosis = diagnoses[index];
  return diagnosis ? thingBehind(diagnosis) : null;
}

/** Whether a plan can make what a guide tells how to make: not in a sandbox, where all of it is there, and not from within a run. */
export function canProvision({ back }: Pick<GuideScreen, 'back'>, { isSandbox }: Pick<Ground, 'isSandbox'>): boolean {
  return !isSandbox && back.at !== 'diagnosis';
}

/** The key of a field that leads to its guide, where it has one. */
export function guideKey(screen: FieldsScreen, ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  return thingOfField(screen, ground) === null ? [] : [['ctrl+g', columns < 60 ? 'not there yet' : 'I do not have this yet']];
}

/** The same for the values that are missing, below all of them. */
export function missingKey(state: State, ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  return missingThing(state, ground) === null ? [] : [['g', columns < 60 ? 'not there yet' : 'I do not have it yet']];
}
