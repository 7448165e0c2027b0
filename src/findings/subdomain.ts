import { accountOption, listAccounts, showAccounts } from './azure-commands.js';
import type { Words } from './explanation.js';
import { run, toDo, wait } from './fix.js';
import { pages } from './pages.js';
import { quote } from './quote.js';

/** Words for the name under which a resource answers: tokens of Entra ID need one of its own, and names are unique in the world. */
export const subdomainWords = {
  'azure-openai/subdomain-required': ({ host }, known) => ({
    title: 'This endpoint accepts keys only',
    why: `${host ? quote(host) : 'The host'} is shared by a whole region, and tokens of Entra ID are accepted only at an account's own subdomain. The subdomain is unique in the world and cannot be changed once it is set.`,
    fix: [
      // What is set cannot be changed, so the account is looked at first: it may have a subdomain already.
      run('azure', 'certain', showAccounts(known)),
      run('azure', 'certain', `az cognitiveservices account update ${accountOption(known)} --custom-domain SUBDOMAIN`),
      toDo('local', 'certain', 'Then set AZURE_AOAI_ENDPOINT to https://SUBDOMAIN.openai.azure.com.'),
    ],
    docs: [pages.subdomains],
  }),
  'azure-openai/subdomain-unmapped': ({ host }) => ({
    title: 'The host exists, and no resource stands behind it',
    why: `${host ? quote(host) : 'The host'} leads to Azure, and Azure has no resource for it. The resource was deleted, the name is another one, or the subdomain was set a moment ago.`,
    fix: [
      run('azure', 'likely', listAccounts),
      wait('azure', 'likely', 'After a subdomain was set, wait two minutes and try again.'),
      toDo('local', 'likely', 'Set AZURE_AOAI_ENDPOINT to the endpoint which that list shows.'),
    ],
    docs: [pages.subdomains],
  }),
  'azure-openai/subdomain-taken': (_, known) => ({
    title: 'The subdomain is taken',
    why: 'A subdomain is unique in the whole world, and a resource has this one already. It may be a resource of your own that was deleted less than 48 hours ago.',
    fix: [
      run('azure', 'likely', showAccounts(known)),
      run('azure', 'likely', `az cognitiveservices account update ${accountOption(known)} --custom-domain OTHER_SUBDOMAIN`),
      run('azure', 'maybe', 'az cognitiveservices account list-deleted --output table'),
    ],
    docs: [pages.subdomains],
  }),
  'azure-openai/name-soft-deleted': () => ({
    title: 'A deleted resource still holds this name',
    why: 'Azure keeps a deleted Azure OpenAI resource for 48 hours. Until then its name is free only when the resource is restored, or purged, which cannot be undone. Another name is free at once.',
    fix: [
      run('azure', 'likely', 'az cognitiveservices account list-deleted --output table'),
      run('azure', 'maybe', 'az cognitiveservices account recover --location LOCATION --resource-group RESOURCE_GROUP --name ACCOUNT_NAME'),
      run('azure', 'maybe', 'az cognitiveservices account purge --location LOCATION --resource-group RESOURCE_GROUP --name ACCOUNT_NAME'),
    ],
    docs: [],
  }),
} satisfies Partial<Words<'azure-openai'>>;
