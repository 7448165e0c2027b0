import { isRecord } from '../../chain/exchange.js';
import type { Seen } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import { versions } from './commands.js';
import { objectAt } from './differences.js';
import type { ConnectionFact, IdentityFact, LinkFact, ResourceFact, RoleFact, WebAppFact } from './facts.js';
import { readConnections, readIdentity, readLinks, readResources, readRoles, readWebApp } from './read-facts.js';

/** Every resource of a group. */
export function lookAtGroup(eyes: Eyes, group: { subscription: string; name: string }): Promise<Seen<ResourceFact[]>> {
  const path = `/subscriptions/${group.subscription}/resourceGroups/${encodeURIComponent(group.name)}/resources`;
  return at(eyes, `the resources of ${group.name}`, { path: `${path}?api-version=${versions.resources}`, read: readResources });
}

/** Every AI Search service of a subscription, since an accelerator has one. */
export function lookForSearch(eyes: Eyes, subscription: string): Promise<Seen<ResourceFact[]>> {
  const filter = encodeURIComponent("resourceType eq 'Microsoft.Search/searchServices'");
  const path = `/subscriptions/${subscription}/resources?api-version=${versions.resources}&$filter=${filter}`;
  return at(eyes, 'the AI Search services', { path, read: readResources });
}

export function lookAtConnections(eyes: Eyes, storageId: string): Promise<Seen<ConnectionFact[]>> {
  const path = `${storageId}/privateEndpointConnections?api-version=${versions.storage}`;
  return at(eyes, 'what wants to connect to the storage account', { path, read: readConnections });
}

export function lookAtLinks(eyes: Eyes, searchId: string): Promise<Seen<LinkFact[]>> {
  const path = `${searchId}/sharedPrivateLinkResources?api-version=${versions.search}`;
  return at(eyes, 'the shared private links of AI Search', { path, read: readLinks });
}

export function lookAtIdentity(eyes: Eyes, accountId: string): Promise<Seen<IdentityFact>> {
  const read = (account: unknown): IdentityFact => readIdentity(isRecord(account) ? objectAt(account, 'identity') : null);
  return at(eyes, 'the identity of Document Intelligence', { path: `${accountId}?api-version=${versions.account}`, read });
}

/** The roles of a principal at a resource, those of its groups and inherited ones too. */
export function lookAtRoles(eyes: Eyes, storageId: string, principalId: string): Promise<Seen<RoleFact[]>> {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`);
  const path = `${storageId}/providers/Microsoft.Authorization/roleAssignments?api-version=${versions.roles}&$filter=${filter}`;
  return at(eyes, 'its roles on the storage account', { path, read: readRoles });
}

/** Where a web app answers, and who may sign in. */
export async function lookAtWebApp(eyes: Eyes, id: string): Promise<Seen<WebAppFact>> {
  const read = (value: unknown): unknown => value;
  const [site, signIn] = await Promise.all([
    at(eyes, 'where a web app answers', { path: `${id}?api-version=${versions.web}`, read }),
    at(eyes, 'who may sign in to it', { path: `${id}/config/authsettingsV2?api-version=${versions.web}`, read }),
  ]);
  if (!site?.ok || !signIn?.ok) return site?.ok ? unreadOf(signIn) : unreadOf(site);
  return { ok: true, value: readWebApp(site.value, signIn.value) };
}

function unreadOf(seen: Seen<unknown>): Seen<never> {
  return seen?.ok === false ? seen : null;
}

function at<T>(eyes: Eyes, what: string, { path, read }: { path: string; read: (value: unknown) => T }): Promise<Seen<T>> {
  return look(eyes, what, { ask: () => eyes.azure.get(path), read });
}
