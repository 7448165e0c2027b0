import type { Finding } from '../../findings/finding.js';
import type { ToolAnswer, ToolFailure } from '../../tools/tool.js';
import { versions } from './commands.js';
import { isObject, objectAt } from './differences.js';
import type { ConnectionFact, IdentityFact, LinkFact, ResourceFact, RoleFact, Seen, WebAppFact } from './facts.js';
import { readConnections, readIdentity, readLinks, readResources, readRoles, readWebApp } from './read-facts.js';

/** How Azure Resource Manager is read, and what a failure of it means. */
export interface Reading {
  get: (path: string) => Promise<ToolAnswer>;
  explain: (failure: ToolFailure) => Finding;
}

/** Every resource of a group. */
export async function lookAtGroup(reading: Reading, group: { subscription: string; name: string }): Promise<Seen<ResourceFact[]>> {
  const path = `/subscriptions/${group.subscription}/resourceGroups/${group.name}/resources?api-version=${versions.resources}`;
  return read(reading, path, readResources);
}

/** Every AI Search service of a subscription, since an accelerator has one. */
export async function lookForSearch(reading: Reading, subscription: string): Promise<Seen<ResourceFact[]>> {
  const filter = encodeURIComponent("resourceType eq 'Microsoft.Search/searchServices'");
  return read(reading, `/subscriptions/${subscription}/resources?api-version=${versions.resources}&$filter=${filter}`, readResources);
}

export function lookAtConnections(reading: Reading, storageId: string): Promise<Seen<ConnectionFact[]>> {
  return read(reading, `${storageId}/privateEndpointConnections?api-version=${versions.storage}`, readConnections);
}

export function lookAtLinks(reading: Reading, searchId: string): Promise<Seen<LinkFact[]>> {
  return read(reading, `${searchId}/sharedPrivateLinkResources?api-version=${versions.search}`, readLinks);
}

export function lookAtIdentity(reading: Reading, accountId: string): Promise<Seen<IdentityFact>> {
  const identityOf = (account: unknown): IdentityFact => readIdentity(isObject(account) ? objectAt(account, 'identity') : null);
  return read(reading, `${accountId}?api-version=${versions.account}`, identityOf);
}

/** The roles of a principal at a resource, those of its groups and inherited ones too. */
export function lookAtRoles(reading: Reading, storageId: string, principalId: string): Promise<Seen<RoleFact[]>> {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`);
  const path = `${storageId}/providers/Microsoft.Authorization/roleAssignments?api-version=${versions.roles}&$filter=${filter}`;
  return read(reading, path, readRoles);
}

/** Where a web app answers, and who may sign in. */
export async function lookAtWebApp(reading: Reading, id: string): Promise<Seen<WebAppFact>> {
  const [site, signIn] = await Promise.all([
    read(reading, `${id}?api-version=${versions.web}`, (answer) => answer),
    read(reading, `${id}/config/authsettingsV2?api-version=${versions.web}`, (answer) => answer),
  ]);
  if (!site.ok) return site;
  return signIn.ok ? { ok: true, value: readWebApp(site.value, signIn.value) } : signIn;
}

async function read<T>({ get, explain }: Reading, path: string, understand: (answer: unknown) => T): Promise<NonNullable<Seen<T>>> {
  const answer = await get(path);
  return answer.ok ? { ok: true, value: understand(answer.value) } : { ok: false, finding: explain(answer.failure) };
}
