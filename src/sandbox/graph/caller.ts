import { readBearer } from '../bearer.js';
import type { NoCaller } from '../bearer.js';
import { json } from '../place.js';
import type { Place, Received, Reply } from '../place.js';
import type { EntraTenant } from '../world.js';

/** Who calls Microsoft Graph, and what that may do in the directory. */
export interface DirectoryCaller {
  tenant: EntraTenant;
  may: 'nothing' | 'read' | 'write';
}

/** Judges the token; what was found of the sentences is only that of an audience that is another's. */
export async function judgeDirectoryToken(request: Received, place: Place): Promise<DirectoryCaller | Reply> {
  const caller = await readBearer(request, place, ['https://graph.microsoft.com', 'https://graph.microsoft.com/']);
  if ('why' in caller) return unknownCaller(caller);
  const tenant = place.world.entra.tenants.find(({ id }) => id === caller.tenantId);
  if (!tenant) return unknownCaller({ why: 'unreadable' });
  // An identity of the place has been given no right in the directory.
  const { administrator } = tenant;
  return { tenant, may: administrator.objectId === caller.principalId ? administrator.directory : 'nothing' };
}

function unknownCaller({ why }: NoCaller): Reply {
  if (why === 'no-token') return refused(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  const words = why === 'audience' ? 'Access token validation failure. Invalid audience.' : 'Access token validation failure.';
  return refused(401, 'InvalidAuthenticationToken', words);
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
