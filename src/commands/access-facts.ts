import type { OwnRole } from '../chain/account.js';
import { builtInRole } from '../chain/role-names.js';
import type { Self } from '../chain/self-inspection.js';
import { inspectSelf } from '../chain/self-inspection.js';
import type { Facts } from '../ui/desk.js';
import type { Place } from './open.js';

/**
 * Who asks, which roles it has at the account, and what is deployed there, as far as the identity may read that itself. Nothing of it
 * is looked at before somebody asks for it.
 */
export async function accessFacts({ settings: { profile }, session, transport }: Place, current: string): Promise<string | Facts[]> {
  const self = profile && session ? await inspectSelf(profile.openai, session, transport) : null;
  if (profile === null || self === null) return nothingSeen;
  const { strip } = transport.redactor;
  const rows = [
    ['client id', profile.entra.clientId] as const,
    ...(self.principalId === null ? [] : [['object id', self.principalId] as const]),
    ['account', self.accountId] as const,
    ...rolesOf(self).map((words) => ['role', words] as const),
    ...self.deployments.map((name) => ['deployment', name === current ? `${name}, answers now` : name] as const),
  ];
  return [{ title: 'What this identity sees of itself', rows: rows.map(([name, value]) => [name, strip(value)] as const) }];
}

const nothingSeen = 'The identity may not look at itself in Azure, or nothing could be had there. For an answer that is not needed.';

function rolesOf({ roles, accountId }: Self): string[] {
  if (roles === null) return ['the identity may not read its roles'];
  return roles.length === 0 ? ['none at this account'] : roles.map((role) => `${nameOf(role)}, ${placeOf(role, accountId)}`);
}

function nameOf({ roleId }: OwnRole): string {
  const role = builtInRole(roleId);
  if (role === null) return `a custom role, ${roleId}`;
  return role.canChat ? role.name : `${role.name} (it lets nobody chat)`;
}

function placeOf({ scope }: OwnRole, accountId: string): string {
  if (scope.toLowerCase() === accountId.toLowerCase()) return 'on the account';
  const group = /\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
  return group ? `on the resource group ${group}` : /^\/subscriptions\/[^/]+$/i.test(scope) ? 'on the subscription' : 'from above';
}
