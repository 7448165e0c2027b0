import { nothingKnown } from '../explanation.js';
import type { Known } from '../explanation.js';
import { apiGuide, applicationGuide, grantGuide, tenantGuide } from './auth0.js';
import { deploymentGuide, resourceGuide, roleGuide } from './azure-openai.js';
import { credentialGuide, identityGuide, subscriptionGuide } from './azure.js';
import type { Describe, Guide } from './guide.js';
import type { Thing } from './things.js';

const guides = {
  'auth0-tenant': tenantGuide,
  'auth0-api': apiGuide,
  'auth0-application': applicationGuide,
  'auth0-grant': grantGuide,
  'azure-subscription': subscriptionGuide,
  'managed-identity': identityGuide,
  'azure-openai': resourceGuide,
  deployment: deploymentGuide,
  role: roleGuide,
  'federated-credential': credentialGuide,
} satisfies { [T in Thing]: Describe };

/** The guide to one thing, with what is known filled in. */
export function guideOf(thing: Thing, known: Known): Guide {
  return { thing, ...guides[thing](known) };
}

/** What a thing is called where there is room for a word or two. */
export function guideWord(thing: Thing): string {
  return guides[thing](nothingKnown).word;
}
