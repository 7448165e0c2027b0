import { refuse } from './entra-refusal.js';
import type { Refusal } from './entra-refusal.js';
import type { Entra, EntraTenant } from './world.js';

/** Finds the tenant a path names, by id or by verified domain. */
export function findTenant(name: string, entra: Entra): EntraTenant | Refusal {
  const wanted = name.toLowerCase();
  if (wanted === '00000000-0000-0000-0000-000000000000') {
    return refuse(900021, `Requested tenant identifier '${wanted}' is not valid. Tenant identifiers may not be an empty GUID.`);
  }
  if (!guid.test(wanted) && !domain.test(wanted)) {
    return refuse(900023, `Specified tenant identifier '${wanted}' is neither a valid DNS name, nor a valid external domain.`);
  }
  return entra.tenants.find(({ id, domains }) => id === wanted || domains.includes(wanted)) ?? notFound(name);
}

export const isRefusal = (value: object): value is Refusal => 'code' in value && 'text' in value;

/** The endpoints that stand for no tenant in particular. */
export const sharedEndpoints: readonly string[] = ['common', 'organizations', 'consumers'];

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const domain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

function notFound(name: string): Refusal {
  const check = 'Check to make sure you have the correct tenant ID and are signing into the correct cloud.';
  const hint = 'Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.';
  return refuse(90002, `Tenant '${name}' not found. ${check} ${hint}`);
}
