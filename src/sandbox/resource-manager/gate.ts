import { readBearer } from '../bearer.js';
import type { Caller, NoCaller } from '../bearer.js';
import type { Place, Received, Reply } from '../place.js';
import { allowsAction, isWithin, rolesAt } from '../roles.js';
import type { World } from '../world.js';
import { problem } from './problem.js';
import type { Asked } from './route.js';

/** Judges the token: signature, time, audience. Every refusal is a 401 with a code of its own. */
export async function judgeToken(request: Received, place: Place): Promise<Caller | Reply> {
  const caller = await readBearer(request, place, audiences);
  return 'why' in caller ? refusalFor(caller) : caller;
}

/** All four name the same service; the Azure CLI still asks for the older one. */
const audiences = ['https://management.core.windows.net', 'https://management.azure.com'].flatMap((one) => [`${one}/`, one]);

function refusalFor(none: NoCaller): Reply {
  switch (none.why) {
    case 'no-token':
      // hashicorp/terraform-provider-azurerm#3612
      return problem(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
    case 'expired':
      return problem(401, 'ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than current UTC time.');
    case 'unreadable':
      // The code is known; the sentence for a token that does not verify was not found.
      return problem(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
    case 'audience':
      return wrongAudience(none.audience);
  }
}

/** JetBrains/azure-tools-for-intellij#16 */
function wrongAudience(audience: string): Reply {
  const wrong = `The access token has been obtained for wrong audience or resource '${audience}'.`;
  const allowed = `It should exactly match with one of the allowed audiences ${audiences.map((one) => `'${one}'`).join(',')}.`;
  return problem(401, 'InvalidAuthenticationTokenAudience', `${wrong} ${allowed}`);
}

/** Judges the action by the roles at the scope or above, before anybody looks whether the scope exists. */
export function judgeAction(caller: Caller, action: Action, { azure }: World): Reply | null {
  const held = rolesAt(action.scope, caller.principalId, azure.roleAssignments);
  return held.some((roleId) => allowsAction(roleId, action.action)) ? null : notAuthorised(caller, action);
}

/** What is to be done, such as `Microsoft.CognitiveServices/accounts/read`, and to which resource. */
export interface Action {
  action: string;
  scope: string;
}

function notAuthorised({ clientId, principalId }: Caller, { action, scope }: Action): Reply {
  const who = `The client '${clientId}' with object id '${principalId}'`;
  const lacks = `does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`;
  return problem(403, 'AuthorizationFailed', `${who} ${lacks} If access was recently granted, please refresh your credentials.`);
}

/** A subscription shows to whoever holds a role anywhere in it, with a token of its tenant. */
export function isSeenBy({ principalId, tenantId }: Caller, { azure, subscription }: World): boolean {
  const id = `/subscriptions/${subscription.id}`;
  const mine = azure.roleAssignments.filter((one) => one.principalId === principalId);
  // A subscription and what is in it belong to one tenant.
  return (
    [subscription.tenantId, azure.tenantId].every((one) => one === tenantId) &&
    mine.some(({ scope }) => isWithin(scope, id) || isWithin(id, scope))
  );
}

/**
 * What the caller may read of a list; a refusal where nothing of the subscription shows. That a role on one resource is enough
 * to be let in is inferred.
 */
export function readable<T extends { id: string }>({ caller, place: { world } }: Asked, action: Action, items: readonly T[]): T[] | Reply {
  if (!isSeenBy(caller, world)) return notAuthorised(caller, action);
  return items.filter(({ id }) => judgeAction(caller, { ...action, scope: id }, world) === null);
}
