import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import { isRecord, stringOf } from './exchange.js';
import { noAnswer } from './network-failure.js';
import type { Session } from './session.js';
import type { Transport, Wire } from './transport.js';

type Resource = Profile['openai'];
type Item = Record<string, unknown>;

export interface Access {
  /** The token that Azure OpenAI has accepted. */
  dataToken: Secret;
  /** Gives the token for Azure Resource Manager; without it that way is not gone. */
  session: Pick<Session, 'entraToken'> | null;
}

/**
 * The names of the deployments, best effort: the data plane is asked first, Azure Resource Manager only when that gave nothing.
 * An empty list means that nothing could be had, never that there are none.
 */
export async function listDeployments(openai: Resource, { dataToken, session }: Access, transport: Transport): Promise<string[]> {
  const names = await fromDataPlane(openai, dataToken, transport);
  return names.length > 0 || session === null ? names : fromResourceManager(openai, session, transport);
}

/** Two old versions of the data plane still list them on many resources. */
async function fromDataPlane({ endpoint }: Resource, token: Secret, transport: Transport): Promise<string[]> {
  for (const apiVersion of ['2022-12-01', '2023-03-15-preview']) {
    const url = `${endpoint}/openai/deployments?api-version=${apiVersion}`;
    const names = textsIn(chatFirst(itemsIn(await get(url, token, transport.open('azure-openai')), 'data')), 'id');
    if (names.length > 0) return names;
  }
  return [];
}

/**
 * The usual roles that let an identity chat let it read everything of the account as well, so the same federated identity may ask
 * Azure Resource Manager. That is inferred from the definitions of the roles and was never run against Azure.
 */
async function fromResourceManager({ endpoint }: Resource, session: Pick<Session, 'entraToken'>, transport: Transport): Promise<string[]> {
  const { hostname } = new URL(endpoint);
  if (!accountHost.test(hostname)) return [];
  const deadline = AbortSignal.timeout(wholeWayMs);
  try {
    const answer = await Promise.race([session.entraToken(`${resourceManager}/.default`), endOf(deadline)]);
    if (!answer.ok) return [];
    const { token } = answer.value;
    const wire = transport.open('azure-openai');
    const list: List = async (path) => itemsIn(await get(resourceManager + path, token, wire, deadline), 'value');
    const account = await findAccount(hostname, list);
    return account === null ? [] : textsIn(chatFirst(await list(`${account}/deployments?api-version=2024-10-01`)), 'name');
  } catch (error) {
    if (error === deadline.reason) return [];
    throw error;
  }
}

/** Of the public cloud: for the others no address was found. */
const resourceManager = 'https://management.azure.com';
/** Hosts that belong to one account of the public cloud. A gateway does not tell which account is behind it. */
const accountHost = /^[a-z0-9-]+\.(?:openai|services\.ai|cognitiveservices)\.azure\.com$/;
/** A list is worth so much waiting and no more. */
const wholeWayMs = 5000;
const mostSubscriptions = 5;

/** The items of a list of Azure Resource Manager; only the first page, since a further one may be at any address. */
type List = (path: string) => Promise<Item[]>;

/** The id of the account that answers under this host, in one of the subscriptions that the identity sees. */
async function findAccount(host: string, list: List): Promise<string | null> {
  const subscriptions = textsIn(await list('/subscriptions?api-version=2022-12-01'), 'subscriptionId').slice(0, mostSubscriptions);
  const accounts = await Promise.all(
    subscriptions.map((id) =>
      list(`/subscriptions/${encodeURIComponent(id)}/providers/Microsoft.CognitiveServices/accounts?api-version=2024-10-01`),
    ),
  );
  const id = stringOf(accounts.flat().find((account) => answersAt(host, account))?.['id']);
  // The id becomes a part of an address, which a token is sent to.
  return id?.startsWith('/subscriptions/') ? id : null;
}

function answersAt(host: string, { properties }: Item): boolean {
  if (!isRecord(properties)) return false;
  const { endpoint, endpoints, customSubDomainName } = properties;
  const addresses = [endpoint, ...(isRecord(endpoints) ? Object.values(endpoints) : [])];
  const isNamedSo = stringOf(customSubDomainName)?.toLowerCase() === host.split('.')[0];
  return isNamedSo || addresses.some((address) => URL.parse(stringOf(address) ?? '')?.hostname === host);
}

/** Those whose model can chat come first; a model for Responses only may lack that. One that does nothing but embed is no choice. */
function chatFirst(deployments: readonly Item[]): Item[] {
  const listed = deployments.map((item) => ({ item, can: capabilitiesOf(item) })).filter(({ can }) => !isForEmbeddings(can));
  const canChat = ({ can }: { can: string[] }): boolean => can.includes('chatCompletion') || can.includes('chat_completion');
  return [...listed.filter(canChat), ...listed.filter((one) => !canChat(one))].map(({ item }) => item);
}

/** What the model of a deployment can do, where the list tells. Each is a text in Azure Resource Manager, a boolean in the data plane. */
function capabilitiesOf({ properties, capabilities }: Item): string[] {
  const told = isRecord(properties) ? properties['capabilities'] : capabilities;
  return isRecord(told) ? Object.keys(told).filter((name) => told[name] === 'true' || told[name] === true) : [];
}

/** That a model answers, or learns, tells nothing of what it answers. A limit or a place is no capability: its text is not `true`. */
function isForEmbeddings(can: readonly string[]): boolean {
  const kinds = can.filter((name) => !/^(?:inference|fine_?tune)$/i.test(name));
  return kinds.length > 0 && kinds.every((name) => name.toLowerCase() === 'embeddings');
}

/** The JSON of a 200, or null: a refusal, a page and a lost connection all mean that nothing could be had. */
async function get(url: string, token: Secret, wire: Wire, signal: AbortSignal | null = null): Promise<unknown> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token.reveal()}` };
  const response = await wire.fetch(url, { headers, signal }).catch(noAnswer);
  if (response?.status !== 200) return null;
  return response.json().catch(() => null);
}

function itemsIn(listed: unknown, name: 'data' | 'value'): Item[] {
  const items = isRecord(listed) ? listed[name] : null;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

function textsIn(items: readonly Item[], name: string): string[] {
  return items.flatMap((item) => stringOf(item[name]) ?? []);
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
