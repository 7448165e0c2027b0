import { errors, jwtVerify } from 'jose';

import { toleranceSeconds } from '../azure-openai-gate.js';
import { clockOf } from '../place.js';
import type { Place, Received, Reply } from '../place.js';
import { allowsAction, isWithin, rolesAt } from '../roles.js';
import type { World } from '../world.js';
import { problem } from './problem.js';
import type { Asked } from './route.js';

/** Who calls, as the token of Entra ID says. */
export interface Caller {
  clientId: string;
  principalId: string;
  tenantId: string;
}

/** Judges the token: signature, time, audience. Every refusal is a 401 with a code of its own. */
export async function judgeToken({ headers }: Received, place: Place): Promise<Caller | Reply> {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  // hashicorp/terraform-provider-azurerm#3612
  if (!token) return problem(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  const key = place.keys.get(place.world.entra.signingKeyId)?.publicKey;
  if (!key) throw new Error(`no key ${place.world.entra.signingKeyId}`);
  const options = {
    algorithms: ['RS256'],
    audience: audiences,
    currentDate: clockOf(place, place.world.azure),
    clockTolerance: toleranceSeconds,
  };
  try {
    const { oid, appid, tid } = (await jwtVerify(token, key, options)).payload;
    if (typeof oid === 'string' && typeof appid === 'string' && typeof tid === 'string')
      return { clientId: appid, principalId: oid, tenantId: tid };
    return invalid();
  } catch (error) {
    return refusalFor(error);
  }
}

/** All four name the same service; the Azure CLI still asks for the older one. */
const audiences = ['https://management.core.windows.net', 'https://management.azure.com'].flatMap((one) => [`${one}/`, one]);

function refusalFor(error: unknown): Reply {
  if (error instanceof errors.JWTExpired) {
    return problem(401, 'ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than current UTC time.');
  }
  if (!(error instanceof errors.JWTClaimValidationFailed) || error.claim !== 'aud') return invalid();
  // JetBrains/azure-tools-for-intellij#16
  const wrong = `The access token has been obtained for wrong audience or resource '${String(error.payload.aud)}'.`;
  const allowed = `It should exactly match with one of the allowed audiences ${audiences.map((one) => `'${one}'`).join(',')}.`;
  return problem(401, 'InvalidAuthenticationTokenAudience', `${wrong} ${allowed}`);
}

/** The code is known; the sentence for a token that does not verify was not found. */
function invalid(): Reply {
  return problem(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
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
  return tenantId === subscription.tenantId && mine.some(({ scope }) => isWithin(scope, id) || isWithin(id, scope));
}

/**
 * What the caller may read of a list; a refusal where nothing of the subscription shows. That a role on one resource is enough
 * to be let in is inferred.
 */
export function readable<T extends { id: string }>({ caller, place: { world } }: Asked, action: Action, items: readonly T[]): T[] | Reply {
  if (!isSeenBy(caller, world)) return notAuthorised(caller, action);
  return items.filter(({ id }) => judgeAction(caller, { ...action, scope: id }, world) === null);
}
