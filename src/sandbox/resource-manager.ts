import { json } from './place.js';
import type { Party, Place, Received, Reply } from './place.js';
import { judgeReading, judgeToken, notAuthorised, problem } from './resource-manager-gate.js';
import type { Caller } from './resource-manager-gate.js';
import { accountOf, deploymentOf, subscriptionOf } from './resource-manager-lists.js';
import { acceleratorRoutes } from './resource-manager/accelerator.js';
import { isWithin } from './roles.js';
import type { AzureOpenAi } from './world.js';

/** Azure Resource Manager, as far as somebody reads there: the subscriptions of the caller, the accounts in one, the deployments of one. */
export function createResourceManager(place: Place): Party {
  return async (request) => {
    // It asks for this before it asks who calls.
    if (!request.query.get('api-version')) {
      return problem(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
    }
    const caller = await judgeToken(request, place);
    if ('status' in caller) return caller;
    const route = acceleratorRoutes.find(({ method, path }) => method === request.method && path.test(request.path));
    if (!route) return answer(request, caller, place.world.azure);
    const groups = { ...route.path.exec(request.path)?.groups };
    const reading = route.needs && { action: route.needs.action, scope: route.needs.scope(groups) };
    return (reading && judgeReading(caller, reading, place.world.azure)) ?? route.answer({ groups, request, caller, place });
  };
}

function answer({ method, path }: Received, caller: Caller, azure: AzureOpenAi): Reply {
  if (method === 'GET' && path === '/subscriptions') return list(isSeenBy(caller, azure) ? [subscriptionOf(azure)] : []);
  const asked = (accountsPath.exec(path) ?? deploymentsPath.exec(path))?.groups;
  if (method !== 'GET' || !asked) return problem(404, 'NotFound', 'The sandbox has no such service yet.');
  const { subscription = '', id, group = '', name = '' } = asked;
  const refusal = judgeSubscription(subscription, caller, azure);
  if (refusal) return refusal;
  return id === undefined ? accounts(caller, azure) : deployments({ id, group, name }, caller, azure);
}

const accountsPath = /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/Microsoft\.CognitiveServices\/accounts$/i;
const deploymentsPath =
  /^(?<id>\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<group>[^/]+)\/providers\/Microsoft\.CognitiveServices\/accounts\/(?<name>[^/]+))\/deployments$/i;

const list = (value: readonly object[]): Reply => json(200, { value });

/** A subscription shows to whoever holds a role anywhere in it, with a token of its tenant. */
function isSeenBy({ principalId, tenantId }: Caller, azure: AzureOpenAi): boolean {
  const { id } = subscriptionOf(azure);
  const mine = azure.roleAssignments.filter((one) => one.principalId === principalId);
  return tenantId === azure.tenantId && mine.some(({ scope }) => isWithin(scope, id) || isWithin(id, scope));
}

function judgeSubscription(subscriptionId: string, { tenantId }: Caller, azure: AzureOpenAi): Reply | null {
  if (subscriptionId.toLowerCase() !== subscriptionOf(azure).subscriptionId) {
    // The sentence was not found.
    return problem(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  if (tenantId === azure.tenantId) return null;
  // Azure/BatchExplorer#2044, whose last sentences about a subscription that was moved are left out.
  const wrong = `The access token is from the wrong issuer 'https://sts.windows.net/${tenantId}/'.`;
  const right = `It must match the tenant 'https://sts.windows.net/${azure.tenantId}/' associated with this subscription.`;
  const use = `Please use the authority (URL) 'https://login.windows.net/${azure.tenantId}' to get the token.`;
  return problem(401, 'InvalidAuthenticationTokenTenant', `${wrong} ${right} ${use}`);
}

/** The list of a subscription holds what the caller may read of it. That a role on one account is enough to be let in is inferred. */
function accounts(caller: Caller, azure: AzureOpenAi): Reply {
  const action = 'Microsoft.CognitiveServices/accounts/read';
  if (!isSeenBy(caller, azure)) return notAuthorised(caller, { action, scope: subscriptionOf(azure).id });
  return list(judgeReading(caller, { action, scope: azure.resourceId }, azure) ? [] : [accountOf(azure)]);
}

function deployments({ id, group, name }: Record<'id' | 'group' | 'name', string>, caller: Caller, azure: AzureOpenAi): Reply {
  const refusal = judgeReading(caller, { action: 'Microsoft.CognitiveServices/accounts/deployments/read', scope: id }, azure);
  if (refusal) return refusal;
  if (id.toLowerCase() === azure.resourceId.toLowerCase()) return list(azure.deployments.map((one) => deploymentOf(one, azure.resourceId)));
  const what = `The Resource 'Microsoft.CognitiveServices/accounts/${name}' under resource group '${group}' was not found.`;
  return problem(404, 'ResourceNotFound', `${what} For more details please go to https://aka.ms/ARMResourceNotFoundFix`);
}
