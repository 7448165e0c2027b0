import type { FieldName } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import { probeFields } from '../probes.js';
import type { ProbeName } from '../probes.js';
import type { Ground, State } from '../state.js';
import { standingOf } from './answers.js';

/** Asks for every look whose values are there and that was not had yet. An open field that is still empty keeps its looks waiting. */
export function probing(state: State, ground: Ground, names: readonly ProbeName[]): State {
  const wanted = names.filter((name) => !state.probes.has(name) && isReady(name, state, ground));
  // A token brings what the domain says of itself along.
  const needed = wanted.filter((name) => name !== 'domain' || !(state.probes.has('token') || wanted.includes('token')));
  if (needed.length === 0) return state;
  const probes = new Map(state.probes);
  for (const [at, name] of needed.entries()) probes.set(name, { id: state.works + 1 + at, probed: null });
  return { ...state, works: state.works + needed.length, probes };
}

/** The looks of a state in which this field was changed: what stood on its value is not known any more. */
export function withoutStale({ probes }: Pick<State, 'probes'>, changed: readonly FieldName[]): State['probes'] {
  const isStale = (name: ProbeName): boolean => probeFields[name].some((field) => changed.includes(field));
  return new Map([...probes].filter(([name]) => !isStale(name)));
}

/** Git can always be asked; a comparison needs something to compare with. */
function isReady(name: ProbeName, state: State, ground: Ground): boolean {
  const standing = probeFields[name].map((field) => standingOf(state, ground, fieldOf(field)));
  if (standing.some(({ remark }) => remark?.status === 'fail')) return false;
  if (name === 'trust' && !standing.some(({ field, isEmpty }) => field.name.startsWith('AZURE_FEDERATED_') && !isEmpty)) return false;
  return standing.every(({ field, isEmpty }) => field.required !== 'always' || !isEmpty);
}
