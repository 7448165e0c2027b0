import { line, messageFix, needed } from './admin-message.js';
import type { Fix, Words } from './explanation.js';
import { run, toDo } from './fix.js';
import { pages } from './pages.js';
import { listed, named, quote, quoteAll } from './quote.js';
import { option, shellWord } from '../settings/shell-word.js';
import { stillChecked, unfitAnswer } from './tool-unfit.js';

/** The way to the credential without `az`. */
const readInPortal = toDo(
  'local',
  'maybe',
  'Copy what the federated credential says in the Azure portal into AZURE_FEDERATED_ISSUER, AZURE_FEDERATED_SUBJECT and AZURE_FEDERATED_AUDIENCE; then both sides can be compared without az.',
);

/** Words for what the tools and the environment of this machine cannot do or get in the way of. */
export const toolWords = {
  'tool/az-missing': () => ({
    title: 'The Azure CLI is not installed here',
    why: `No program called "az" is on the path, so nothing could be read from Azure or changed there. ${stillChecked}`,
    fix: [
      toDo('local', 'certain', 'Install the Azure CLI and sign in with az login, or run the commands in a shell that has it.'),
      readInPortal,
    ],
    docs: [pages.azLogin],
  }),
  'tool/az-signed-out': ({ tenant }, known) => ({
    title: 'The Azure CLI is not signed in',
    why: `"az" is here, and nobody has signed in with it, so it may read nothing from Azure. ${stillChecked}`,
    fix: [...signIn(tenant ?? known.tenant), readInPortal],
    docs: [pages.azLogin],
  }),
  'tool/az-login-expired': ({ number, tenant }, known) => ({
    title: 'The sign-in of the Azure CLI has expired',
    why: `Entra ID wants the person who uses "az" to sign in again${number ? `: it answered ${number}` : ''}. ${
      reasons[number ?? ''] ?? 'Sessions end after a while, after a change of password, and by a policy of the tenant.'
    } That is about your own session, not about the application. ${stillChecked}`,
    fix: [...signIn(tenant ?? known.tenant), readInPortal],
    docs: [pages.azLogin],
  }),
  'tool/az-forbidden': ({ action, scope }, known) => ({
    title: 'You may not do this in Azure',
    why: `Azure knows who is signed in with "az" and finds no role that allows ${action ? quote(action) : 'what was asked'}${
      scope ? ` on ${quote(scope)}` : ''
    }. A role that was given a moment ago needs a new sign-in, or some minutes. ${stillChecked}`,
    fix: [
      messageFix('azure', 'likely', {
        ask: 'Could you give me one right in Azure, or do this for me, please?',
        lines: [...needed('Right wanted', action, 'ACTION'), ...needed('On', scope, 'RESOURCE'), ...line('Tenant', known.tenant)],
        why: 'I am setting up an application that signs in with Auth0 in place of an Azure key, and az says that I may not do this.',
      }),
      run('azure', 'likely', 'az account show --output table'),
      ...signIn(known.tenant, 'maybe'),
    ],
    docs: [pages.roleTrouble],
  }),
  'tool/az-wrong-subscription': ({ subscription }, known) => ({
    title: 'The Azure CLI does not see this subscription',
    why: `${subscription ? `${quote(subscription)} is not among the subscriptions` : 'The subscription is not among those'} of the account that is signed in with "az". The name is mistyped, or it belongs to another account or tenant. ${stillChecked}`,
    fix: [
      run('azure', 'certain', 'az account list --all --refresh --output table'),
      run('azure', 'likely', 'az account set --subscription SUBSCRIPTION_ID'),
      ...signIn(known.tenant, 'maybe'),
    ],
    docs: [pages.azTrouble],
  }),
  'tool/az-resource-missing': ({ resource }) => ({
    title: 'The Azure CLI does not find this resource',
    why: `${resource ? quote(resource) : 'What was asked for'} is not in the subscription that "az" uses now. The name or the group is another one, the resource was deleted, or it lives in another subscription. ${stillChecked}`,
    fix: [
      run('azure', 'likely', 'az account show --output table'),
      run('azure', 'likely', 'az account list --all --refresh --output table'),
      run('azure', 'maybe', 'az account set --subscription SUBSCRIPTION_ID'),
    ],
    docs: [pages.azTrouble],
  }),
  'tool/az-role-exists': ({ role }) => ({
    title: 'The identity has this role already',
    why: `Azure did not give ${role ? `the role ${quote(role)}` : 'the role'} a second time, because the same assignment is there. That is what was wanted.`,
    fix: [
      toDo(
        'azure',
        'certain',
        'There is nothing to do. Where Azure OpenAI still refuses, the role is so new that it needs 5 to 10 minutes.',
      ),
    ],
    docs: [pages.roleTrouble],
  }),
  'tool/az-refused': (evidence) => unfitAnswer('az', evidence),
  'tool/auth0-missing': () => ({
    title: 'The Auth0 CLI is not installed here',
    why: `No program called "auth0" is on the path, so nothing could be read from Auth0 or changed there. ${stillChecked}`,
    fix: [
      run('local', 'likely', 'brew install auth0/auth0-cli/auth0'),
      toDo(
        'local',
        'likely',
        'Elsewhere than on a Mac, the page below has the way to install it. The Auth0 dashboard can do the same by hand.',
      ),
    ],
    docs: [pages.auth0Cli],
  }),
  'tool/auth0-signed-out': ({ domain, lacks }, known) => ({
    title: lacks ? `The Auth0 CLI is signed in without the right ${quote(lacks)}` : 'The Auth0 CLI is not signed in',
    why: `"auth0" is here, and ${
      lacks
        ? `${named('its sign-in to the tenant', domain ?? known.domain)} does not include ${quote(lacks)}.`
        : `it is not signed in to ${named('the tenant', domain ?? known.domain)}, or its session has ended.`
    } Signing in needs the role Admin in that tenant. ${stillChecked}`,
    fix: [
      ...(lacks ? [] : [run('auth0', 'likely', 'auth0 tenants list')]),
      run('auth0', 'likely', `auth0 login${loginDomain(domain ?? known.domain)}${lacks ? ` ${option('--scopes', lacks)}` : ''}`),
      ...(lacks ? [toDo('auth0', 'maybe', 'Where it is signed in as an application: authorise that one for this right.')] : []),
      toDo('auth0', 'maybe', 'Without that role, make the change in the Auth0 dashboard, or ask somebody who has it.'),
    ],
    docs: [pages.auth0Cli],
  }),
  'tool/auth0-refused': (evidence) => unfitAnswer('auth0', evidence),
  'tool/environment-conflict': ({ variables, file }) => ({
    title: 'A variable in the environment gets in the way of an SDK',
    why: `${variables.length > 0 ? `${quoteAll(variables)} ${variables.length > 1 ? 'are' : 'is'} set${file ? ` in ${file}` : ''}. ` : ''}The SDKs read such variables by themselves, and then send a key in place of the token, or call another address. I do not use them; your own program may.`,
    fix: [
      ...(file
        ? [toDo('local', 'certain', `Take ${variables.length > 1 ? 'these lines' : 'this line'} out of ${file}: ${listed(variables)}.`)]
        : []),
      ...(variables.length > 0 && !file ? [run('local', 'certain', `unset ${variables.map(shellWord).join(' ')}`)] : []),
      toDo('local', 'likely', 'Where they have to stay, give the SDK its values in code: the base URL, and the token provider as apiKey.'),
    ],
    docs: [],
  }),
} satisfies Words<'tool'>;

/** Why Entra ID ends a session, by the number that az prints. */
const reasons: Readonly<Record<string, string>> = {
  AADSTS700082: 'The session was not used for 90 days.',
  AADSTS70043: 'A policy of the tenant asks for a new sign-in after some time.',
  AADSTS50076: 'The tenant wants a second factor for this.',
  AADSTS50079: 'The tenant wants a second factor for this.',
  AADSTS50173: 'The session was revoked, as after a change of password.',
  AADSTS700024: 'The token with which az had signed in as an application has expired.',
};

function signIn(tenant: string | null, confidence: 'certain' | 'maybe' = 'certain'): Fix[] {
  const login = tenant ? `az login ${option('--tenant', tenant)}` : 'az login';
  return [run('azure', confidence, login), run('azure', 'maybe', `${login} --use-device-code`)];
}

// The CLI signs in at a tenant's own domain only.
function loginDomain(domain: string | null): string {
  return domain?.endsWith('.auth0.com') ? ` ${option('--domain', domain)}` : '';
}
