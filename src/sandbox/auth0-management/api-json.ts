import type { Auth0Api } from '../world.js';
import { anything, flag, object, oneOf, orNull, readBody, text, whole } from './body.js';
import type { ReadBody, Schema } from './body.js';

/** An API as the Management API shows it: what is as usual is left out where Auth0 leaves it out. */
export function showApi(api: Auth0Api): Record<string, unknown> {
  const { subject_type_authorization: policies, token_dialect: _, ...kept } = api.kept;
  return {
    id: api.id,
    name: api.name,
    identifier: api.identifier,
    allow_offline_access: false,
    subject_type_authorization: { client: { policy: api.clientPolicy }, user: { policy: policyIn(policies, 'user') ?? 'allow_all' } },
    token_lifetime: api.lifetimeSeconds,
    token_lifetime_for_web: 7200,
    signing_alg: api.signingAlgorithm,
    ...(api.signingAlgorithm === 'HS256' && { signing_secret: api.signingSecret }),
    ...dialectOf(api),
    ...(api.isEncrypted && { token_encryption: encryption }),
    ...(api.subject === 'agent' && { agent_subject_claims: 'auth0-v1' }),
    ...kept,
  };
}

/** Not shown before somebody has chosen one. The kind with permissions in it makes no other token here. */
function dialectOf({ dialect, kept: { token_dialect: written } }: Auth0Api): { token_dialect?: unknown } {
  if (typeof written === 'string' && written.startsWith(dialect)) return { token_dialect: written };
  return dialect === 'access_token' ? {} : { token_dialect: dialect };
}

/** The key itself is the API's own business. */
const encryption = { format: 'compact-nested-jwe', encryption_key: { name: 'API', alg: 'RSA-OAEP-256' } };

/** The body of a new API or of a change; the identifier can never be changed. */
export function readApi(body: string, what: 'new' | 'change'): ReadBody {
  if (what === 'change') return readBody(body, changeable);
  return readBody(body, { ...changeable, identifier: text }, ['identifier']);
}

const changeable: Schema = {
  name: text,
  scopes: anything,
  signing_alg: oneOf('HS256', 'RS256', 'PS256'),
  signing_secret: text,
  allow_offline_access: flag,
  token_lifetime: whole(0, 2_592_000),
  token_lifetime_for_web: whole(0, 2_592_000),
  token_dialect: oneOf('access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'),
  token_encryption: orNull(object),
  subject_type_authorization: object,
  agent_subject_claims: orNull(oneOf('auth0-v1')),
  enforce_policies: flag,
  skip_consent_for_verifiable_first_party_clients: flag,
  consent_policy: anything,
  authorization_details: anything,
  proof_of_possession: orNull(object),
};

/** Changes the API to what the body says, and so the next token. */
export function changeApi(api: Auth0Api, body: Readonly<Record<string, unknown>>): Auth0Api {
  for (const [name, value] of Object.entries(body)) (changes[name] ?? keep(name))(api, value);
  return api;
}

type Change = (api: Auth0Api, value: unknown) => unknown;

const changes: Readonly<Record<string, Change>> = {
  identifier: () => undefined,
  name: (api, value) => (api.name = String(value)),
  signing_alg: (api, value) => (api.signingAlgorithm = value as Auth0Api['signingAlgorithm']),
  signing_secret: (api, value) => (api.signingSecret = String(value)),
  token_lifetime: (api, value) => (api.lifetimeSeconds = Number(value)),
  token_encryption: (api, value) => (api.isEncrypted = value !== null),
  agent_subject_claims: (api, value) => (api.subject = value === null ? 'client' : 'agent'),
  token_dialect: (api, value) => {
    api.dialect = String(value).startsWith('rfc9068') ? 'rfc9068_profile' : 'access_token';
    api.kept = { ...api.kept, token_dialect: value };
  },
  subject_type_authorization: (api, value) => {
    const policy = policyIn(value, 'client');
    if (policy === 'deny_all' || policy === 'require_client_grant') api.clientPolicy = policy;
    if (policyIn(value, 'user')) api.kept = { ...api.kept, subject_type_authorization: value };
  },
};

const keep =
  (name: string): Change =>
  (api, value) =>
    (api.kept = { ...api.kept, [name]: value });

function policyIn(policies: unknown, whose: 'client' | 'user'): string | null {
  const policy = (policies as Record<string, { policy?: unknown }> | undefined)?.[whose]?.policy;
  return typeof policy === 'string' ? policy : null;
}
