import { jwtVerify } from 'jose';

import { projectPath } from './azure-openai-route.js';
import type { Operation } from './azure-openai-route.js';
import { clockOf, json } from './place.js';
import type { Place, Received, Reply } from './place.js';
import { allowsData, rolesAt } from './roles.js';
import type { AzureOpenAi } from './world.js';

/** Who calls, as the token of Entra ID says. */
export interface Caller {
  principalId: string;
  tenantId: string;
}

/** Judges the way to the resource: its name, and its network rules. */
export function judgeNetwork({ isSubdomainMapped, hasSubdomain, network, isBlockedForAbuse }: AzureOpenAi): Reply | null {
  if (!isSubdomainMapped || !hasSubdomain) return problem(404, 'ResourceNotFound', 'Subdomain does not map to a resource.');
  if (network.privateEndpoint === 'pending') return problem(403, '403', 'Traffic is not from an approved private endpoint');
  if (!network.isPublic) return problem(403, '403', 'Public access is disabled. Please configure private endpoint.', denied);
  if (network.default === 'Deny') return problem(403, '403', 'Access denied due to Virtual Network/Firewall rules.', denied);
  if (!isBlockedForAbuse) return null;
  const blocked = 'Your resource has been temporarily blocked because we detected behavior that may violate our content policy.';
  const more = 'For more details on Azure OpenAI service content policy, please visit https://aka.ms/aoaicodeofconduct';
  return json(403, { error: { message: `${blocked} ${more}` } });
}

const denied = { 'policy-id': 'ThrowExceptionDueToTrafficDenied' };

/** Judges the token of Entra ID: signature, audience, time, tenant. */
export async function judgeCaller(request: Received, place: Place): Promise<Caller | Reply> {
  const { azure } = place.world;
  const token = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (!token && request.headers['api-key']) {
    return problem(403, 'AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.');
  }
  const audiences = acceptedAudiences(request);
  const caller = token ? await verify(token, audiences, place) : null;
  if (!caller) {
    const reasons = `Access token is missing, invalid, audience is incorrect (${audiences[0]}), or have expired.`;
    return json(401, { statusCode: 401, message: `Unauthorized. ${reasons}` });
  }
  if (caller.tenantId === azure.tenantId) return caller;
  const mismatch = `Token tenant ${caller.tenantId} does not match resource tenant.`;
  return problem(400, 'Tenant provided in token does not match resource token', mismatch);
}

/** Project endpoints want their own audience; v1 takes both, dated paths are only known to take the older one. */
function acceptedAudiences({ path }: Received): string[] {
  if (projectPath.test(path)) return ['https://ai.azure.com'];
  return ['https://cognitiveservices.azure.com', ...(path.startsWith('/openai/v1/') ? ['https://ai.azure.com'] : [])];
}

async function verify(token: string, audiences: readonly string[], place: Place): Promise<Caller | null> {
  const { entra, azure } = place.world;
  const key = place.keys.get(entra.signingKeyId)?.publicKey;
  if (!key) throw new Error(`no key ${entra.signingKeyId}`);
  const audience = audiences.flatMap((one) => [one, `${one}/`]);
  const options = { algorithms: ['RS256'], audience, currentDate: clockOf(place, azure), clockTolerance: toleranceSeconds };
  const verified = await jwtVerify(token, key, options).catch(() => null);
  const { oid, tid, iss } = verified?.payload ?? {};
  if (typeof oid !== 'string' || typeof tid !== 'string' || iss !== `https://sts.windows.net/${tid}/`) return null;
  return { principalId: oid, tenantId: tid };
}

/** Judges the data action by the roles of the principal at the account. Refused with 401, not 403. */
export function judgeRole({ principalId }: Caller, { dataAction, title }: Operation, azure: AzureOpenAi): Reply | null {
  const roles = rolesAt(azure.resourceId, principalId, azure.roleAssignments);
  if (roles.some((roleId) => allowsData(roleId, dataAction))) return null;
  const specific = `The principal \`${principalId}\` lacks the required data action \`${dataAction}\` to perform \`${title}\` operation.`;
  const generic = 'Principal does not have access to API/Operation.';
  return problem(401, 'PermissionDenied', azure.permissionWords === 'generic' ? generic : specific);
}

/** The usual body of an error. */
export function problem(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  return json(status, { error: { code, message } }, headers);
}

/** The body of an error that is about what was asked; `param` names the part of it. */
export function invalidRequest(message: string, param: string | null, code: string | null): Reply {
  return json(400, { error: { message, type: 'invalid_request_error', param, code } });
}

/** How far clocks may differ is not documented; five minutes are what Microsoft's libraries for servers allow. */
export const toleranceSeconds = 300;
