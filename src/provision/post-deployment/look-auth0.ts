import type { Finding } from '../../findings/finding.js';
import { finding } from '../../findings/finding.js';
import type { Tool, ToolFailure } from '../../tools/tool.js';
import { isObject } from './differences.js';
import type { Auth0Facts, Seen } from './facts.js';
import { readClients } from './read-facts.js';

/** What is looked for in Auth0: an application by its name, in the tenant of the settings. */
export interface Sought {
  name: string;
  /** Where people sign in, which may be a custom domain; null where the settings do not say. */
  domain: string | null;
  explain: (failure: ToolFailure) => Finding;
}

/** The tenant, and whether the application is there. */
export async function lookAtAuth0(auth0: Tool, { name, domain, explain }: Sought): Promise<Auth0Facts> {
  const none = { client: null, hasSecret: false, isStored: [false, false] } as const;
  const tenants = await auth0.run(['tenants', 'list', '--json']);
  if (!tenants.ok) return { ...none, tenant: { ok: false, finding: explain(tenants.failure) } };
  const tenant = tenantIn(tenants.value, domain);
  if (!tenant?.ok) return { ...none, tenant };
  const clients = await auth0.run(['apps', 'list', '--json', '--number', '1000', '--tenant', tenant.value.tenant]);
  if (!clients.ok) return { ...none, tenant, client: { ok: false, finding: explain(clients.failure) } };
  return { ...none, tenant, client: { ok: true, value: readClients(clients.value, name)[0] ?? null } };
}

/** The CLI knows a tenant by its own domain only: which one a custom domain belongs to does not show, so it is the one in use. */
function tenantIn(answer: unknown, domain: string | null): Seen<{ tenant: string; domain: string }> {
  const tenants = Array.isArray(answer) ? answer.filter(isObject) : [];
  const named = tenants.find(({ name }) => name === domain);
  const isOwn = domain?.endsWith('.auth0.com') ?? false;
  const inUse = tenants.find(({ active }) => active === true) ?? (tenants.length === 1 ? tenants[0] : undefined);
  const found = named ?? (isOwn ? undefined : inUse);
  if (!found) return { ok: false, finding: finding('tool/auth0-signed-out', { domain }) };
  const tenant = String(found['name']);
  return { ok: true, value: { tenant, domain: domain ?? tenant } };
}
