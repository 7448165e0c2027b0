import type { Party } from '../../chain/answer.js';
import { isAzureOpenAi, kindOf } from '../../settings/kinds.js';

/** The party that a host belongs to; Azure Resource Manager is asked with a sign-in of Entra ID, so it counts as its. */
export function partyOfHost(host: string): Party | null {
  if (/(?:^|\.)auth0\.com$/.test(host)) return 'auth0';
  if (kindOf(host) === 'authority' || host === 'management.azure.com') return 'entra';
  return isAzureOpenAi(host) || /\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|azure-api\.net)(?:\.|$)/.test(host)
    ? 'azure-openai'
    : null;
}
