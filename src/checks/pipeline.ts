import { auth0Checks } from './auth0.js';
import { azureOpenAiChecks } from './azure-openai.js';
import type { Check } from './check.js';
import { entraChecks } from './entra.js';
import { settingsChecks } from './settings.js';
import { tokenChecks } from './token.js';
import { trustChecks } from './trust.js';

/** Every check, in the order in which the token travels. The order is that of the report; what runs when follows from the facts. */
export const pipeline: readonly Check[] = [
  ...settingsChecks,
  ...auth0Checks,
  ...tokenChecks,
  ...trustChecks,
  ...entraChecks,
  ...azureOpenAiChecks,
];
