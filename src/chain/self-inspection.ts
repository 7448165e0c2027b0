import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import { answersAt, hostOfAccount, rolesIn, rolesPath } from './account.js';
import type { OwnRole } from './account.js';
import { decodeAssertion } from './assertion.js';
import { deploymentNames } from './deployment-names.js';
import { isRecord, stringOf } from './exchange.js';
import { noAnswer } from './network-failure.js';
import type { Session } from './session.js';
import type { Transport } from './transport.js';

type Resource = Pick<Profile['openai'], 'endpoint'>;
type Item = Record<string, unknown>;

/** What an identity sees of itself and of the account behind the endpoint, with its own token. */
export interface Self {
  accountId: string;
  /** Names of the deployments, those that can chat first. Empty: there are none, or they may not be read. */
  deployments: string[];
  /** The object id of the identity, which roles are given to; null where its token cannot be read. */
  principalId: string | null;
  /** Its roles at the account, inherited ones too; null where they may not be read. */
  roles: OwnRole[] | null;
}

/**
 * The usual roles that let an identity chat let it read everything of the account as well, its own role assignments included, so the
 * same federated identity may ask Azure Resource Manager. That is inferred from the definitions of the roles and was never run against
 * Azure. Null where nothing can be had: nobody has to be told of a refusal to what was never promised.
 */
export async function inspectSelf(resource: Resource, session: Pick<Session, 'entraToken'>, transport: Transport): Promise<Self | null> {
  return inTime(resource, session, transport, async ({ accountId, principalId, get }) => {
    const [deployments, roles] = await Promise.all([deploymentsOf(accountId, get), rolesAt(accountId, principalId, get)]);
    return { accountId, principalId, deployments, roles };
  });
}

/** The names of the deployments alone. Empty where nothing can be had. */
export async function ownDeployments(resource: Resource, session: Pick<Session, 'entraToken'>, transport: Transport): Promise<string[]> {
  return (await inTime(resource, session, transport, ({ accountId, get }) => deploymentsOf(accountId, get))) ?? [];
}

/** Of the public cloud: for the others no address was found. */
const resourceManager = 'https://management.azure.com';
/** A look is worth so much waiting and no more. */
const wholeWayMs = 5000;
const mostSubscriptions = 5;

/** The items of a list of Azure Resource Manager; null where it was refused. Only the first page, since a further one may be at any address. */
type Get = (path: string) => Promise<Item[] | null>;

interface Found {
  accountId: string;
  principalId: string | null;
  get: Get;
}

/** Signs in, finds the account, and looks at it; all of it within one limit of time. */
async function inTime<T>(
  { endpoint }: Resource,
  session: Pick<Session, 'entraToken'>,
  transport: Transport,
  look: (found: Found) => Promise<T | null>,
): Promise<T | null> {
  const host = hostOfAccount(endpoint);
  if (host === null) return null;
  const deadline = AbortSignal.timeout(wholeWayMs);
  try {
    const answer = await Promise.race([session.entraToken(`${resourceManager}/.default`), endOf(deadline)]);
    if (!answer.ok) return null;
    const { token } = answer.value;
    const get = reader(token, transport, deadline);
    const accountId = await findAccount(host, get);
    return accountId === null ? null : await look({ accountId, principalId: principalOf(token), get });
  } catch (error) {
    if (error === deadline.reason) return null;
    throw error;
  }
}

/** The id of the account that answers under this host, in one of the subscriptions that the identity sees. */
async function findAccount(host: string, get: Get): Promise<string | null> {
  const subscriptions = (await get('/subscriptions?api-version=2022-12-01')) ?? [];
  const ids = subscriptions.flatMap(({ subscriptionId }) => stringOf(subscriptionId) ?? []).slice(0, mostSubscriptions);
  const accounts = await Promise.all(
    ids.map((id) =>
      get(`/subscriptions/${encodeURIComponent(id.toWellFormed())}/providers/Microsoft.CognitiveServices/accounts?api-version=2024-10-01`),
    ),
  );
  const id = stringOf(accounts.flatMap((some) => some ?? []).find((account) => answersAt(host, account))?.['id']);
  // The id becomes a part of an address, which a token is sent to.
  return id?.startsWith('/subscriptions/') ? id : null;
}

async function deploymentsOf(accountId: string, get: Get): Promise<string[]> {
  return deploymentNames((await get(`${accountId}/deployments?api-version=2024-10-01`)) ?? [], 'name');
}

async function rolesAt(accountId: string, principalId: string | null, get: Get): Promise<OwnRole[] | null> {
  const listed = principalId === null ? null : await get(rolesPath(accountId, principalId));
  return listed && rolesIn(listed, accountId);
}

/** The object id that Entra ID has written into the token. */
function principalOf(token: Secret): string | null {
  const decoding = decodeAssertion(token);
  const oid = decoding.ok ? stringOf(decoding.value.claims['oid']) : null;
  return oid !== null && /^[0-9a-f-]{36}$/i.test(oid) ? oid : null;
}

/** Reads the JSON of a 200; a refusal, a page and a lost connection all mean that nothing could be had. */
function reader(token: Secret, transport: Transport, signal: AbortSignal): Get {
  const wire = transport.open('azure-openai');
  return async (path) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${token.reveal()}` };
    const response = await wire.ask(resourceManager + path, { headers, signal }).catch(noAnswer);
    const body: unknown = response?.status === 200 ? await response.json().catch(() => null) : null;
    const items = isRecord(body) ? body['value'] : null;
    return Array.isArray(items) ? items.filter(isRecord) : null;
  };
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
