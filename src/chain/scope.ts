/**
 * The scope to ask Entra ID for, by the endpoint: an account takes the Cognitive Services audience of its cloud,
 * a Foundry project (`/api/projects/…`) takes `https://ai.azure.com`. A 401 that names another audience outranks this.
 * China's resource name is inferred from the pattern of the other clouds.
 */
export function scopeFor(endpoint: string): string {
  const url = new URL(endpoint);
  const cloud = url.hostname.endsWith('.us') ? 'us' : url.hostname.endsWith('.cn') ? 'cn' : 'com';
  if (url.pathname.includes('/api/projects/')) return `https://ai.azure.${cloud}/.default`;
  return `https://cognitiveservices.azure.${cloud}/.default`;
}

/** The audience a 401 of Azure OpenAI says it wants, as a scope; null when it names none. */
export function scopeWanted(said: string): string | null {
  const audience = /audience is incorrect \((https:\/\/[^\s)]+?)\/?\)/.exec(said)?.[1];
  return audience ? `${audience}/.default` : null;
}
