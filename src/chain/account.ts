import { isRecord, stringOf } from './exchange.js';

/** Hosts that belong to one account of the public cloud. A gateway does not tell which account is behind it. */
const accountHost = /^[a-z0-9-]+\.(?:openai|services\.ai|cognitiveservices)\.azure\.com$/;

/** The host of the endpoint, where it is one that belongs to a single account; null for a gateway, and for the clouds of which nothing was found. */
export function hostOfAccount(endpoint: string): string | null {
  const host = URL.parse(endpoint)?.hostname ?? '';
  return accountHost.test(host) ? host : null;
}

/** Whether an account, as Azure Resource Manager shows it, answers under this host. */
export function answersAt(host: string, { properties }: Readonly<Record<string, unknown>>): boolean {
  if (!isRecord(properties)) return false;
  const { endpoint, endpoints, customSubDomainName } = properties;
  const addresses = [endpoint, ...(isRecord(endpoints) ? Object.values(endpoints) : [])];
  const isNamedSo = stringOf(customSubDomainName)?.toLowerCase() === host.split('.')[0];
  return isNamedSo || addresses.some((address) => URL.parse(stringOf(address) ?? '')?.hostname === host);
}

/** Whether an assignment at this scope counts at the resource: on it, or on what stands above it. Azure compares ids without regard to case. */
export function countsAt(resourceId: string, scope: string): boolean {
  return `${resourceId}/`.toLowerCase().startsWith(`${scope.replace(/\/$/, '')}/`.toLowerCase());
}
