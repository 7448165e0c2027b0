import { errors, jwtVerify } from 'jose';

import { toleranceSeconds } from '../azure-openai-gate.js';
import { clockOf, json } from '../place.js';
import type { Place, Received, Reply } from '../place.js';
import type { EntraTenant } from '../world.js';

/** Who calls Microsoft Graph, and what that may do in the directory. */
export interface DirectoryCaller {
  tenant: EntraTenant;
  may: 'nothing' | 'read' | 'write';
}

/** Judges the token; what was found of the sentences is only that of an audience that is another's. */
export async function judgeDirectoryToken({ headers }: Received, place: Place): Promise<DirectoryCaller | Reply> {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (!token) return refused(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  const { entra } = place.world;
  const key = place.keys.get(entra.signingKeyId)?.publicKey;
  if (!key) throw new Error(`no key ${entra.signingKeyId}`);
  const audience = ['https://graph.microsoft.com', 'https://graph.microsoft.com/'];
  const options = { algorithms: ['RS256'], audience, currentDate: clockOf(place, entra), clockTolerance: toleranceSeconds };
  try {
    const { oid, tid } = (await jwtVerify(token, key, options)).payload;
    const tenant = entra.tenants.find(({ id }) => id === tid);
    if (!tenant) return refused(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    // An identity of the place has been given no right in the directory.
    const { administrator } = tenant;
    return { tenant, may: administrator.objectId === oid ? administrator.directory : 'nothing' };
  } catch (error) {
    const isOther = error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud';
    const words = isOther ? 'Access token validation failure. Invalid audience.' : 'Access token validation failure.';
    return refused(401, 'InvalidAuthenticationToken', words);
  }
}

/** The body of every error of Microsoft Graph, less its dates and ids. */
export function refused(status: number, code: string, message: string): Reply {
  return json(status, { error: { code, message, innerError: {} } });
}

/** What the directory says to whoever lacks a right. */
export const denied = (): Reply => refused(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

/** Azure CLI prints this sentence for an id that belongs to nobody. */
export function absent(id: string): Reply {
  const what = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return refused(404, 'Request_ResourceNotFound', what);
}
