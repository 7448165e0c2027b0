import { hostOf } from './address.js';
import { isAzureOpenAi } from './kinds.js';

/**
 * The scope to ask Entra ID for: an account takes the Cognitive Services audience of its cloud, a Foundry project (`/api/projects/…`)
 * takes `https://ai.azure.com`. A 401 that names another audience outranks this. China's resource name is inferred from the pattern of
 * the other clouds.
 */
export function scopeFor(endpoint: string, authorityHost: string | null): string {
  const cloud = cloudOf(endpoint, authorityHost ?? '');
  return endpoint.includes('/api/projects/') ? `https://ai.azure.${cloud}/.default` : `https://cognitiveservices.azure.${cloud}/.default`;
}

/** By Azure's own host; the name of a gateway says nothing of the cloud behind it, and there the authority decides. */
function cloudOf(endpoint: string, authorityHost: string): 'com' | 'us' | 'cn' {
  const host = hostOf(isAzureOpenAi(endpoint) ? endpoint : authorityHost) ?? '';
  return host.endsWith('.us') ? 'us' : host.endsWith('.cn') ? 'cn' : 'com';
}
