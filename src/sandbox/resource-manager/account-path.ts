import type { Reply } from '../place.js';
import type { World } from '../world.js';
import { resourceNotFound } from './problem.js';
import { fill, inGroup } from './route.js';
import type { Groups } from './route.js';

export const accountType = 'Microsoft.CognitiveServices/accounts';

/** The path of an account. */
export const accountPath = `${inGroup}/providers/${accountType}/{name}`;

/** Whether a path names the account of this place, and it is there. */
export function isThisAccount(groups: Groups, { azure }: World): boolean {
  return azure.isCreated && fill(accountPath, groups).toLowerCase() === azure.resourceId.toLowerCase();
}

export function accountNotFound({ name = '', group = '' }: Groups): Reply {
  return resourceNotFound(accountType, name, group);
}
