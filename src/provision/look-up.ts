import type { AzureReader } from '../tools/azure-reader.js';
import { answersAt, hostOfAccount, rolesIn, rolesPath } from '../chain/account.js';
import type { OwnRole } from '../chain/account.js';
import { stringOf } from '../chain/exchange.js';
import type { Known } from '../findings/explanation.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { ToolAnswer, ToolFailure } from '../tools/tool.js';
import { listAll, listEverywhere, usableSubscriptions } from './azure.js';
import type { Azure, Item } from './azure.js';
import { credentialsOf, findIdentity } from './find-identity.js';
import type { FoundIdentity } from './find-identity.js';

/** What the findings are about, as Azure shows it to whoever is signed in. What could not be read is null. */
export interface LookedUp {
  /** Null where nobody in the tenant has this client id, or where that could not be found out. */
  identity: FoundIdentity | null;
  /** The credentials of that identity; empty where it has none. */
  credentials: FederatedCredential[] | null;
  /** The account behind the endpoint. */
  account: FoundAccount | null;
  /** The roles of the identity at the account, inherited ones too. */
  roles: OwnRole[] | null;
  /** The subscription that commands act on which name none. */
  subscriptionId: string;
  /** What was refused, in the order in which it was asked. */
  failures: ToolFailure[];
}

interface FoundAccount {
  id: string;
  name: string;
  group: string;
}

/** Looks up what a finding is about: whose client id it is, and which account answers at the endpoint. Reads only. */
export async function lookUp({ clientId, endpoint }: { clientId: string; endpoint: string }, azure: Azure): Promise<LookedUp> {
  const { subscriptionId } = azure;
  const subscriptions = await usableSubscriptions(azure);
  if (!subscriptions.ok) return { ...nothingLookedUp, subscriptionId, failures: [subscriptions.failure] };
  const [identity, account] = await Promise.all([
    findIdentity(clientId, subscriptions.value, azure),
    findAccount(endpoint, subscriptions.value, azure),
  ]);
  const found = valueOf(identity);
  const at = valueOf(account);
  const [credentials, roles] = await Promise.all([
    found && credentialsOf(found, azure),
    at && found?.principalId ? rolesAt(at.id, found.principalId, azure) : null,
  ]);
  return {
    identity: found,
    credentials: valueOf(credentials),
    account: at,
    roles: valueOf(roles),
    subscriptionId,
    failures: [identity, account, credentials, roles].flatMap((one) => (one === null || one.ok ? [] : one.failure)),
  };
}

const nothingLookedUp = { identity: null, credentials: null, account: null, roles: null };

/** What was looked up, for the words of a finding; what could not be read keeps what was known before. */
export function knownBy({ identity, account, subscriptionId }: LookedUp): Partial<Known> {
  return {
    selectedSubscription: subscriptionId,
    ...(account && { accountId: account.id }),
    ...(identity && { identity: identity.kind, principalId: identity.principalId, ...namesOf(identity) }),
  };
}

function namesOf(identity: FoundIdentity): Partial<Known> {
  if (identity.kind === 'app-registration') return { identityName: null, identityGroup: null, identitySubscription: null };
  return { identityName: identity.name, identityGroup: identity.group, identitySubscription: identity.id.split('/')[2] ?? null };
}

/** The account that answers under the host of the endpoint, in any subscription; null for a gateway, and where none does. */
async function findAccount(
  endpoint: string,
  subscriptions: readonly string[],
  azure: AzureReader,
): Promise<ToolAnswer<FoundAccount | null>> {
  const host = hostOfAccount(endpoint);
  if (host === null) return { ok: true, value: null };
  const path = '/providers/Microsoft.CognitiveServices/accounts?api-version=2024-10-01';
  const { items, failure } = await listEverywhere(azure, subscriptions, path);
  const found = items.filter((item) => answersAt(host, item)).flatMap((item) => accountIn(item) ?? [])[0];
  return found || failure === null ? { ok: true, value: found ?? null } : { ok: false, failure };
}

function accountIn({ id: path }: Item): FoundAccount | null {
  const id = stringOf(path);
  const [, group, name] = /\/resourceGroups\/([^/]+)\/.*\/accounts\/([^/]+)$/i.exec(id ?? '') ?? [];
  return id !== null && group && name ? { id, name, group } : null;
}

async function rolesAt(accountId: string, principalId: string, azure: AzureReader): Promise<ToolAnswer<OwnRole[]>> {
  const listed = await listAll(azure, rolesPath(accountId, principalId));
  return listed.ok ? { ok: true, value: rolesIn(listed.value, accountId) } : listed;
}

function valueOf<T>(answer: ToolAnswer<T | null> | null): T | null {
  return answer?.ok ? answer.value : null;
}
