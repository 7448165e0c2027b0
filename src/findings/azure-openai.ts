import { messageFix, needed } from './admin-message.js';
import { deploymentFixes, listAccounts, showAccounts } from './azure-commands.js';
import { deploymentMissing, modelRetired } from './deployment.js';
import { firewallBlocked, privateEndpointUnapproved, publicAccessDisabled } from './closed-network.js';
import type { Words } from './explanation.js';
import { azurePage, run, set, toDo, wait } from './fix.js';
import { keyDisabled, keyRefused, versionNotAllowed, versionTooOld } from './never-sent.js';
import { aboutRequest, inYourProgram, requestFixes } from './own-request.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { parameterUnsupported } from './parameter.js';
import { named, quote } from './quote.js';
import { deploymentsPage, foundryPage, resourcePlace } from './places.js';
import { roleMissing } from './role.js';
import { subdomainWords } from './subdomain.js';
import { titleOfRefusal, whatItSaid } from './unknown-refusal.js';

/** The path behind the host, or nothing: the parser of the setting has taken off what is known to be none of it. */
function pathOf(endpoint: string | null): string {
  const path = endpoint && URL.canParse(endpoint) ? new URL(endpoint).pathname : '';
  return path === '/' || path.startsWith('/api/projects/') ? '' : path;
}

const works = 'The connection works: Auth0, Entra ID, the role and the deployment all did their part.';

/** The token is our own: it is new, and its scope is the one for the cloud of the endpoint. */
const ownTokenRefused = [
  toDo('local', 'likely', 'Look at AZURE_AOAI_ENDPOINT: a gateway, or a resource in another cloud, may want a token for another audience.'),
  wait('azure', 'maybe', 'Check again in a minute. The token is new, so where it counts as expired, the clock of that host is wrong.'),
];

