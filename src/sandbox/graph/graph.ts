import { randomUUID } from 'node:crypto';

import type { Party, Place, Received, Reply } from '../place.js';
import { denied, judgeDirectoryToken, refused } from './caller.js';
import type { DirectoryCaller } from './caller.js';
import { changeCredential, createCredential, listCredentials, ofApplication, removeCredential, showCredential } from './credentials.js';
import { applicationsOf, principalsOf } from './directory.js';
import { changePrincipal, createPrincipal, filtered, namesByIds, showOne } from './principals.js';

/** A request to Microsoft Graph whose token was judged. */
export interface Asked {
  groups: Readonly<Record<string, string>>;
  request: Received;
  caller: DirectoryCaller;
}

interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: RegExp;
  needs: 'read' | 'write';
  answer(asked: Asked): Reply;
}

const credentials = String.raw`/v1\.0/applications/(?<id>[^/]+)/federatedIdentityCredentials`;
const route = (method: Route['method'], path: string, needs: Route['needs'], reply: Route['answer']): Route => ({
  method,
  path: new RegExp(`^${path}$`),
  needs,
  answer: reply,
});

/** What the commands `az ad …` and the names in `az role assignment list` need, and nothing more. */
const routes: readonly Route[] = [
  route('GET', String.raw`/v1\.0/applications`, 'read', (asked) => filtered(applicationsOf(asked.caller.tenant), asked)),
  route('GET', String.raw`/v1\.0/applications/(?<id>[^/]+)`, 'read', (asked) => showOne(applicationsOf(asked.caller.tenant), asked)),
  route('GET', credentials, 'read', ofApplication(listCredentials)),
  route('POST', credentials, 'write', ofApplication(createCredential)),
  route('GET', `${credentials}/(?<credential>[^/]+)`, 'read', ofApplication(showCredential)),
  route('PATCH', `${credentials}/(?<credential>[^/]+)`, 'write', ofApplication(changeCredential)),
  route('DELETE', `${credentials}/(?<credential>[^/]+)`, 'write', ofApplication(removeCredential)),
  route('GET', String.raw`/v1\.0/servicePrincipals`, 'read', (asked) => filtered(principalsOf(asked.caller.tenant), asked)),
  route('POST', String.raw`/v1\.0/servicePrincipals`, 'write', createPrincipal),
  route('GET', String.raw`/v1\.0/servicePrincipals/(?<id>[^/]+)`, 'read', (asked) => showOne(principalsOf(asked.caller.tenant), asked)),
  route('PATCH', String.raw`/v1\.0/servicePrincipals/(?<id>[^/]+)`, 'write', changePrincipal),
  route('POST', String.raw`/v1\.0/directoryObjects/getByIds`, 'read', namesByIds),
  // A person has a page of its own; the sentence for a service principal is from memory.
  route('GET', String.raw`/v1\.0/me`, 'read', () =>
    refused(400, 'BadRequest', '/me request is only valid with delegated authentication flow.'),
  ),
];

/** Microsoft Graph, as far as the Azure CLI needs it: applications, service principals, and the credentials of app registrations. */
export function createGraph(place: Place): Party {
  return async (request) => {
    const reply = await answer(request, place);
    return { ...reply, headers: { 'request-id': randomUUID(), ...reply.headers } };
  };
}

async function answer(request: Received, place: Place): Promise<Reply> {
  const caller = await judgeDirectoryToken(request, place);
  if ('status' in caller) return caller;
  for (const one of routes) {
    const match = one.method === request.method ? one.path.exec(request.path) : null;
    if (!match) continue;
    if (caller.may === 'nothing' || (one.needs === 'write' && caller.may === 'read')) return denied();
    const groups = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]));
    return one.answer({ groups, request, caller });
  }
  return refused(400, 'BadRequest', `Resource not found for the segment '${request.path.split('/').at(-1)}'.`);
}
