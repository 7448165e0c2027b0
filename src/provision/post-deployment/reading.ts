import { isRecord } from '../../chain/exchange.js';
import type { Seen } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import type { AzureReader } from '../../tools/azure-reader.js';
import { versions } from './commands.js';
import { objectAt } from './differences.js';
import type { ConnectionFact, IdentityFact, LinkFact, ResourceFact, RoleFact, WebAppFact } from './facts.js';
import { readConnections, readIdentity, readLinks, readResources, readRoles, readWebApp } from './read-facts.js';

/** What Azure is looked at with. */
export interface View extends Pick<Eyes, 'recognise' | 'hear'> {
  reader: AzureReader;
}

/** Every resource of a group. */
export function lookAtGroup(view: View, subscription: string, group: string): Promise<Seen<ResourceFact[]>> {
  const path = `/subscriptions/${subscription}/resourceGroups/${encodeURIComponent(group.toWellFormed())}/resources`;
  return at(view, `the resources of ${group}`, { path: `${path}?api-version=${versions.resources}`, read: readResources });
}

/** Every AI Search service of a subscription, since an accelerator has one. */
export function lookForSearch(view: View, subscription: string): Promise<Seen<ResourceFact[]>> {
  const filter = encodeURIComponent("resourceType eq 'Microsoft.Search/searchServices'");
  const path = `/subscriptions/${subscription}/resources?api-version=${versions.resources}&$filter=${filter}`;
  return at(view, 'the AI Search services', { path, read: readResources });
}

export function lookAtConnections(view: View, storageId: string): Promise<Seen<ConnectionFact[]>> {
  const path = `${storageId}/privateEndpointConnections?api-version=${versions.storage}`;
  return at(view, 'what wants to connect to the storage account', { path, read: readConnections });
}

export function lookAtLinks(view: View, searchId: string): Promise<Seen<LinkFact[]>> {
  const path = `${searchId}/sharedPrivateLinkResources?api-version=${versions.search}`;
  return at(view, 'the shared private links of AI Search', { path, read: readLinks });
}

export function lookAtIdentity(view: View, accountId: string): Promise<Seen<IdentityFact>> {
  const read = (account: unknown): IdentityFact => readIdentity(isRecord(account) ? objectAt(account, 'identity') : null);
  return at(view, 'the identity of Document Intelligence', { path: `${accountId}?api-version=${versions.account}`, read });
}

/** The roles of a principal at a resource, those of its groups and inherited ones too. */
export function lookAtRoles(view: View, storageId: string, principalId: string): Promise<Seen<RoleFact[]>> {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`.toWellFormed());
  const path = `${storageId}/providers/Microsoft.Authorization/roleAssignments?api-version=${versions.roles}&$filter=${filter}`;
  return at(view, 'its roles on the storage account', { path, read: readRoles });
}

/** Where a web app answers, and who may sign in. */
export async function lookAtWebApp(view: View, id: string): Promise<Seen<WebAppFact>> {
  const read = (value: unknown): unknown => value;
  const [site, signIn] = await Promise.all([
    at(view, 'where a web app answers', { path: `${id}?api-version=${versions.web}`, read }),
    at(view, 'who may sign in to it', { path: `${id}/config/authsettingsV2?api-version=${versions.web}`, read }),
  ]);
  if (!site?.ok || !signIn?.ok) return site?.ok ? unreadOf(signIn) : unreadOf(site);
  return { ok: true, value: readWebApp(site.value, signIn.value) };
}

function unreadOf(seen: Seen<unknown>): Seen<never> {
  return seen?.ok === false ? seen : null;
}

function at<T>(view: View, what: string, { path, read }: { path: string; read: (value: unknown) => T }): Promise<Seen<T>> {
  return look(view, what, { ask: () => view.reader.get(path), read });
}
