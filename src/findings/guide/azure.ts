import { fieldOf } from '../../settings/fields.js';
import { createIdentity, credentialFixes, listIdentities, showClientId } from '../azure-commands.js';
import type { Known } from '../explanation.js';
import { audienceOf } from './auth0.js';
import type { Describe } from './guide.js';
import { click, command, commandsIn, fill } from './guide.js';

const identities = fieldOf('AZURE_CLIENT_ID').url ?? '';

/** What the guides call the things they make, where a person has no names of their own yet. */
export const group = 'keyless';

export const subscriptionGuide: Describe = () => ({
  name: 'the Azure subscription with a resource group',
  word: 'subscription',
  what: 'A subscription is what Azure bills to, and belongs to one tenant of Entra ID, the sign-in service of Azure. A resource group is the folder in it that the identity and the model go into.',
  needs: [],
  gives: ['AZURE_TENANT_ID'],
  url: 'https://azure.microsoft.com/free/',
  clicks: [
    click('Without an account: start a free one at azure.microsoft.com/free; it comes with a subscription and a tenant.'),
    click('Azure portal › Resource groups › Create'),
    fill('Resource group', group, '', 'Any other name will do; the commands of the next guides say this one.'),
    click('Region: one near you › Review + create › Create'),
    click('The tenant id: Azure portal › Microsoft Entra ID › Overview › Tenant ID'),
  ],
  commands: [
    command('Signs the Azure CLI in, in a browser', 'az login'),
    command(
      'Makes the resource group, once LOCATION is a region, such as westeurope',
      `az group create --name ${group} --location LOCATION`,
    ),
    command('Shows the tenant id of the subscription that is selected', 'az account show --query tenantId --output tsv'),
  ],
  seen: `The page Resource groups lists ${group}, and the tenant id is 32 digits and letters in five parts.`,
  slips: [
    'The tenant id is not the subscription id: both look alike, and the Overview of a subscription shows the latter first.',
    'Identity and model have to live in one tenant. With several of them, look which one is selected: top right in the portal.',
    'To give the role later, you need to be Owner, User Access Administrator or Role Based Access Control Administrator.',
  ],
});

export const identityGuide: Describe = (known) => ({
  name: 'the managed identity',
  word: 'identity',
  what: 'The managed identity is the account in Azure that your program becomes. It has no password and no key: it trusts the tokens of Auth0 instead.',
  needs: ['azure-subscription'],
  gives: ['AZURE_CLIENT_ID'],
  url: identities,
  clicks: [
    click('Azure portal › Managed Identities › Create'),
    click(`Subscription: yours. Resource group: ${known.identityGroup ?? group}, or one that you have`),
    click('Region: one near you, though not Malaysia South or New Zealand North'),
    fill('Name', known.identityName ?? 'keyless', '', 'Any other name will do; it cannot be changed later.'),
    click('What else is asked, leave as it is. › Review + create › Create'),
    click('The client id: Managed Identities › the identity › Overview › Client ID'),
  ],
  commands: [
    command(
      'Makes the identity where its resource group is; clientId in the answer is the value for here',
      createIdentity({ ...known, identityName: known.identityName ?? 'keyless', identityGroup: known.identityGroup ?? group }),
    ),
    command('Shows the client id again', showClientId({ ...known, identityName: known.identityName ?? 'keyless' })),
  ],
  seen: 'The page Managed Identities lists it, and its Overview shows a client id.',
  slips: [
    'The client id is not the object id (principal id): the Overview shows both, and they look alike.',
    'It has to be a user-assigned identity. One that belongs to a machine or an app service (system-assigned) cannot hold the credential.',
    'In its first minutes not every part of Azure knows a new identity.',
  ],
});

export const credentialGuide: Describe = (known) => ({
  name: 'the federated credential',
  word: 'credential',
  what: 'The federated credential is the entry on the identity that says whose tokens it trusts: one issuer, one subject, one audience. Azure compares all three with the token letter for letter.',
  needs: ['auth0-application', 'managed-identity'],
  gives: ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'],
  url: identities,
  clicks: [
    click(`Azure portal › Managed Identities › ${identityOf(known)} › Settings › Federated credentials › Add Credential`),
    click('Federated credential scenario: Other issuer (on some portals: Other)'),
    fill('Issuer URL', wantedOf(known).issuer, 'https://, the domain of Auth0, and a slash at the end', 'The slash counts.'),
    fill('Subject identifier', wantedOf(known).subject, 'the client id of Auth0, then @clients'),
    fill('Name', 'auth0', '', 'Any other name will do; it cannot be changed later.'),
    fill('Audience', audienceOf(known), '', 'The portal fills in api://AzureADTokenExchange; change it only where this is another one.'),
    click('Add'),
  ],
  commands: [
    ...commandsIn('Shows the names that the next one asks for', listIdentities(known)),
    ...commandsIn('Adds the credential', credentialFixes('create', managed(known), wantedOf(known))),
    ...commandsIn('Shows what Azure holds now', credentialFixes('names', { ...managed(known), credentialName: 'auth0' }, wantedOf(known))),
  ],
  seen: 'The page Federated credentials lists it. Azure takes wrong values without a word: the check compares them with the token.',
  slips: [
    'The issuer ends in a slash, and the subject in @clients. The client id in it is the one of Auth0, not the one of Azure.',
    'Capital and small letters count in all three; so does a space that was copied along.',
    'It can take several minutes until a new credential works, even after it has worked once.',
    'On an API with agent subject claims the subject has no @clients: what the token says is right.',
  ],
});

/** What the credential must hold: as the token says it, else as Auth0 makes it of domain and client id. */
function wantedOf(known: Known): { issuer: string | null; subject: string | null; audience: string } {
  return {
    issuer: known.issuer || (known.domain ? `https://${known.domain}/` : null),
    subject: known.subject || (known.oidcClientId ? `${known.oidcClientId}@clients` : null),
    audience: audienceOf(known),
  };
}

/** The identity as a person finds it in a list. */
function identityOf({ identityName, azureClientId }: Known): string {
  return identityName ?? (azureClientId ? `the identity with the client id ${azureClientId}` : 'the identity');
}

// The guides make a managed identity, so nothing is offered for an app registration. The credential is a new one.
function managed(known: Known): Known {
  return { ...known, identity: 'managed-identity', credentialName: null };
}
