import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { FederatedCredential, Identity } from '../world.js';
import { absent, refused } from './caller.js';
import { credentialObject, findRegistration } from './directory.js';
import type { Asked } from './graph.js';

type Answer = (identity: Identity, asked: Asked) => Reply;

/** Answers for the application whose id stands in the path. */
export function ofApplication(answer: Answer): (asked: Asked) => Reply {
  return (asked) => {
    const id = asked.groups['id'] ?? '';
    const identity = findRegistration(id, asked.caller.tenant);
    return identity ? answer(identity, asked) : absent(id);
  };
}

export function listCredentials(identity: Identity): Reply {
  return json(200, { value: identity.credentials.map((one) => credentialObject(one, identity)) });
}

export function showCredential(identity: Identity, { groups }: Asked): Reply {
  const found = find(identity, groups['credential'] ?? '');
  return found ? json(200, credentialObject(found, identity)) : absent(groups['credential'] ?? '');
}

/** azure-dev#1482 has the sentence about the name, Azure/bicep-types-az#2029 the beginning of the one about the values. */
export function createCredential(identity: Identity, { request }: Asked): Reply {
  const body = objectIn(request.body) ?? {};
  const name = typeof body['name'] === 'string' ? body['name'] : '';
  if (identity.credentials.some((one) => one.name === name))
    return refused(409, 'Request_MultipleObjectsWithSameKeyValue', `FederatedIdentityCredential with name ${name} already exists.`);
  const asked = read({ ...body, name });
  if ('status' in asked) return asked;
  if (isTaken(identity, asked)) return duplicate();
  // The limit is documented, the sentence was not found.
  if (identity.credentials.length >= 20) return refused(400, 'Request_BadRequest', 'The application holds 20 credentials already.');
  identity.credentials.push(asked);
  return json(201, credentialObject(asked, identity));
}

/** Everything but the name can change. */
export function changeCredential(identity: Identity, { groups, request }: Asked): Reply {
  const found = find(identity, groups['credential'] ?? '');
  if (!found) return absent(groups['credential'] ?? '');
  const given = objectIn(request.body) ?? {};
  const asked = read({ issuer: found.issuer, subject: found.subject, audiences: [found.audience], ...given, name: found.name });
  if ('status' in asked) return asked;
  if (isTaken(identity, asked, found)) return duplicate();
  Object.assign(found, asked);
  return { status: 204, headers: {}, body: '' };
}

export function removeCredential(identity: Identity, { groups }: Asked): Reply {
  const found = find(identity, groups['credential'] ?? '');
  if (!found) return absent(groups['credential'] ?? '');
  identity.credentials = identity.credentials.filter((one) => one !== found);
  return { status: 204, headers: {}, body: '' };
}

function find(identity: Identity, idOrName: string): FederatedCredential | undefined {
  return identity.credentials.find((one) => one.name === idOrName || credentialObject(one, identity).id === idOrName);
}

function read({ name, issuer, subject, audiences }: Record<string, unknown>): FederatedCredential | Reply {
  const audience: unknown = Array.isArray(audiences) && audiences.length === 1 ? audiences[0] : null;
  const values = [name, issuer, subject, audience].map((value) => (typeof value === 'string' ? value : ''));
  // The code is that of the sentence about duplicates; the sentence itself was not found.
  if (values.includes(''))
    return refused(
      400,
      'InvalidFederatedIdentityCredentialValue',
      'A federated identity credential has a name, an issuer, a subject and one audience.',
    );
  const [own = '', by = '', whose = '', first = ''] = values;
  return { name: own, issuer: by, subject: whose, audience: first };
}

function isTaken({ credentials }: Identity, { issuer, subject }: FederatedCredential, own?: FederatedCredential): boolean {
  return credentials.some((one) => one !== own && one.issuer === issuer && one.subject === subject);
}

function duplicate(): Reply {
  const what = 'The combination of issuer and subject must be unique for the application.';
  return refused(400, 'InvalidFederatedIdentityCredentialValue', what);
}
