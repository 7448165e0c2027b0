import { fieldOf } from '../../settings/fields.js';
import { createApi, createApplication, createGrant, listApis, listGrants, listTenants, openApplication } from '../auth0-commands.js';
import type { Known } from '../explanation.js';
import type { Describe } from './guide.js';
import { click, command, fill } from './guide.js';

const dashboard = { apis: fieldOf('OIDC_AUDIENCE').url ?? '', applications: fieldOf('OIDC_CLIENT_ID').url ?? '' };

export const tenantGuide: Describe = () => ({
  name: 'the tenant in Auth0',
  word: 'Auth0 tenant',
  what: 'A tenant is your own part of Auth0, with a domain of its own. It signs the tokens that Azure is to trust.',
  needs: [],
  gives: ['OIDC_ENDPOINT'],
  url: 'https://auth0.com/signup',
  clicks: [
    click('Sign up at auth0.com, which is free, or sign in. A new account is asked for its first tenant.'),
    click('In an account that has one: Auth0 dashboard › the name of the tenant, top left › Create Tenant', 'likely'),
    click('Tenant Domain: a name of 3 to 63 small letters, digits and hyphens. It cannot be changed later.'),
    click('Region: where the tenant is to live; it becomes part of the domain. › Create'),
    click('Your domain: Applications › Applications › any application › Settings › Basic Information › Domain'),
  ],
  commands: [command('Signs the Auth0 CLI in, in a browser', 'auth0 login'), command('Shows the domain of each tenant', listTenants)],
  seen: 'The dashboard opens, and the domain reads like NAME.eu.auth0.com.',
  slips: [
    'The domain has the region in it: NAME.us.auth0.com and NAME.eu.auth0.com are two tenants.',
    'With a custom domain, keep to one of the two: the issuer of a token is the domain that was asked for it.',
  ],
});

export const apiGuide: Describe = (known) => ({
  name: 'the API in Auth0',
  word: 'API',
  what: 'Auth0 gives a token for an API only. This one stands for Azure: nobody calls it, and its identifier becomes the audience, which Azure compares letter for letter.',
  needs: ['auth0-tenant'],
  gives: ['OIDC_AUDIENCE'],
  url: dashboard.apis,
  clicks: [
    click('Auth0 dashboard › Applications › APIs › Create API'),
    fill('Name', 'Azure token exchange', '', 'Any other name will do; it can be changed.'),
    fill('Identifier', audienceOf(known), '', 'Letter for letter: it cannot be changed later.'),
    click('JSON Web Token (JWT) Profile: Auth0'),
    click('JSON Web Token (JWT) Signing Algorithm: RS256'),
    click('What else is asked, leave as it is. › Create'),
  ],
  commands: [
    command('Makes the API', createApi(known, audienceOf(known))),
    command('Shows the APIs there are, with their identifiers', listApis(known)),
  ],
  seen: `Applications › APIs lists it, with the identifier ${audienceOf(known)} below its name.`,
  slips: [
    'The signing algorithm has to be RS256: for HS256 Auth0 publishes no key, so that Azure can never verify the token.',
    'The profile has to be Auth0: Azure does not take the type of token that the profile RFC 9068 makes.',
    'An identifier with one letter wrong is another API. Delete it and make a new one.',
  ],
});

export const applicationGuide: Describe = (known) => ({
  name: 'the application in Auth0',
  word: 'application',
  what: 'The application is the account your program signs in with at Auth0. It has a client id, of which the subject of the token is made, and a client secret.',
  needs: ['auth0-tenant', 'auth0-api'],
  gives: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  url: dashboard.applications,
  clicks: [
    click('Auth0 dashboard › Applications › Applications › Create Application'),
    fill('Name', 'keyless', '', 'Any other name will do.'),
    click('Machine to Machine Applications › Create'),
    click(`Select an API: Azure token exchange, whose identifier is ${audienceOf(known)} › no permissions are needed › Authorize`),
    click('Client ID: Settings › Basic Information'),
    click('Client Secret: Credentials (older: Settings). It belongs into its field here, and nowhere else.'),
  ],
  commands: [
    command('Makes the application, and shows its client id', createApplication(known)),
    command('Opens it in the dashboard, where the secret is copied from', openApplication(known.oidcClientId), 'likely'),
  ],
  seen: 'Settings shows a client id of 32 letters and digits, and Application Type is Machine to Machine.',
  slips: [
    'Making the API also made an application of its name with (Test Application) behind it, which is authorised already. You may take that one.',
    'Another type of application gets no token this way, unless Settings › Advanced Settings › Grant Types › Client Credentials is on.',
    'A secret that was rotated takes up to 30 seconds to be the new one.',
    'What the CLI opens is in its default tenant: auth0 tenants use DOMAIN makes another one that.',
  ],
});

export const grantGuide: Describe = (known) => ({
  name: 'the grant of the application for the API',
  word: 'grant',
  what: 'The grant allows the application to ask for tokens of the API. Without it Auth0 knows both and refuses. If Authorize was pressed when the application was made, it is there.',
  needs: ['auth0-api', 'auth0-application'],
  gives: [],
  url: dashboard.apis,
  clicks: [
    click(`Auth0 dashboard › Applications › APIs › Azure token exchange (${audienceOf(known)}) › Application Access`),
    click(`The row of the application${known.oidcClientId ? ` with the client id ${known.oidcClientId}` : ''} › Edit`),
    click('Client Access › Grant Access › no permissions are needed › Save'),
    click('In an older dashboard: Machine to Machine Applications › the application › Authorized', 'likely'),
  ],
  commands: [
    command('Makes the grant', createGrant(known, known.oidcClientId, audienceOf(known))),
    command('Shows it; an empty list means that there is none', listGrants(known, known.oidcClientId, audienceOf(known))),
  ],
  seen: 'The row of the application says that Client Access is granted (older: the switch says Authorized).',
  slips: [
    'User-delegated Access is another grant, and does not serve here: it has to be Client Access.',
    'If the command lacks a right, sign in with it: auth0 login --scopes create:client_grants',
    'Settings › Application Access Policy of the API must not say No apps allowed.',
  ],
});

/** What the audience is called, unless another one was given: every cloud but the public one has its own. */
export function audienceOf({ audience }: Pick<Known, 'audience'>): string {
  return audience || (fieldOf('OIDC_AUDIENCE').default ?? '');
}
