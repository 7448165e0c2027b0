import { auth0Checks } from './auth0.js';
import { azureOpenAiChecks } from './azure-openai.js';
import type { Check, CheckId } from './check.js';
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

/** The ids of all of them, in the same order. */
export const checkOrder: readonly CheckId[] = pipeline.map(({ id }) => id);

const promptChecks: ReadonlySet<string> = new Set([
  'settings.values',
  'auth0.token',
  'entra.exchange',
  'azure-openai.access',
  'azure-openai.deployment',
  'azure-openai.completion',
]);

/** What one more prompt needs when the connection is known to work: tokens from the session, and the question. */
export const promptPipeline: readonly Check[] = pipeline.filter(({ id }) => promptChecks.has(id));

const asking: ReadonlySet<string> = new Set([
  'settings.required',
  'auth0.discovery',
  'auth0.keys',
  'token.signature',
  'entra.tenant',
  'entra.token',
]);

const nothing = (): Promise<void> => Promise.resolve();

/** What tells why an exchange was refused that has been made: with its answers in the session, nobody is asked anything. */
export const refusalPipeline: readonly Check[] = pipeline
  .filter(({ id }) => !asking.has(id) && !id.startsWith('azure-openai.'))
  .map((check) => ({ ...check, ahead: nothing }));
