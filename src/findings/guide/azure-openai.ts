import { fieldOf } from '../../settings/fields.js';
import {
  accountNames,
  assignRole,
  createAccount,
  createDeployment,
  deploymentFixes,
  findAccount,
  findObjectId,
  foundryUser,
  listModels,
  listRoles,
  openAiUser,
  showAccounts,
} from '../azure-commands.js';
import type { Known } from '../explanation.js';
import { group } from './azure.js';
import type { Describe } from './guide.js';
import { click, command, commandsIn, fill } from './guide.js';

const resources = fieldOf('AZURE_AOAI_ENDPOINT').url ?? '';

export const resourceGuide: Describe = (known) => ({
  name: 'the Azure OpenAI resource',
  word: 'resource',
  what: 'The Azure OpenAI resource is where models run and are billed. Its endpoint is the address that your program calls.',
  needs: ['azure-subscription'],
  gives: ['AZURE_AOAI_ENDPOINT'],
  url: 'https://portal.azure.com/#create/Microsoft.CognitiveServicesOpenAI',
  clicks: [
    click('Azure portal › Create a resource › Azure OpenAI › Create'),
    click(`Subscription: the one of the identity. Resource group: ${known.identityGroup ?? group}, or one that you have`),
    click('Region: one that offers the model you want'),
    click('Name: 2 to 64 letters, digits and hyphens that nobody else has. It becomes the subdomain, which cannot be changed later.'),
    click('Pricing tier: Standard S0 › Next'),
    click('Network: All networks, including the internet, can access this resource. › Next › Next › Create'),
    click('The endpoint: Go to resource › Resource Management › Keys and Endpoint › Endpoint. No key is needed.'),
  ],
  commands: [
    command('Makes the resource, once ACCOUNT_NAME and LOCATION are yours', createAccount(known.identityGroup ?? group)),
    command('Shows the endpoint', showAccounts(known)),
  ],
  seen: 'The endpoint begins with the name you gave: https://NAME.openai.azure.com/',
  slips: [
    'An endpoint of a region, such as westeurope.api.cognitive.microsoft.com, takes no token: it lacks a subdomain of its own.',
    'The endpoint ends after the host. What follows /openai in a sample is not part of it.',
    'The name of a resource that was deleted stays taken for 48 hours.',
  ],
});

export const deploymentGuide: Describe = (known) => ({
  name: 'the deployment of a model',
  word: 'deployment',
  what: 'A deployment is one model, made ready in your resource under a name that you choose. Programs ask for that name.',
  needs: ['azure-openai'],
  gives: ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  url: fieldOf('AZURE_AOAI_MODEL_DEPLOYMENT_NAME').url ?? '',
  clicks: [
    click('Foundry portal (ai.azure.com), with the switch New Foundry off › View all resources › your resource'),
    click('If it offers to upgrade the resource: Cancel. It works as it is.'),
    click('Deployments › Deploy model › Deploy base model'),
    click('A model for chat › Confirm'),
    fill('Deployment name', known.deployment || 'chat', '', 'Any other name will do.'),
    click('Deployment type: Global Standard › Deploy'),
    click('With New Foundry on: Build › Catalog › the model › Deploy › Custom settings', 'maybe'),
  ],
  commands: [
    ...(known.endpoint && !known.accountId
      ? [command('Shows the names that the next ones ask for', showAccounts(known))]
      : commandsIn('Shows the names that the next ones ask for', findAccount(known, 'certain'))),
    command('Shows which models it can have, and which of them can chat', listModels(known)),
    command(
      'Deploys one; the capacity is in thousands of tokens a minute',
      createDeployment(known.deployment || 'chat', accountNames(known)),
    ),
    ...commandsIn('Shows what is deployed', deploymentFixes(known).slice(-1)),
  ],
  seen: 'The page Deployments lists it, and its state is Succeeded.',
  slips: [
    'The name of the deployment is not the name of the model, unless you gave it the same.',
    'A new deployment can take 5 minutes until it answers.',
    'A model that is about to be withdrawn cannot be deployed any more: take a newer one, or a newer version.',
    'Without quota for a model in the region the portal refuses: take another model, region or a smaller capacity.',
  ],
});

export const roleGuide: Describe = (known) => {
  const [name, id] = roleFor(known);
  return {
    name: 'the role of the identity on the resource',
    word: 'role',
    what: `A role is the permission to do something with a resource. "${name}" lets the identity use the models, and nothing else.`,
    needs: ['managed-identity', 'azure-openai'],
    gives: [],
    url: resources,
    clicks: [
      click(`Azure portal › Azure OpenAI › ${resourceOf(known)} › Access control (IAM) › Add › Add role assignment`),
      fill('Role', name, '', 'The search box takes it; select its line › Next'),
      click('Members › Assign access to: Managed identity › Select members'),
      click('Managed identity: User-assigned managed identity › the identity › Select'),
      click('Review + assign › Review + assign'),
    ],
    commands: [
      ...commandsIn('Shows what the next ones ask for: the resource', findAccount(known, 'certain')),
      ...commandsIn('Shows what the next ones ask for: the identity', findObjectId(known, null, 'certain')),
      command('Gives the role, by its id, which never changes', assignRole(known, null, id)),
      command('Shows the roles of the identity', listRoles(known, null)),
    ],
    seen: `Access control (IAM) › Role assignments lists the identity under ${name}.`,
    slips: [
      'Owner, Contributor and Reader manage the resource and do not let anybody use it with a token.',
      'It can take 5 to 10 minutes until a new role works.',
      'The role goes on the resource, or above it. On a project of Foundry it does not cover the resource.',
      'Without Add role assignment you lack the right to give roles: ask an Owner or a User Access Administrator.',
    ],
  };
};

/** What lets an identity use the models: projects of Foundry have a role of their own. */
function roleFor({ endpoint }: Known): [name: string, id: string] {
  return endpoint?.includes('/api/projects/') ? ['Foundry User', foundryUser] : ['Cognitive Services OpenAI User', openAiUser];
}

function resourceOf({ endpoint }: Known): string {
  return endpoint && URL.canParse(endpoint) ? `the resource behind ${new URL(endpoint).hostname}` : 'the resource';
}
