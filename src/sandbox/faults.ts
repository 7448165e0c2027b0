import { isDeepStrictEqual } from 'node:util';

import type { Code } from '../findings/finding.js';
import { auth0Faults } from './faults/auth0.js';
import { azureOpenAiFaults } from './faults/azure-openai.js';
import { entraFaults } from './faults/entra.js';
import type { Plantable } from './faults/exempt.js';
import { NothingThere } from './faults/fault.js';
import type { Fault } from './faults/fault.js';
import { networkFaults } from './faults/network.js';
import { settingsFaults } from './faults/settings.js';
import { tokenFaults } from './faults/token.js';
import { trustFaults } from './faults/trust.js';
import type { World } from './world.js';

/** Every fault by the code that should be found: closed by the compiler, so that a code is either here or exempt by rule. */
export const faults: Readonly<Partial<Record<Code, Fault>>> = {
  ...settingsFaults,
  ...networkFaults,
  ...auth0Faults,
  ...tokenFaults,
  ...trustFaults,
  ...entraFaults,
  ...azureOpenAiFaults,
} satisfies Record<Plantable, Fault>;

/** Brings the world into the state of a fault. */
export function plant(world: World, code: Code): void {
  const fault = faults[code];
  if (!fault) throw new TypeError(`there is no fault ${code} in the sandbox`);
  fault.plant(world);
}

/** Plants the fault too, unless what it would change is not there, or one before it has taken it away. */
export function canBePlanted(world: World, code: Code): boolean {
  const before = structuredClone(world);
  try {
    plant(world, code);
    // What is changed at an account that is not there, nobody meets.
    return world.azure.isCreated || !isDeepStrictEqual({ ...before, azure: null }, { ...world, azure: null });
  } catch (error) {
    if (error instanceof NothingThere) return false;
    throw error;
  }
}

/** Tells whether there is a fault for a code. */
export const isFault = (code: string): code is Code => Object.hasOwn(faults, code);
