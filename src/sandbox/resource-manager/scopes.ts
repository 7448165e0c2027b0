import type { Reply } from '../place.js';
import type { World } from '../world.js';
import { groupNotFound, resourceNotFound } from './problem.js';

/** Whether there is what a role is to be given on: the subscription itself, a group, or a resource. */
export function judgeScope(scope: string, world: World): Reply | null {
  const [, , , , group, , provider = '', kind = '', name = ''] = scope.split('/');
  if (group === undefined) return null;
  const isGroup = world.subscription.groups.some((one) => one.name.toLowerCase() === group.toLowerCase());
  if (!isGroup) return groupNotFound(group);
  const isThere = provider === '' || resourceIds(world).some((id) => id.toLowerCase() === scope.toLowerCase());
  return isThere ? null : resourceNotFound(`${provider}/${kind}`, name, group);
}

function resourceIds({ azure, entra, subscription: { accelerator } }: World): string[] {
  const identities = entra.tenants.flatMap((tenant) => tenant.identities.map(({ resourceId }) => resourceId));
  const around = accelerator ? [accelerator.storage, accelerator.search, accelerator.documentIntelligence, ...accelerator.webApps] : [];
  return [...(azure.isCreated ? [azure.resourceId] : []), ...identities, ...around.map(({ id }) => id)];
}
