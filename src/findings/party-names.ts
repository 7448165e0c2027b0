import type { Party } from '../chain/answer.js';

/** The parties as people call them. */
export const partyNames: Readonly<Record<Party, string>> = { auth0: 'Auth0', entra: 'Entra ID', 'azure-openai': 'Azure OpenAI' };

/** For whoever meets the name for the first time. */
export const whatEntraIdIs = 'Entra ID, the sign-in service of Azure,';
