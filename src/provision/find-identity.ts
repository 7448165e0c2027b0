import { isRecord, stringOf } from '../chain/exchange.js';
import { readCredentialValue } from '../settings/credential-json.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { ToolAnswer, ToolFailure } from '../tools/tool.js';
import { listAll, listEverywhere } from './azure.js';
import type { Azure, Item } from './azure.js';

/** What acts for a client id: a resource of Azure, or an application of Entra ID. `principalId`: what roles are given to. */
export type FoundIdentity =
  | { kind: 'managed-identity'; id: string; name: string; group: string; principalId: string | null }
  | { kind: 'app-registration'; clientId: string; name: string | null; principalId: string | null };

/** Stable versions; the CLI itself asks with newer ones (its 2.45 with 2022-01-31-preview). */
const identities = '/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=2023-01-31';

/** Looks among the managed identities of these subscriptions first, then among the app registrations; null where it is neither. */
export async function findIdentity(
  clientId: string,
  subscriptions: readonly string[],
  azure: Azure,
): Promise<ToolAnswer<FoundIdentity | null>> {
  const { items, failure } = await listEverywhere(azure, subscriptions, identities);
  const managed = items.flatMap((item) => managedIn(item, clientId) ?? [])[0];
  if (managed) return { ok: true, value: managed };
  const registration = await findRegistration(clientId, azure);
  // What could not be listed may hold it.
  return registration.ok && registration.value === null && failure ? { ok: false, failure } : registration;
}

/** The federated credentials of an identity, as Azure holds them now. */
export async function credentialsOf(identity: FoundIdentity, azure: Azure): Promise<ToolAnswer<FederatedCredential[]>> {
  const listed =
    identity.kind === 'managed-identity'
      ? await listAll(azure, `${identity.id}/federatedIdentityCredentials?api-version=2023-01-31`)
      : await azure.az.run(['ad', 'app', 'federated-credential', 'list', '--id', identity.clientId]);
  if (!listed.ok) return listed;
  const read = readCredentialValue(listed.value);
  return { ok: true, value: read.ok ? read.credentials.map((one) => ({ ...one, source: 'az', holder: holderOf(identity) })) : [] };
}

/** As the comparison names the holder of a credential. Of an app registration its client id is the name that commands take. */
export function holderOf(identity: FoundIdentity): NonNullable<FederatedCredential['holder']> {
  if (identity.kind === 'app-registration') return { kind: 'app-registration', name: null };
  return { kind: 'managed-identity', name: identity.name, resourceGroup: identity.group };
}

function managedIn({ id: path, properties }: Item, clientId: string): FoundIdentity | null {
  const id = stringOf(path);
  if (id === null || !isRecord(properties) || stringOf(properties['clientId'])?.toLowerCase() !== clientId.toLowerCase()) return null;
  const [, group, name] = /\/resourceGroups\/([^/]+)\/providers\/[^/]+\/userAssignedIdentities\/([^/]+)$/i.exec(id) ?? [];
  return group && name ? { kind: 'managed-identity', id, name, group, principalId: stringOf(properties['principalId']) } : null;
}

/** Microsoft Graph is asked through the CLI alone: the sign-in for Azure Resource Manager does not reach there. */
async function findRegistration(clientId: string, { az }: Azure): Promise<ToolAnswer<FoundIdentity | null>> {
  const app = await az.run(['ad', 'app', 'show', '--id', clientId]);
  if (!app.ok) return isAbsent(app.failure) ? { ok: true, value: null } : app;
  const principal = await az.run(['ad', 'sp', 'show', '--id', clientId]);
  const name = isRecord(app.value) ? stringOf(app.value['displayName']) : null;
  const principalId = principal.ok && isRecord(principal.value) ? stringOf(principal.value['id']) : null;
  return { ok: true, value: { kind: 'app-registration', clientId, name, principalId } };
}

/** The CLI ends with 3 for what is not there; what it says of an application is its own sentence, or that of Microsoft Graph. */
function isAbsent({ kind, exitCode, said }: ToolFailure): boolean {
  return kind === 'refused' && (exitCode === 3 || /does not exist|ResourceNotFound/i.test(said));
}
