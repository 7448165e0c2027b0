import { errors, jwtVerify } from 'jose';

import { toleranceSeconds } from './azure-openai-gate.js';
import { clockOf, json } from './place.js';
import type { Place, Received, Reply } from './place.js';
import { allowsReading, rolesAt } from './roles.js';
import type { AzureOpenAi } from './world.js';

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
export function judgeReading(caller: Caller, reading: Reading, azure: AzureOpenAi): Reply | null {
  const roles = rolesAt(reading.scope, caller.principalId, azure.roleAssignments);
  return roles.some((roleId) => allowsReading(roleId, reading.action)) ? null : notAuthorised(caller, reading);
}

export function notAuthorised({ clientId, principalId }: Caller, { action, scope }: Reading): Reply {
  const who = `The client '${clientId}' with object id '${principalId}'`;
  const lacks = `does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`;
  return problem(403, 'AuthorizationFailed', `${who} ${lacks} If access was recently granted, please refresh your credentials.`);
}

interface Reading {
  action: string;
  scope: string;
}

/** The body of every error of Azure Resource Manager. */
export function problem(status: number, code: string, message: string): Reply {
  return json(status, { error: { code, message } });
}
