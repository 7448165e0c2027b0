/** The audience a 401 of Azure OpenAI says it wants, as a scope; null when it names none. */
export function scopeWanted(said: string): string | null {
  const audience = /audience is incorrect \((https:\/\/[^\s)]+?)\/?\)/.exec(said)?.[1];
  return audience ? `${audience}/.default` : null;
}
