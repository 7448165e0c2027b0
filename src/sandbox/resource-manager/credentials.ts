import { json, objectIn } from '../place.js';
import type { Place, Reply } from '../place.js';
import type { FederatedCredential, Identity } from '../world.js';
import { findIdentity } from './identities.js';
import { list, problem, resourceNotFound } from './problem.js';
import { inGroup, needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const parent = `${inGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}`;
const all = `${parent}/federatedIdentityCredentials`;
const one = `${all}/{credential}`;
const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';

/** The federated credentials of a managed identity, with the rules under which Azure takes one. Their order is inferred. */
export const credentialRoutes: readonly Route[] = [
  { method: 'GET', path: pattern(all), needs: needs(`${type}/read`, parent), answer: withIdentity(listAll) },
  { method: 'GET', path: pattern(one), needs: needs(`${type}/read`, one), answer: withIdentity(show) },
  { method: 'PUT', path: pattern(one), needs: needs(`${type}/write`, one), answer: withIdentity(write) },
  { method: 'DELETE', path: pattern(one), needs: needs(`${type}/delete`, one), answer: withIdentity(remove) },
];

type Answer = (identity: Identity, name: string, asked: Asked) => Reply;

function withIdentity(answer: Answer): Route['answer'] {
  return (asked) => {
    const found = findIdentity(asked.groups, asked.place.world);
    if (found) return answer(found.identity, asked.groups['credential'] ?? '', asked);
    return problem(404, 'NotFound', "The parent user-assigned identity doesn't exist.");
  };
}

function listAll(identity: Identity): Reply {
  return list(identity.credentials.map((credential) => credentialOf(credential, identity)));
}

function show(identity: Identity, name: string, { groups }: Asked): Reply {
  const credential = find(identity, name);
  return credential
    ? json(200, credentialOf(credential, identity))
    : resourceNotFound(typeBelow(identity.name), name, groups['group'] ?? '');
}

function write(identity: Identity, name: string, { request, place }: Asked): Reply {
  const refused = judgeIdentity(identity, place) ?? judgeName(name);
  if (refused) return refused;
  const asked = read(name, request.body);
  if ('status' in asked) return asked;
  const there = find(identity, name);
  const others = identity.credentials.filter((credential) => credential !== there);
  if (others.some(({ issuer, subject }) => issuer === asked.issuer && subject === asked.subject)) {
    return problem(400, 'BadRequest', 'Issuer and subject combination already exists for this Managed Identity.');
  }
  // The sentence was not found; the limit is documented.
  if (others.length >= 20)
    return problem(400, 'BadRequest', 'Managed Identity has reached the limit of 20 Federated Identity Credentials.');
  if (there) Object.assign(there, { ...asked, name: there.name });
  else identity.credentials.push(asked);
  return json(there ? 200 : 201, credentialOf(there ?? asked, identity));
}

function remove(identity: Identity, name: string): Reply {
  const there = find(identity, name);
  identity.credentials = identity.credentials.filter((credential) => credential !== there);
  return { status: there ? 200 : 204, headers: {}, body: '' };
}

/** Some regions have no federation, and two writes to one identity at the same time are one too many. */
function judgeIdentity({ location, resourceId }: Identity, { world }: Place): Reply | null {
  const { regionsWithoutFederation, isCredentialBeingWritten } = world.subscription;
  if (regionsWithoutFederation.includes(location)) {
    const what = 'The request format was unexpected: Support for federated identity credentials not enabled.';
    return problem(405, 'MethodNotAllowed', what);
  }
  if (!isCredentialBeingWritten) return null;
  const what = `Too many Federated Identity Credentials are written concurrently for the managed identity '${resourceId}'.`;
  const rule = 'Concurrent Federated Identity Credentials writes under the same managed identity are not supported.';
  return problem(409, 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', `${what} ${rule}`);
}

function judgeName(name: string): Reply | null {
  if (/^[a-zA-Z0-9][\w-]{2,119}$/.test(name)) return null;
  return problem(400, 'BadRequest', `Federated Identity Credential name '${name}' is invalid.`);
}

/** Issuer, subject and exactly one audience. That the values are right nobody looks: that shows at the exchange. */
function read(name: string, body: string): FederatedCredential | Reply {
  const properties = objectIn(JSON.stringify(objectIn(body)?.['properties'] ?? null));
  if (!properties) return problem(400, 'BadRequest', 'Federated Identity Credential from HTTP body has empty properties');
  const { issuer, subject, audiences } = properties;
  if (!Array.isArray(audiences) || audiences.length !== 1) {
    return problem(400, 'BadRequest', 'Federated identity credentials must have exactly one audience.');
  }
  const values = [issuer, subject, ...(audiences as unknown[])].map((value) => (typeof value === 'string' ? value : ''));
  if (values.includes('')) {
    return problem(400, 'BadRequest', "Federated Identity Credential must specify 'issuer', 'subject' and 'audience'.");
  }
  // The length is documented, the sentence was not found.
  if (values.some((value) => value.length > 600))
    return problem(400, 'BadRequest', 'A value of the Federated Identity Credential is too long.');
  const [first = '', second = '', audience = ''] = values;
  return { name, issuer: first, subject: second, audience };
}

/** The type with the name of the identity in it, as Azure writes it of what lies below something. */
const typeBelow = (identity: string): string => type.replace('/federated', `/${identity}/federated`);

const find = ({ credentials }: Identity, name: string): FederatedCredential | undefined =>
  credentials.find((credential) => credential.name.toLowerCase() === name.toLowerCase());

function credentialOf({ name, issuer, subject, audience }: FederatedCredential, { resourceId }: Identity) {
  const id = `${resourceId}/federatedIdentityCredentials/${name}`;
  return { id, name, type, properties: { issuer, subject, audiences: [audience] } };
}
