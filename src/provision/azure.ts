import { isRecord, stringOf } from '../chain/exchange.js';
import type { Tool, ToolAnswer, ToolFailure } from '../tools/tool.js';

/** Azure as the person who is signed in with the Azure CLI sees it. */
export interface Azure {
  az: Tool;
  /** A path of Azure Resource Manager with its api-version: the JSON that it answers with. */
  get(path: string): Promise<ToolAnswer>;
}

export type Item = Readonly<Record<string, unknown>>;

/** More pages than this nobody has of what is looked up here. */
const mostPages = 20;

/** Every item of a list of Azure Resource Manager, page after page. */
export async function listAll(azure: Pick<Azure, 'get'>, path: string): Promise<ToolAnswer<Item[]>> {
  const items: Item[] = [];
  let next: string | null = path;
  for (let page = 0; next !== null && page < mostPages; page += 1) {
    const answer = await azure.get(next);
    if (!answer.ok) return answer;
    items.push(...itemsIn(answer.value));
    next = nextOf(answer.value);
  }
  return { ok: true, value: items };
}

/** The subscriptions that can be used, as far as the sign-in reaches. */
export async function usableSubscriptions(azure: Pick<Azure, 'get'>): Promise<ToolAnswer<string[]>> {
  const listed = await listAll(azure, '/subscriptions?api-version=2022-12-01');
  if (!listed.ok) return listed;
  const enabled = listed.value.filter(({ state }) => state !== 'Disabled' && state !== 'Deleted');
  return { ok: true, value: enabled.flatMap(({ subscriptionId }) => stringOf(subscriptionId) ?? []) };
}

/** The items of one list in each subscription, side by side; `failure` is the first that was refused, of which nothing is in there. */
export async function listEverywhere(
  azure: Pick<Azure, 'get'>,
  subscriptions: readonly string[],
  path: string,
): Promise<{ items: Item[]; failure: ToolFailure | null }> {
  const lists = await Promise.all(subscriptions.map((id) => listAll(azure, `/subscriptions/${encodeURIComponent(id)}${path}`)));
  const refused = lists.find((list) => !list.ok);
  return { items: lists.flatMap((list) => (list.ok ? list.value : [])), failure: refused && !refused.ok ? refused.failure : null };
}

function itemsIn(listed: unknown): Item[] {
  const value = isRecord(listed) ? listed['value'] : null;
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The address of the next page leads to the same service: only its path is taken, so that a token goes nowhere else. */
function nextOf(listed: unknown): string | null {
  const url = URL.parse(isRecord(listed) ? (stringOf(listed['nextLink']) ?? '') : '');
  return url && `${url.pathname}${url.search}`;
}
