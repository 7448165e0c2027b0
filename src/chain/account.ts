import { isRecord, stringOf } from './exchange.js';

type Item = Readonly<Record<string, unknown>>;

/** Hosts that belong to one account of the public cloud. A gateway does not tell which account is behind it. */
const accountHost = /^[a-z0-9-]+\.(?:openai|services\.ai|cognitiveservices)\.azure\.com$/;

/** The host of the endpoint, where it is one that belongs to a single account; null for a gateway, and for the clouds of which nothing was found. */
export function hostOfAccount(endpoint: string): string | null {
  const host = URL.parse(endpoint)?.hostname ?? '';
  return accountHost.test(host) ? host : null;
}

/** Whether an account, as Azure Resource Manager shows it, answers under this host. */
export function answersAt(host: string, { properties }: Item): boolean {
  if (!isRecord(properties)) return false;
  const { endpoint, endpoints, customSubDomainName } = properties;
  const addresses = [endpoint, ...(isRecord(endpoints) ? Object.values(endpoints) : [])];
  const isNamedSo = stringOf(customSubDomainName)?.toLowerCase() === host.split('.')[0];
  return isNamedSo || addresses.some((address) => URL.parse(stringOf(address) ?? '')?.hostname === host);
}

/** A role that an identity has at the account. */
export interface OwnRole {
  /** The id of the role; its name is for `builtInRole` to say. */
  roleId: string;
  /** Where it was given: the account, or what stands above it. */
  scope: string;
}

/** Where Azure Resource Manager lists the roles of a principal: `assignedTo` counts what its groups hold, too, and what is given above and below the account. */
export function rolesPath(accountId: string, principalId: string): string {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`.toWellFormed());
  return `${accountId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
}

/** The roles in such a list that count at the account: those on it, and on what stands above it. */
export function rolesIn(assignments: readonly Item[], accountId: string): OwnRole[] {
  return assignments.flatMap((one) => roleIn(one) ?? []).filter(({ scope }) => isWithin(accountId, scope));
}

function roleIn({ properties }: Item): OwnRole | null {
  if (!isRecord(properties)) return null;
  const [definition, scope] = [stringOf(properties['roleDefinitionId']), stringOf(properties['scope'])];
  const roleId = definition?.split('/').at(-1);
  return roleId && scope !== null ? { roleId, scope } : null;
}

/** Whether a resource is the scope itself, or stands below it; below `/`, the root of the tenant, stands everything. Azure compares ids without regard to case. */
export function isWithin(resourceId: string, scope: string): boolean {
  return `${resourceId}/`.toLowerCase().startsWith(`${scope.replace(/\/$/, '')}/`.toLowerCase());
}
