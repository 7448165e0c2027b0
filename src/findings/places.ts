import type { Confidence, Fix, Known } from './explanation.js';
import { auth0Page, azurePage } from './fix.js';
import { visible } from './quote.js';

/** Pages of the Auth0 Dashboard. Where a label was renamed in 2025 and 2026 both are given, since tenants show either. */
export const auth0Places = {
  applicationSettings: 'Applications › Applications › the application › Settings › Basic Information',
  applicationSecret: 'Applications › Applications › the application › Credentials (older: Settings)',
  grantTypes: 'Applications › Applications › the application › Settings › Advanced Settings › Grant Types › Client Credentials',
  createApplication: 'Applications › Applications › Create Application › Machine to Machine Applications',
  createApi: 'Applications › APIs › Create API',
  apis: 'Applications › APIs',
  access:
    'Applications › APIs › the API › Application Access › the application › Edit › Client Access › Grant Access (older: Machine to Machine Applications › Authorized)',
  accessPolicy: 'Applications › APIs › the API › Settings › Application Access Policy',
  organizations: 'Applications › APIs › the API › Application Access › the application › Edit › Organization Support',
  algorithm: 'Applications › APIs › the API › Settings › JWT Signing Algorithm › RS256',
  profile: 'Applications › APIs › the API › Settings › Access Token Settings › JSON Web Token (JWT) Profile › Auth0',
  encryption: 'Applications › APIs › the API › Settings › JSON Web Encryption',
  lifetime: 'Applications › APIs › the API › Settings › Maximum Access Token Lifetime (Seconds) (older: Token Expiration)',
  keys: 'Settings › Signing Keys',
  actions: 'Actions › Triggers (older: Flows) › Machine to Machine',
  logs: 'Monitoring › Logs',
} as const;

/** A page of the API that the token is for: whoever manages several sees which one. */
export function apiPage(confidence: Confidence, { audience }: Pick<Known, 'audience'>, path: string): Fix {
  return auth0Page(confidence, audience ? path.replace('the API', `the API ${visible(audience)}`) : path);
}

/** The federated credential in the Azure portal. */
export function credentialPlace(known: Known): string {
  const credential = known.credentialName ? ` › ${known.credentialName}` : '';
  const settings = known.identity === 'app-registration' ? 'Certificates & secrets' : 'Settings';
  return `${identityPlace(known)} › ${settings} › Federated credentials${credential}`;
}

/** The page of the credential: two, while nobody knows whether it belongs to a managed identity or to an application. */
export function credentialPage(confidence: Confidence, known: Known): Fix {
  return azurePage(confidence, credentialPlaceInWords(known));
}

/** The same for a message, whose reader has nobody to ask whether it is the one or the other. */
export function credentialPlaceInWords(known: Known): string {
  const other = ' (for an app registration: App registrations › Certificates & secrets › Federated credentials)';
  return `${credentialPlace(known)}${known.identity === null ? other : ''}`;
}

/** Where one is added. */
export function newCredentialPlace(known: Known): string {
  return credentialPlaceInWords({ ...known, credentialName: null }).replace(
    'Federated credentials',
    'Federated credentials › Add credential',
  );
}

/** The identity in the Azure portal. */
export function identityPlace(known: Known): string {
  const name = known.identityName ?? (known.azureClientId ? `client id ${known.azureClientId}` : null);
  if (known.identity === 'app-registration') return `App registrations › ${name ?? 'the application'}`;
  return `Managed Identities › ${name ?? 'the identity'}`;
}

/** The Azure OpenAI resource in the Azure portal. */
export function resourcePlace(known: Known, page: string): string {
  const host = known.endpoint && URL.canParse(known.endpoint) ? new URL(known.endpoint).hostname : null;
  return `Azure OpenAI › ${host ? `the resource behind ${host}` : 'the resource'} › ${page}`;
}

/** The deployments of a resource, which have a portal of their own. */
export function deploymentsPage(confidence: Confidence): Fix {
  return foundryPage(confidence, 'the resource › Deployments');
}

/** A page in the Foundry portal. */
export function foundryPage(confidence: Confidence, path: string): Fix {
  return { kind: 'portal', where: 'azure', confidence, path: `Foundry portal › ${path}`, url: 'https://ai.azure.com' };
}
