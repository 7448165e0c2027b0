import type { Ground, State } from '../state.js';
import { choiceNames, sensibleChoice } from './choices.js';
import type { ChoiceName } from './choices.js';

/** The start, with the sensible choice chosen. */
export function openStart(
  state: State,
  ground: Ground,
  notice: string | null = null,
  choice: ChoiceName = sensibleChoice(state, ground),
): State {
  return { ...state, screen: { at: 'start', list: 'choices', index: choiceNames(state, ground).indexOf(choice), notice } };
}
