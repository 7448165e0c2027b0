import { showAccounts } from './azure-commands.js';
import type { Explanation, Fix, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { run, set, toDo } from './fix.js';
import { inYourProgram } from './own-request.js';
import { pages } from './pages.js';
import { quote } from './quote.js';

/** Words for a key that is refused; a check sends none, so there something else is meant by it. */
export function keyRefused(known: Known): Explanation {
  if (known.isAccepted) return keyNeverSent('Azure OpenAI refuses an API key, and none was sent', known);
  return {
    title: 'Azure OpenAI refused an API key',
    why: 'The request carried a key, and it is wrong or belongs to another resource. This connection needs none: it sends a token of Entra ID.',
    fix: [run('local', 'likely', 'unset AZURE_OPENAI_API_KEY'), run('azure', 'maybe', showAccounts(known))],
    docs: [],
  };
}

/** Words for a resource that takes no keys at all. */
export function keyDisabled(known: Known): Explanation {
  if (known.isAccepted) return keyNeverSent('The resource accepts no keys, and none was sent', known);
  return {
    title: 'The resource accepts no keys, and a key was sent',
    why: 'Signing in with a key is switched off for this resource, and this connection needs none. The request has to carry a token of Entra ID.',
    fix: [run('local', 'likely', 'unset AZURE_OPENAI_API_KEY')],
    docs: [],
  };
}

function keyNeverSent(title: string, known: Known): Explanation {
  return {
    title,
    why: 'I sent the token of Entra ID and no key. So something in front of the resource, such as an API gateway, puts a key in the place of the token; or the resource answers so to a token that it cannot read.',
    fix: [askDirectly, run('azure', 'maybe', showAccounts(known)), askGateway],
    docs: [],
  };
}

const askDirectly = toDo('local', 'likely', 'Set AZURE_AOAI_ENDPOINT to the resource itself: https://NAME.openai.azure.com.');
const askGateway = toDo(
  'azure',
  'maybe',
  'Behind a gateway, ask whoever runs it to pass the Authorization header on, and to add no api-key.',
);

/** Words for a version where none belongs, or one that is not known there. */
export function versionNotAllowed({ apiVersion }: Evidence['azure-openai/version-not-allowed'], known: Known): Explanation {
  if (apiVersion === null && known.isAccepted) return versionNeverSent('Azure OpenAI refuses the API version, and none was sent');
  return {
    title: 'An API version was sent where none belongs',
    why: `The v1 API takes no api-version, and some resources have no other API${apiVersion ? `; ${known.isOwn ? `I sent ${quote(apiVersion)}, the value of AZURE_AOAI_API_VERSION` : `${quote(apiVersion)} was sent`}` : ''}. The class AzureOpenAI of the SDK always sends one; the class OpenAI with a base URL does not.`,
    fix: [
      ...(apiVersion ? [toDo('local', 'certain', 'Remove AZURE_AOAI_API_VERSION; the v1 API is used then.')] : []),
      inYourProgram('use new OpenAI({ baseURL: ENDPOINT + "/openai/v1/" }), and no api-version.', 'likely'),
    ],
    docs: [pages.apiVersions],
  };
}

/** Words for a version that the model is too new for. */
export function versionTooOld({ apiVersion, needed }: Evidence['azure-openai/version-too-old'], known: Known): Explanation {
  const newer = needed ? [set('local', 'likely', 'AZURE_AOAI_API_VERSION', needed)] : [];
  if (apiVersion === null && known.isAccepted) return versionNeverSent('Azure OpenAI wants a newer API version, and none was sent', newer);
  return {
    title: 'The API version is too old for this model',
    why: `${apiVersion ? `${quote(apiVersion)} is in use` : 'An older version is in use'}, and the model or a parameter needs ${needed ? `${quote(needed)} or later` : 'a newer one'}. The v1 API is always new enough.`,
    fix: [toDo('local', 'certain', 'Remove AZURE_AOAI_API_VERSION; the v1 API is used then.'), ...newer],
    docs: [pages.apiVersions],
  };
}

function versionNeverSent(title: string, newer: Fix[] = [set('local', 'maybe', 'AZURE_AOAI_API_VERSION', '2024-10-21')]): Explanation {
  return {
    title,
    why: 'I asked the v1 API, which has no api-version, and sent none. So something in front of the resource, such as an API gateway, adds one or leads to an older API; or the resource does not have the v1 API.',
    fix: [askDirectly, ...newer],
    docs: [pages.apiVersions],
  };
}
