import { isRecord, stringOf } from '../../chain/exchange.js';
import { objectAt } from './differences.js';
import type { Json } from './differences.js';
import type { ClientFact, ConnectionFact, IdentityFact, LinkFact, ResourceFact, RoleFact, WebAppFact } from './facts.js';

/** The resources in the list of a group. */
export function readResources(answer: unknown): ResourceFact[] {
  return itemsOf(answer).map((one) => ({ id: textAt(one, 'id'), type: textAt(one, 'type'), kind: textAt(one, 'kind') }));
}

/** What wants to connect to a storage account. Whoever asked wrote the description, until somebody decides. */
export function readConnections(answer: unknown): ConnectionFact[] {
  return itemsOf(answer).map(readConnection);
}

/** One of them. */
function readConnection(item: Json): ConnectionFact {
  const properties = objectAt(item, 'properties');
  const state = objectAt(properties, 'privateLinkServiceConnectionState');
  const groups = properties['groupIds'];
  return {
    id: textAt(item, 'id'),
    status: textAt(state, 'status'),
    description: textAt(state, 'description'),
    endpointId: textAt(objectAt(properties, 'privateEndpoint'), 'id'),
    groups: Array.isArray(groups) ? groups.flatMap((one) => stringOf(one) ?? []) : null,
  };
}

/** The shared private links of a search service. */
export function readLinks(answer: unknown): LinkFact[] {
  return itemsOf(answer).map((item) => {
    const properties = objectAt(item, 'properties');
    return {
      name: textAt(item, 'name'),
      resourceId: textAt(properties, 'privateLinkResourceId'),
      group: textAt(properties, 'groupId'),
      status: textAt(properties, 'status'),
      requestMessage: textAt(properties, 'requestMessage'),
      provisioningState: textAt(properties, 'provisioningState'),
    };
  });
}

/** The identities of an account, or the answer of what has just made one. */
export function readIdentity(identity: unknown): IdentityFact {
  const of = isRecord(identity) ? identity : {};
  return { principalId: textAt(of, 'principalId') || null, userAssigned: Object.keys(objectAt(of, 'userAssignedIdentities')) };
}

/** Role assignments, by the id of the role. */
export function readRoles(answer: unknown): RoleFact[] {
  return itemsOf(answer).map((item) => {
    const properties = objectAt(item, 'properties');
    return { roleId: textAt(properties, 'roleDefinitionId').split('/').at(-1) ?? '', scope: textAt(properties, 'scope') };
  });
}

/** A web app out of two documents: where it answers, and who may sign in. */
export function readWebApp(site: unknown, signIn: unknown): WebAppFact {
  const properties = isRecord(site) ? objectAt(site, 'properties') : {};
  return { host: textAt(properties, 'defaultHostName'), signIn: isRecord(signIn) ? objectAt(signIn, 'properties') : {} };
}

/** The applications of this name that people sign in with; applications of other kinds may have the same name. */
export function readClients(answer: unknown, name: string): ClientFact[] {
  const all = Array.isArray(answer) ? answer.filter(isRecord) : [];
  return all.filter((one) => one['name'] === name && one['app_type'] === 'regular_web').map(readClient);
}

/** One application. */
export function readClient(item: Json): ClientFact {
  const callbacks = item['callbacks'];
  return {
    clientId: textAt(item, 'client_id'),
    callbacks: Array.isArray(callbacks) ? callbacks.flatMap((one) => stringOf(one) ?? []) : [],
  };
}

function itemsOf(answer: unknown): Json[] {
  const value = isRecord(answer) ? answer['value'] : answer;
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function textAt(value: Json, name: string): string {
  const text = value[name];
  return typeof text === 'string' ? text : '';
}
