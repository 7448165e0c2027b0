import type { Auth0Application, Auth0Tenant } from '../world.js';
import { anything, flag, object, oneOf, orNull, readBody, text, texts } from './body.js';
import type { ReadBody, Schema } from './body.js';

/** An application with all there is to know of it, the secret too. */
export function showClient(application: Auth0Application, { domain }: Auth0Tenant): Record<string, unknown> {
  const { name, clientId, secret, appType, callbacks, authMethod, grantTypes, tokenQuota } = application;
  return {
    tenant: domain.split('.')[0],
    global: false,
    is_first_party: true,
    oidc_conformant: true,
    name,
    client_id: clientId,
    client_secret: secret,
    app_type: appType,
    callbacks,
    grant_types: grantTypes,
    ...(authMethod === 'private_key_jwt'
      ? { client_authentication_methods: { private_key_jwt: { credentials: [{ id: `cred_${clientId.slice(0, 20)}` }] } } }
      : { token_endpoint_auth_method: authMethod }),
    ...(tokenQuota && { token_quota: { client_credentials: { per_hour: tokenQuota.perHour, enforce: true } } }),
    ...application.kept,
  };
}

/** The body of a new application or of a change. */
export function readClient(body: string, what: 'new' | 'change'): ReadBody {
  return what === 'new' ? readBody(body, schema, ['name']) : readBody(body, schema);
}

const kept = {
  description: text,
  logo_uri: text,
  allowed_origins: texts,
  web_origins: texts,
  allowed_clients: texts,
  allowed_logout_urls: texts,
  initiate_login_uri: text,
  is_first_party: flag,
  oidc_conformant: flag,
  sso: flag,
  cross_origin_authentication: flag,
  require_proof_of_possession: flag,
  jwt_configuration: object,
  client_metadata: object,
  refresh_token: orNull(object),
  organization_usage: orNull(oneOf('deny', 'allow', 'require')),
  organization_require_behavior: anything,
  default_organization: orNull(object),
  compliance_level: orNull(text),
} satisfies Schema;

const schema: Schema = {
  ...kept,
  name: text,
  app_type: oneOf('native', 'spa', 'regular_web', 'non_interactive'),
  callbacks: texts,
  grant_types: texts,
  token_endpoint_auth_method: orNull(oneOf('none', 'client_secret_post', 'client_secret_basic')),
  client_authentication_methods: orNull(object),
  token_quota: orNull(object),
};

/** Changes the application to what the body says. */
export function changeClient(application: Auth0Application, body: Readonly<Record<string, unknown>>): Auth0Application {
  for (const [name, value] of Object.entries(body)) (changes[name] ?? keep(name))(application, value);
  return application;
}

type Change = (application: Auth0Application, value: unknown) => unknown;

const changes: Readonly<Record<string, Change>> = {
  name: (application, value) => (application.name = String(value)),
  app_type: (application, value) => (application.appType = value as Auth0Application['appType']),
  callbacks: (application, value) => (application.callbacks = value as string[]),
  grant_types: (application, value) => (application.grantTypes = value as string[]),
  // With a form or with a header: the place takes both ways of an application with a secret.
  token_endpoint_auth_method: (application, value) => {
    if (value !== null) application.authMethod = value === 'none' ? 'none' : 'client_secret_post';
  },
  client_authentication_methods: (application, value) => {
    if (value !== null) application.authMethod = 'private_key_jwt';
  },
  token_quota: (application, value) => {
    const perHour = (value as { client_credentials?: { per_hour?: unknown } } | null)?.client_credentials?.per_hour;
    application.tokenQuota = typeof perHour === 'number' ? { perHour, issued: 0 } : null;
  },
};

const keep =
  (name: string): Change =>
  (application, value) =>
    (application.kept = { ...application.kept, [name]: value });
