import { isRecord, stringOf } from '../chain/exchange.js';
import type { AzureReader } from '../tools/azure-reader.js';
import { createAzureReader } from '../tools/azure-reader.js';
import type { Transport } from '../chain/transport.js';
import type { Tool, ToolAnswer, ToolFailure } from '../tools/tool.js';

/** Azure as the person who is signed in with the Azure CLI sees it. */
export interface Azure extends AzureReader {
  az: Tool;
  /** The subscription that commands act on which name none. */
  subscriptionId: string;
}

/** Asks who is signed in, and with that opens the way to read. */
export async function openAzure(az: Tool, transport: Transport): Promise<ToolAnswer<Azure>> {
  const shown = await az.run(['account', 'show']);
  if (!shown.ok) return shown;
  const account = isRecord(shown.value) ? shown.value : {};
  const [subscriptionId, cloud] = [stringOf(account['id']) ?? '', stringOf(account['environmentName']) ?? 'AzureCloud'];
  return { ok: true, value: { az, subscriptionId, ...createAzureReader(az, transport, { subscriptionId, cloud }) } };
}

export type Item = Readonly<Record<string, unknown>>;

/** Every item of a list of Azure Resource Manager. */
export async function listAll(azure: AzureReader, path: string): Promise<ToolAnswer<Item[]>> {
  const answer = await azure.get(path);
  if (!answer.ok) return answer;
  const value = isRecord(answer.value) ? answer.value['value'] : null;
  return { ok: true, value: Array.isArray(value) ? value.filter(isRecord) : [] };
}

/** The subscriptions that can be used, as far as the sign-in reaches. */
export async function usableSubscriptions(azure: AzureReader): Promise<ToolAnswer<string[]>> {
  const listed = await listAll(azure, '/subscriptions?api-version=2022-12-01');
  if (!listed.ok) return listed;
  const enabled = listed.value.filter(({ state }) => state !== 'Disabled' && state !== 'Deleted');
  return { ok: true, value: enabled.flatMap(({ subscriptionId }) => stringOf(subscriptionId) ?? []) };
}

/** The items of one list in each subscription, side by side; `failure` is the first that was refused, of which nothing is in there. */
export async function listEverywhere(
  azure: AzureReader,
  subscriptions: readonly string[],
  path: string,
): Promise<{ items: Item[]; failure: ToolFailure | null }> {
  const lists = await Promise.all(
    subscriptions.map((id) => listAll(azure, `/subscriptions/${encodeURIComponent(id.toWellFormed())}${path}`)),
  );
  const refused = lists.find((list) => !list.ok);
  return { items: lists.flatMap((list) => (list.ok ? list.value : [])), failure: refused && !refused.ok ? refused.failure : null };
}
