import { isRecord, stringOf } from './exchange.js';

type Item = Readonly<Record<string, unknown>>;

/**
 * The names of deployments, which stand under `name` in Azure Resource Manager and under `id` in the data plane. Those whose model can
 * chat come first; a model for Responses only may lack that. One that does nothing but embed is no choice.
 */
export function deploymentNames(deployments: readonly Item[], under: 'name' | 'id'): string[] {
  return chatFirst(deployments).flatMap((item) => stringOf(item[under]) ?? []);
}

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
