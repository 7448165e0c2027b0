import type { Party } from '../../chain/answer.js';
import { isAzureOpenAi, kindOf } from '../../settings/kinds.js';

/** The party that a host belongs to; Azure Resource Manager and the graph are asked with a sign-in of Entra ID, so they count as its. */
export function partyOfHost(host: string): Party | null {
  if (/(?:^|\.)auth0\.com$/.test(host)) return 'auth0';
  if (kindOf(host) === 'authority' || /^(?:management\.azure\.com|graph\.microsoft\.com)$/.test(host)) return 'entra';
  return isAzureOpenAi(host) || /\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|azure-api\.net)(?:\.|$)/.test(host)
    ? 'azure-openai'
    : null;
}
