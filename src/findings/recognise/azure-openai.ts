import type { Refusal } from '../../chain/answer.js';
import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import type { AskedAzureOpenAi, Make } from './azure-openai-rules.js';
import { host, rules } from './azure-openai-rules.js';
import { recogniseNetwork } from './network.js';
import { ownText, sentence } from './sentence.js';

export type { AskedAzureOpenAi } from './azure-openai-rules.js';

/** What a refusal of Azure OpenAI means: its code, then its sentences, since its codes are often just the status as text; then the status. */
export function recogniseAzureOpenAi(refusal: Refusal, asked: AskedAzureOpenAi): Finding {
  const network = recogniseNetwork(refusal);
  if (network) return network;
  return (makeFor(refusal) ?? byStatus)(refusal, asked);
}

/** Whether the refusal is in words of Azure OpenAI itself. A bare status, or somebody else's page, may come from anything on the way. */
export function speaksForItself(refusal: Refusal): boolean {
  return makeFor(refusal) !== undefined;
}

function makeFor({ code, said }: Refusal): Make | undefined {
  const text = ownText(said);
  const rule = rules.find(({ codes }) => code !== null && codes?.includes(code)) ?? spoken.find(({ says }) => says.test(text));
  return rule?.make;
}

/** The rules that have words, as they are looked for in what the service says. */
const spoken = rules.flatMap(({ says, isAnywhere, make }) =>
  says ? [{ says: isAnywhere ? new RegExp(says.source, 'i') : sentence(says), make }] : [],
);

function byStatus(refusal: Refusal, asked: AskedAzureOpenAi): Finding {
  const status = statusOf(refusal);
  if (status === 401 && speaksOfToken(refusal))
    return finding('azure-openai/token-refused', { audienceWanted: null, audienceSent: asked.audienceSent }, refusal);
  // The policy of the network stands in a header; where the words are new, that it was the network is certain all the same.
  if (refusal.code === 'ThrowExceptionDueToTrafficDenied') return finding('azure-openai/firewall-blocked', host(refusal, asked), refusal);
  if (status === 429) return finding('azure-openai/rate-limited', { limit: null }, refusal);
  if (status === 410) return finding('azure-openai/model-retired', { deployment: asked.openai.deployment ?? '' }, refusal);
  if (status >= 500) return finding('azure-openai/service-error', {}, refusal);
  if (status === 404) return finding('azure-openai/path-or-version-wrong', { apiVersion: asked.openai.apiVersion }, refusal);
  return finding('azure-openai/refused', {}, refusal);
}

/** A 401 in words of a gateway, or in new ones: what refuses a token for its time or its audience names both. */
function speaksOfToken({ said }: Refusal): boolean {
  const text = ownText(said);
  return /\b(?:token|jwt|bearer)\b/i.test(text) && /\b(?:expired|audience|lifetime)\b/i.test(text);
}

/** In the middle of a stream, whose status was 200, the code is all that tells of a status. */
function statusOf({ status, code }: Refusal): number {
  if (status !== 200) return status ?? 0;
  if (code === 'too_many_requests') return 429;
  return /^(?:429|5\d\d)$/.test(code ?? '') ? Number(code) : 200;
}
