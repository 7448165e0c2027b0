import type { Party } from '../chain/answer.js';

/** The parties as people call them. */
export const partyNames: Readonly<Record<Party, string>> = { auth0: 'Auth0', entra: 'Entra ID', 'azure-openai': 'Azure OpenAI' };
