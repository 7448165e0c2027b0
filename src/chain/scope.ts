/** The audience a 401 of Azure OpenAI says it wants, as a scope; null when it names none, or one that is not Azure OpenAI's. */
export function scopeWanted(said: string): string | null {
  const audience = /audience is incorrect \((https:\/\/[^\s)]+?)\/?\)/.exec(said)?.[1];
  return audience && audiences.test(audience) ? `${audience}/.default` : null;
}

/** Whoever answers at the endpoint is believed about these alone: else it could have a token for any service that the identity may use. */
const audiences = /^https:\/\/(?:cognitiveservices|ai)\.azure\.(?:com|us|cn)$/;
