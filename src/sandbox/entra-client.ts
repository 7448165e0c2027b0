import { refuse } from './entra-refusal.js';
import type { Refusal } from './entra-refusal.js';
import type { EntraTenant, Identity } from './world.js';

/** Judges the tenant before anybody asks who the client is. */
export function judgeTenant({ cloud, isDormant, isThrottled }: EntraTenant): Refusal | null {
  if (cloud !== 'public') return refuse(900382, 'Confidential Client is not supported in Cross Cloud');
  if (isDormant) return refuse(5000225, 'This tenant has been blocked due to inactivity.');
  // Microsoft documents the number; the printed sentence was not found, so these are the words of its documentation.
  return isThrottled ? refuse(90055, 'There are too many incoming requests.') : null;
}

export function clientNotFound(clientId: string, tenant: EntraTenant): Refusal {
  const first = `Application with identifier '${clientId}' was not found in the directory '${tenant.name}'.`;
  const second = 'This can happen if the application has not been installed by the administrator of the tenant';
  const third = 'or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.';
  return refuse(700016, `${first} ${second} ${third}`);
}

/** Judges the client itself: its service principal, whether it is switched on, what it is, how often it comes. The order is inferred. */
export function judgeClient(identity: Identity, tenant: EntraTenant): Refusal | null {
  const { clientId, name, hasPrincipal, isEnabled, isSharedAgent, isLooping } = identity;
  if (!hasPrincipal) {
    const missing = `The client application ${clientId} is missing service principal in the tenant ${tenant.id}.`;
    return refuse(7000229, `${missing} See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`);
  }
  if (!isEnabled) return refuse(7000112, `Application '${clientId}'(${name}) is disabled.`);
  if (isSharedAgent) return refuse(70052, 'The identity must be a managed identity, a single tenant app, or a service account.');
  if (!isLooping) return null;
  const loop = 'The server terminated an operation because it encountered a client request loop.';
  return refuse(50196, `${loop} Please contact your app vendor.`);
}

/** Policies for workload identities reach app registrations; managed identities they do not. */
export function judgePolicy({ kind }: Identity, { blocksWorkloads }: EntraTenant): Refusal | null {
  if (!blocksWorkloads || kind === 'managed-identity') return null;
  return refuse(53003, 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.');
}