/** Words for what Azure OpenAI answers to a request that carries a token of Entra ID. */
export const azureOpenAiWords = {
  'azure-openai/role-missing': (evidence, known) => roleMissing(evidence, known),
  'azure-openai/tenant-mismatch': ({ tokenTenant }, known) => ({
    title: 'The identity and the resource live in two tenants',
    why: `The token is from ${named('the tenant', tokenTenant ?? known.tenant)}, and the Azure OpenAI resource belongs to another one. A managed identity cannot leave its tenant, so identity and resource have to be in the same one.`,
    fix: [
      run('azure', 'likely', showAccounts(known)),
      toDo(
        'azure',
        'likely',
        'Create the managed identity in the tenant of the resource, then set AZURE_TENANT_ID and AZURE_CLIENT_ID to it.',
      ),
      toDo('local', 'maybe', 'Check that AZURE_AOAI_ENDPOINT is the resource you mean.'),
    ],
    docs: [pages.federation],
  }),
  'azure-openai/token-refused': ({ audienceWanted, audienceSent }, known) => ({
    title: 'Azure OpenAI did not accept the token',
    why: `${
      audienceWanted && audienceSent && audienceWanted !== audienceSent
        ? `It wants a token for ${quote(audienceWanted)} and got one for ${quote(audienceSent)}.`
        : `The token is missing, expired, or not for ${audienceWanted ? quote(audienceWanted) : 'this service'}; the answer is the same for all three.`
    } ${whatEntraIdIs} issues the token. What it is for (its audience) comes from the scope that is asked for: the audience with /.default behind it.`,
    fix: known.isAccepted
      ? ownTokenRefused
      : requestFixes(known, {
          onTheWay: ownTokenRefused,
          program: [
            ...(audienceWanted
              ? [inYourProgram(`ask Entra ID for the scope ${quote(`${audienceWanted.replace(/\/$/, '')}/.default`)}.`)]
              : []),
            inYourProgram('ask Entra ID for a new token, and send it as Authorization: Bearer, not as api-key.'),
          ],
        }),
    docs: [pages.apiVersions],
  }),
  ...subdomainWords,
  'azure-openai/public-access-disabled': ({ host }, known) => publicAccessDisabled(host, known),
  'azure-openai/firewall-blocked': ({ host }, known) => firewallBlocked(host, known),
  'azure-openai/private-endpoint-unapproved': ({ host }, known) => privateEndpointUnapproved(host, known),
  'azure-openai/deployment-missing': (evidence, known) => deploymentMissing(evidence, known),
  'azure-openai/path-or-version-wrong': ({ apiVersion }, { endpoint }) => ({
    title: 'Azure OpenAI does not know this address',
    why: `It answered 404 and gave no reason. ${apiVersion ? `${quote(apiVersion)} may be a version it does not know or no longer serves. ` : ''}${
      pathOf(endpoint)
        ? 'The endpoint may carry a path too many; it ends after the host, or after the name of a project.'
        : 'Something else than an Azure OpenAI resource may answer at the endpoint, or the resource does not have this API.'
    }`,
    fix: [
      ...(apiVersion ? [toDo('local', 'likely', 'Remove AZURE_AOAI_API_VERSION; the v1 API is used then.')] : []),
      ...(apiVersion === '2024-10-21' ? [] : [set('local', 'maybe', 'AZURE_AOAI_API_VERSION', '2024-10-21')]),
      pathOf(endpoint)
        ? toDo('local', 'likely', `Write AZURE_AOAI_ENDPOINT without the path ${pathOf(endpoint)}.`)
        : run('azure', 'maybe', listAccounts),
    ],
    docs: [pages.apiVersions],
  }),
  'azure-openai/version-not-allowed': (evidence, known) => versionNotAllowed(evidence, known),
  'azure-openai/version-too-old': (evidence, known) => versionTooOld(evidence, known),
  'azure-openai/operation-unsupported': ({ deployment }, known) => ({
    title: 'The model of this deployment cannot chat',
    why: `${deployment ? quote(deployment) : 'The deployment'} runs a model that does not answer chat completions: some only embed, some only answer the Responses API. Sign-in and role are right.`,
    fix: [...deploymentFixes(known), toDo('local', 'likely', 'Set AZURE_AOAI_MODEL_DEPLOYMENT_NAME to a deployment with a chat model.')],
    docs: [],
  }),
  'azure-openai/parameter-unsupported': (evidence, known) => parameterUnsupported(evidence, known),
  'azure-openai/output-limit-too-small': ({ hasText }, known) => ({
    title: hasText ? 'It works; the answer was cut at a limit' : 'It works; the answer was cut before its first word',
    why: `${works} ${
      hasText
        ? 'The answer reached the limit on tokens before its end, so the end is missing.'
        : 'The model thinks before it answers, and the limit on tokens was used up by thinking.'
    } ${aboutRequest(known, 'I set no limit, so it', 'Where the request set no limit, it')} is that of the model, or something on the way, such as a gateway, sets one.`,
    fix: [
      toDo('azure', 'likely', 'Behind a gateway, ask whoever runs it for a limit on the tokens of an answer.'),
      deploymentsPage('maybe'),
      inYourProgram('allow 2,000 tokens or more, or set no limit.'),
    ],
    docs: [],
  }),
  'azure-openai/context-too-long': () => ({
    title: 'It works; the text is too long for this model',
    why: `${works} Prompt and conversation together have more tokens than the model takes at once. A check sends one short sentence; where that is too long, something on the way, such as a gateway, adds text to it.`,
    fix: [
      toDo('azure', 'likely', 'Behind a gateway, ask whoever runs it what it adds to a prompt.'),
      toDo('local', 'likely', 'If the prompt was your own, shorten it, or begin a new conversation.'),
      inYourProgram('shorten the prompt, or send less of the conversation.'),
    ],
    docs: [],
  }),
  'azure-openai/content-filtered': () => ({
    title: 'It works; the content filter stopped this prompt',
    why: `${works} The content filter of the deployment held back the prompt or the answer. A check asks for a greeting and nothing else: a filter that stops a greeting stops every prompt, and its settings are the place to look.`,
    fix: [
      foundryPage('likely', 'the resource › Deployments › the deployment › Edit › Content filter'),
      foundryPage('likely', 'Guardrails + controls (older: Safety + security) › Content filters › Blocklists and thresholds'),
      toDo('local', 'likely', 'If the prompt was your own, word it in another way.'),
      inYourProgram('expect such an answer, and word the prompt in another way.'),
    ],
    docs: [],
  }),
  'azure-openai/model-retired': ({ deployment }, known) => modelRetired(deployment, known),
  'azure-openai/model-retiring': ({ deployment, model, retiresAt }) => ({
    title: `The model behind ${deployment.slice(0, 30)} ends on ${retiresAt.slice(0, 10)}`,
    why: `Azure OpenAI lists ${quote(model)} with this last day; after it the deployment answers with errors. The connection works today.`,
    fix: [
      toDo('azure', 'likely', 'Deploy a newer model under another name, and set AZURE_AOAI_MODEL_DEPLOYMENT_NAME to it before that day.'),
      deploymentsPage('likely'),
    ],
    docs: [],
  }),
  'azure-openai/rate-limited': ({ limit }) => ({
    title: limit ? 'The deployment has reached its limit for now' : 'Azure OpenAI, or a gateway before it, asks to slow down',
    why: limit
      ? `The deployment takes a set number of ${limit} a minute, and they are used up. Sign-in and role are right. Other programs that use the deployment count too.`
      : 'The answer does not say whose limit was reached: that of the deployment, or of a gateway on the way. Nothing is known of sign-in and role.',
    fix: [
      wait('azure', 'certain', 'Wait a minute and try again.'),
      toDo('azure', 'likely', 'Raise the capacity of the deployment, or ask for more quota.'),
    ],
    docs: [pages.quota],
  }),
  'azure-openai/quota-insufficient': () => ({
    title: 'The subscription has no quota left for this deployment',
    why: 'A deployment reserves a part of the quota of the subscription in its region, and less is left than was asked for. The quota counts for each model and region by itself.',
    fix: [
      run('azure', 'likely', 'az cognitiveservices usage list --location LOCATION --output table'),
      toDo('azure', 'likely', 'Ask for a smaller capacity, lower another deployment of the same model, or deploy in another region.'),
      toDo('azure', 'likely', 'Ask Microsoft for more at https://aka.ms/oai/quotaincrease.'),
    ],
    docs: [pages.quota],
  }),
  'azure-openai/capacity': () => ({
    title: 'Azure OpenAI is too busy at the moment',
    why: 'The service itself is short of capacity for this model. Sign-in and role are right, and nothing has to change.',
    fix: [
      wait('azure', 'certain', 'Try again in a minute.'),
      toDo('azure', 'maybe', 'If it lasts, deploy the model in another region, or as a global deployment.'),
    ],
    docs: [],
  }),
  'azure-openai/key-refused': (_, known) => keyRefused(known),
  'azure-openai/key-disabled': (_, known) => keyDisabled(known),
  'azure-openai/gateway-key-missing': ({ host }) => ({
    title: 'A gateway in front wants a subscription key',
    why: `${host ? quote(host) : 'The host'} is an API Management gateway, not Azure OpenAI itself, and it wants a key of its own before it looks at the token.`,
    fix: [
      toDo('local', 'likely', 'Set AZURE_AOAI_ENDPOINT to the resource itself: https://NAME.openai.azure.com.'),
      messageFix('azure', 'likely', {
        ask: 'Could you tell us how to call Azure OpenAI through the API gateway with a token of Entra ID, please?',
        lines: needed('Gateway', host, 'HOST_OF_THE_GATEWAY'),
        why: 'the gateway wants a subscription key, and our application has none.',
      }),
    ],
    docs: [],
  }),
  'azure-openai/blocked-for-abuse': () => ({
    title: 'Microsoft has blocked the resource for now',
    why: 'Microsoft saw use of the resource that may break its content policy and stopped it. Only its owner can clear that up with Microsoft; a setting does not help.',
    fix: [azurePage('likely', 'Help + support › Create a support request')],
    docs: [],
  }),
  'azure-openai/service-error': () => ({
    title: 'Azure OpenAI had a fault of its own',
    why: 'It answered with a server error, which says nothing about the settings. Where the answer has a request id, Microsoft asks for it.',
    fix: [wait('azure', 'likely', 'Try again in a minute.'), azurePage('maybe', 'Service Health')],
    docs: [],
  }),
  'azure-openai/refused': (_, known, refusal) => ({
    title: titleOfRefusal('azure-openai', refusal),
    why: `${whatItSaid('azure-openai', refusal)} ${
      known.isAccepted
        ? 'Entra ID accepted the sign-in before, so the reason lies with the resource or the request.'
        : 'A token of Entra ID comes before this, so the reason likely lies with the resource or the request.'
    }`,
    fix: [
      azurePage('maybe', resourcePlace(known, 'Help › Resource health')),
      toDo(
        'azure',
        'maybe',
        'Ask Microsoft, with the answer and its request id: Azure portal › Help + support › Create a support request.',
      ),
    ],
    docs: [],
  }),
} satisfies Words<'azure-openai'>;
