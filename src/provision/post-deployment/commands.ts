import { option, shellWord } from '../../settings/shell-word.js';
import type { Json } from './differences.js';
import { readId } from './resource-id.js';

/** Storage Blob Data Reader. Roles go by id, because Microsoft renames them. */
export const blobReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';

/** The version of each resource that is read and written. Older ones of web apps drop identity providers (Azure/azure-rest-api-specs#18888). */
export const versions = {
  resources: '2021-04-01',
  storage: '2023-05-01',
  search: '2023-11-01',
  account: '2024-10-01',
  roles: '2022-04-01',
  web: '2022-03-01',
} as const;

/** Stands in a command for the file with the secret, which is there only while the command runs. */
export const secretFile = 'SECRET_FILE';

/** Lets a private endpoint connect. `az network` has a command for it, which does not work in every version. */
export function approve(connectionId: string): string {
  const body = { properties: { privateLinkServiceConnectionState: { status: 'Approved', description: 'Approved' } } };
  return rest('put', `${connectionId}?api-version=${versions.storage}`, body);
}

/** Switches the system-assigned identity on. With others beside it they have to be named, or they would be gone. */
export function assignIdentity(accountId: string, userAssigned: readonly string[]): string {
  if (userAssigned.length === 0) return `az cognitiveservices account identity assign ${target(accountId)}`;
  const identities = Object.fromEntries(userAssigned.map((id) => [id, {}]));
  const identity = { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: identities };
  return rest('patch', `${accountId}?api-version=${versions.account}`, { identity });
}

/** Gives the role on the storage account to a principal; CAPITALS where it is not there yet. */
export function assignBlobReader(principalId: string | null, storageId: string): string {
  const assignee = `--assignee-object-id ${principalId ?? 'OBJECT_ID'} --assignee-principal-type ServicePrincipal`;
  return `az role assignment create ${assignee} --role ${blobReader} ${option('--scope', storageId)}`;
}

/** Makes an application with which people sign in to web apps. */
export function createClient(name: string, callbacks: readonly string[], tenant: string | null): string {
  const client = {
    name,
    app_type: 'regular_web',
    callbacks,
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post',
    oidc_conformant: true,
  };
  return auth0(`api post clients ${option('--data', JSON.stringify(client))}`, tenant);
}

/** Says where people may be sent back to. */
export function changeCallbacks(clientId: string, callbacks: readonly string[], tenant: string | null): string {
  return auth0(`api patch ${shellWord(`clients/${clientId}`)} ${option('--data', JSON.stringify({ callbacks }))}`, tenant);
}

/** Reads the secret of an application. What this prints is shown to nobody. */
export function showSecret(clientId: string | null, tenant: string | null): string {
  return auth0(`apps show ${clientId === null ? 'CLIENT_ID' : shellWord(clientId)} --reveal-secrets --json`, tenant);
}

/** Stores the secret among the settings of a web app; the others stay. It prints all of them, secrets too, so it is told not to. */
export function storeSecret(webAppId: string): string {
  return `az webapp config appsettings set ${target(webAppId)} --settings @${secretFile} --output none`;
}

/** Replaces the document that says who may sign in to a web app. */
export function putSignIn(webAppId: string, properties: Json): string {
  return rest('put', `${webAppId}/config/authsettingsV2?api-version=${versions.web}`, { properties });
}

function rest(method: 'put' | 'patch', url: string, body: Json): string {
  return `az rest --method ${method} ${option('--url', url)} ${option('--body', JSON.stringify(body))}`;
}

/** The id names the subscription, which need not be the one that `az` uses by itself. */
function target(id: string): string {
  const { name = '', group = '', subscription = '' } = readId(id) ?? {};
  return `${option('--name', name)} ${option('--resource-group', group)} ${option('--subscription', subscription)}`;
}

/** Without --tenant the CLI would act on whichever tenant was used last. */
function auth0(words: string, tenant: string | null): string {
  return tenant === null ? `auth0 ${words}` : `auth0 ${words} ${option('--tenant', tenant)}`;
}
