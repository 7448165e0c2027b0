import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import { guidOf } from '../random.js';
import type { FederatedCredential, Identity } from '../world.js';
import { findApplication } from './applications.js';
import { done, graphProblem, listOf, objectNotFound } from './problem.js';
import type { GraphAsked, GraphRoute } from './route.js';

const all = /^\/v1\.0\/applications\/(?<id>[^/]+)\/federatedIdentityCredentials$/;
const one = /^\/v1\.0\/applications\/(?<id>[^/]+)\/federatedIdentityCredentials\/(?<credential>[^/]+)$/;

/** The federated credentials of an app registration. Some of their rules are worded otherwise than those of a managed identity. */
export const credentialRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: all,
    answer: withApplication((application) => listOf(application.credentials.map((held) => credentialOf(held, application)))),
  },
  { method: 'POST', path: all, answer: withApplication(create) },
  { method: 'GET', path: one, answer: withCredential((held, application) => json(200, credentialOf(held, application))) },
  { method: 'PATCH', path: one, answer: withCredential(update) },
  { method: 'DELETE', path: one, answer: withCredential(remove) },
];

function withApplication(answer: (application: Identity, asked: GraphAsked) => Reply): GraphRoute['answer'] {
  return (asked) => {
    const { id = '' } = asked.groups;
    const application = findApplication(id, asked.directory.tenant);
    return application ? answer(application, asked) : objectNotFound(id);
  };
}

/** It goes by its id or by its name. */
function withCredential(answer: (held: FederatedCredential, application: Identity, asked: GraphAsked) => Reply): GraphRoute['answer'] {
  return withApplication((application, asked) => {
    const wanted = decodeURIComponent(asked.groups['credential'] ?? '');
    const held = application.credentials.find((each) => each.name === wanted || idOf(each, application) === wanted);
    return held ? answer(held, application, asked) : objectNotFound(wanted);
  });
}

function create(application: Identity, { request }: GraphAsked): Reply {
  const body = objectIn(request.body) ?? {};
  const asked = read({ name: '', issuer: '', subject: '', audience: '' }, body);
  if (application.credentials.some(({ name }) => name === asked.name)) {
    const what = `FederatedIdentityCredential with name ${asked.name} already exists.`;
    return graphProblem(409, 'Request_MultipleObjectsWithSameKeyValue', what);
  }
  const refused = judge(asked, application.credentials);
  if (refused) return refused;
  application.credentials.push(asked);
  return json(201, credentialOf(asked, application));
}

function update(held: FederatedCredential, application: Identity, { request }: GraphAsked): Reply {
  const asked = { ...read(held, objectIn(request.body) ?? {}), name: held.name };
  const refused = judge(
    asked,
    application.credentials.filter((each) => each !== held),
  );
  if (refused) return refused;
  Object.assign(held, asked);
  return done();
}

function remove(held: FederatedCredential, application: Identity): Reply {
  application.credentials = application.credentials.filter((each) => each !== held);
  return done();
}

function read(before: FederatedCredential, body: Record<string, unknown>): FederatedCredential {
  const textOr = (other: string, value: unknown): string => (typeof value === 'string' ? value : other);
  const audiences: unknown[] = Array.isArray(body['audiences']) ? body['audiences'] : [];
  return {
    name: textOr(before.name, body['name']),
    issuer: textOr(before.issuer, body['issuer']),
    subject: textOr(before.subject, body['subject']),
    audience: textOr(before.audience, audiences.length === 1 ? audiences[0] : undefined),
  };
}

/** The code of a second one with the same values is known with the beginning of its sentence; of the other two, neither was found. */
function judge({ name, issuer, subject, audience }: FederatedCredential, others: readonly FederatedCredential[]): Reply | null {
  if (others.some((other) => other.issuer === issuer && other.subject === subject)) {
    const unique = 'The combination of issuer and subject must be unique for the application.';
    return graphProblem(400, 'InvalidFederatedIdentityCredentialValue', unique);
  }
  if (!/^[a-zA-Z0-9][\w-]{2,119}$/.test(name) || [issuer, subject, audience].includes('')) {
    return graphProblem(400, 'Request_BadRequest', 'A federated identity credential needs a name, an issuer, a subject and one audience.');
  }
  return others.length < 20 ? null : graphProblem(400, 'Request_BadRequest', 'The limit of 20 federated identity credentials is reached.');
}

const idOf = ({ name }: FederatedCredential, { clientId }: Identity): string => guidOf('credential', clientId, name);

function credentialOf(held: FederatedCredential, application: Identity): unknown {
  const { name, issuer, subject, audience } = held;
  return { id: idOf(held, application), name, issuer, subject, audiences: [audience], description: null };
}
