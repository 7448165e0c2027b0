import type { Known } from './explanation.js';
import { option, shellWord } from '../settings/shell-word.js';

/** Creates the API whose identifier becomes the token's audience. */
export function createApi(known: Known, audience: string | null): string {
  const identifier = option('--identifier', audience || 'API_IDENTIFIER');
  return auth0(
    known,
    `apis create --name 'Azure token exchange' ${identifier} --signing-alg RS256 --token-lifetime 86400 --offline-access=false --no-input`,
  );
}

/** Every API of the tenant with its identifier: one that differs by a letter is seen before another one is made. */
export function listApis(known: Known): string {
  return auth0(known, 'apis list');
}

/** Every tenant that the CLI is signed in to, by its domain. */
export const listTenants = 'auth0 tenants list';

/** Creates a machine-to-machine application. Its secret is not shown: the dashboard is the place to copy it from. */
export function createApplication(known: Known, name = 'keyless'): string {
  return auth0(known, `apps create ${option('--name', name)} --type m2m --no-input`);
}

/** Changes a property of the application; works with every version of the CLI. It prints the whole application, with its secret for who may read that. */
export function changeApplication(known: Known, clientId: string, properties: Readonly<Record<string, unknown>>): string {
  return auth0(known, `api patch ${shellWord(`clients/${clientId}`)} ${option('--data', JSON.stringify(properties))}`);
}

/** Opens the application in the dashboard: of the CLI's default tenant, also where `--tenant` names another one. */
export function openApplication(clientId: string | null): string {
  return `auth0 apps open ${shellWord(clientId || 'CLIENT_ID')}`;
}

/** The authorisations that the application has for the API. */
export function listGrants(known: Known, clientId: string | null, audience: string | null): string {
  const filter = `-q ${shellWord(`client_id=${clientId || 'CLIENT_ID'}`)} -q ${shellWord(`audience=${audience || 'API_IDENTIFIER'}`)}`;
  return auth0(known, `api get client-grants ${filter}`);
}

/** Changes a property of the API; works with every version of the CLI. The identifier is part of a path, so its slashes are encoded; where it is not known, the id stands there, which has none. */
export function changeApi(known: Known, properties: Readonly<Record<string, unknown>>): string {
  const identifier = known.audience ? encodeURIComponent(known.audience.toWellFormed()).replaceAll('%3A', ':') : 'API_ID';
  return auth0(known, `api patch ${shellWord(`resource-servers/${identifier}`)} ${option('--data', JSON.stringify(properties))}`);
}

/** Authorises the application for the API; works with every version of the CLI. */
export function createGrant(known: Known, clientId: string | null, audience: string | null): string {
  const grant = { client_id: clientId || 'CLIENT_ID', audience: audience || 'API_IDENTIFIER', scope: [] };
  return auth0(known, `api post client-grants ${option('--data', JSON.stringify(grant))}`);
}

/** Changes a property of an authorisation; works with every version of the CLI. */
export function changeGrant(known: Known, id: string, properties: Readonly<Record<string, unknown>>): string {
  return auth0(known, `api patch ${shellWord(`client-grants/${id}`)} ${option('--data', JSON.stringify(properties))}`);
}

/** Shows the application: its kind, grant types and how it authenticates. Never its secret. */
export function showApplication(known: Known, clientId: string | null): string {
  return auth0(known, `apps show ${shellWord(clientId || 'CLIENT_ID')}`);
}

// Without --tenant the CLI would act on whichever tenant was used last. It knows tenants by their own domain, never by a custom one.
function auth0(known: Known, rest: string): string {
  return known.domain?.endsWith('.auth0.com') ? `auth0 ${rest} ${option('--tenant', known.domain)}` : `auth0 ${rest}`;
}
