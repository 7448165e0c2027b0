import type { FieldName } from '../../settings/field-name.js';
import type { Code, Finding } from '../finding.js';

/** What has to be there before the values can be, in the order in which it is needed: each can be missing, and has a guide. */
export const things = [
  'auth0-tenant',
  'auth0-api',
  'auth0-application',
  'auth0-grant',
  'azure-subscription',
  'managed-identity',
  'azure-openai',
  'deployment',
  'role',
  'federated-credential',
] as const;
export type Thing = (typeof things)[number];

/** The setup asks for none of these, or knows its value already, so that the guide before each leads on to it. */
const unasked: ReadonlySet<Thing> = new Set<Thing>(['auth0-api', 'auth0-grant', 'role']);

const givers: { readonly [N in FieldName]?: Thing } = {
  OIDC_ENDPOINT: 'auth0-tenant',
  OIDC_AUDIENCE: 'auth0-api',
  OIDC_CLIENT_ID: 'auth0-application',
  OIDC_CLIENT_SECRET: 'auth0-application',
  AZURE_TENANT_ID: 'azure-subscription',
  AZURE_CLIENT_ID: 'managed-identity',
  AZURE_AOAI_ENDPOINT: 'azure-openai',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'deployment',
  AZURE_FEDERATED_ISSUER: 'federated-credential',
  AZURE_FEDERATED_SUBJECT: 'federated-credential',
  AZURE_FEDERATED_AUDIENCE: 'federated-credential',
};

const absences: { readonly [C in Code]?: Thing } = {
  'auth0/domain-wrong': 'auth0-tenant',
  'auth0/api-missing': 'auth0-api',
  'auth0/client-refused': 'auth0-application',
  'auth0/grant-type-disabled': 'auth0-application',
  'auth0/grant-missing': 'auth0-grant',
  'trust/credential-missing': 'federated-credential',
  'trust/identity-missing': 'managed-identity',
  'entra/tenant-not-found': 'azure-subscription',
  'entra/client-not-found': 'managed-identity',
  'entra/principal-missing': 'managed-identity',
  'azure-openai/role-missing': 'role',
  'azure-openai/subdomain-required': 'azure-openai',
  'azure-openai/subdomain-unmapped': 'azure-openai',
  'azure-openai/deployment-missing': 'deployment',
  'azure-openai/model-retired': 'deployment',
};

/** What a field's value is read off; null for a setting that is chosen and not made. */
export function thingOf(field: FieldName): Thing | null {
  return givers[field] ?? null;
}

/** What may not be there yet where this was found; null where something else is the matter. */
export function thingBehind({ code, evidence }: Pick<Finding, 'code' | 'evidence'>): Thing | null {
  if (code === 'settings/missing' || code === 'settings/placeholder')
    return 'field' in evidence ? thingOf(evidence.field as FieldName) : null;
  return absences[code] ?? null;
}

/** The thing that is needed next, or the one before; null at either end. */
export function thingBeside(thing: Thing, steps: 1 | -1): Thing | null {
  return things[things.indexOf(thing) + steps] ?? null;
}

/** What has to be made in one go with this, since nothing asks for it later. */
export function thingAfter(thing: Thing): Thing | null {
  const next = thingBeside(thing, 1);
  return next !== null && unasked.has(next) ? next : null;
}
