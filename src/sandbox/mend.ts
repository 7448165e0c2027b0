import { isDeepStrictEqual } from 'node:util';

import type { Code } from '../findings/finding.js';
import { faults } from './faults.js';
import type { World } from './world.js';

/** Whether anything was put right, and the sentence that tells what. */
export interface Mended {
  isChanged: boolean;
  sentence: string;
}

/**
 * Puts right what is wrong at Auth0, at Azure and on the way to them, as the people in charge there would. What the person has in the settings stays
 * as it is: that is theirs to change. The healthy world is a copy of this one from before its faults.
 */
export function mend(world: World, healthy: World, planted: readonly Code[]): Mended {
  const before = parties(world);
  Object.assign(world, parties(healthy));
  const own = planted.flatMap((code) => faults[code] ?? []);
  for (const fault of own) fault.mend?.(world);
  if (isDeepStrictEqual(before, parties(world))) return { isChanged: false, sentence: nothingThere };
  const told = own.flatMap(({ mended }) => mended ?? []);
  return { isChanged: true, sentence: told.length > 0 && told.length === own.length ? told.join(' ') : inGeneral };
}

/** A copy of what others have in their hands. */
function parties({
  auth0,
  entra,
  azure,
  subscription,
  network,
}: World): Pick<World, 'auth0' | 'entra' | 'azure' | 'subscription' | 'network'> {
  return structuredClone({ auth0, entra, azure, subscription, network });
}

const inGeneral = 'What was wrong at the pretend Auth0, in the pretend Azure and on the way to them is put right.';
const nothingThere = 'Nothing is wrong at the pretend Auth0 or in the pretend Azure: what is wrong stands in your own settings.';
