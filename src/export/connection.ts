import { defaultAudience } from '../findings/audience.js';
import { foundryUser, openAiUser } from '../findings/azure-commands.js';
import { isAzureOpenAi } from '../settings/kinds.js';
import type { Profile } from '../settings/profile.js';
import { scopeFor } from '../settings/scope.js';
import { isRetired } from '../settings/texts.js';

/** What code needs to go from Auth0 over Entra ID to Azure OpenAI; the secret is none of it. */
export interface Connection {
  tokenUrl: string;
  oidcClientId: string;
  audience: string;
  tenant: string;
  azureClientId: string;
  /** Null in the public cloud, which every SDK takes by itself. */
  authorityHost: string | null;
  /** Whether the SDKs would first ask the public cloud about this authority, which knows nothing of it. */
  isPrivateAuthority: boolean;
  scope: string;
  /** Without a final slash. */
  endpoint: string;
  deployment: string;
  apiVersion: string | null;
}

/** The connection of the settings. Where the deployment is not known, its word in capitals stands for it, as in every command. */
export function connectionOf({ auth0, entra, openai }: Profile): Connection {
  const { authorityHost } = entra;
  return {
    tokenUrl: `https://${auth0.domain}/oauth/token`,
    oidcClientId: auth0.clientId,
    audience: auth0.audience,
    tenant: entra.tenant,
    azureClientId: entra.clientId,
    authorityHost: authorityHost === publicAuthority ? null : authorityHost,
    isPrivateAuthority: !knownAuthorities.has(authorityHost),
    scope: scopeFor(openai.endpoint, authorityHost),
    endpoint: openai.endpoint,
    deployment: openai.deployment ?? 'DEPLOYMENT_NAME',
    apiVersion: openai.apiVersion,
  };
}

const publicAuthority = 'https://login.microsoftonline.com';

/** Those of which the SDKs know by themselves where they answer (MSAL's built-in metadata). */
const knownAuthorities: ReadonlySet<string> = new Set([
  publicAuthority,
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
  'https://login.chinacloudapi.cn',
]);

/** What a token of Auth0 will hold, and the federated credential has to hold: never what Azure held, which may be the mistake. */
export interface Trust {
  issuer: string;
  subject: string;
  audience: string;
}

/** Auth0's issuer is the address of the domain with its final slash, and the subject the client id with `@clients` behind it. */
export function trustOf({ auth0 }: Profile): Trust {
  return { issuer: `https://${auth0.domain}/`, subject: `${auth0.clientId}@clients`, audience: auth0.audience };
}

/** Said wherever the three values are written down. */
export function trustRemark({ auth0: { audience }, entra: { authorityHost } }: Profile): string[] {
  const usual = defaultAudience({ authorityHost });
  return [
    'Entra ID compares these three with the token letter by letter. The issuer of Auth0 ends in a slash,',
    'and the subject is the client id of the Auth0 application, with @clients behind it.',
    ...(audience === usual
      ? []
      : [`To decide: the usual audience of this cloud is ${usual}. Another one will do where Auth0 has the same.`]),
  ];
}

/** The account as its endpoint names it; null for a gateway, and where the endpoint is not known. It need not be the name of the account. */
export function subdomainOf({ openai: { endpoint } }: Profile): string | null {
  if (!URL.canParse(endpoint) || !isAzureOpenAi(endpoint)) return null;
  const [subdomain = '', ...rest] = new URL(endpoint).hostname.split('.');
  // The shared endpoint of a region belongs to no account.
  return rest[0] === 'api' ? null : subdomain;
}

/** Where az has to be signed in to; nothing in the public cloud. */
export function cloudRemark({ entra: { authorityHost } }: Profile): string[] {
  const cloud = authorityHost.endsWith('.us') ? 'AzureUSGovernment' : authorityHost.endsWith('.cn') ? 'AzureChinaCloud' : null;
  return cloud === null ? [] : [`Before az login: az cloud set --name ${cloud}`];
}

/** What a project of Foundry asks for is another role than an account asks for. */
function isProject({ openai: { endpoint } }: Profile): boolean {
  return endpoint.includes('/api/projects/');
}

/** The least role that may chat, by its name and its id. */
export function roleOf(profile: Profile): readonly [name: string, id: string] {
  return isProject(profile) ? ['Foundry User', foundryUser] : ['Cognitive Services OpenAI User', openAiUser];
}

/** What is to be decided about the version; nothing with the v1 API. */
export function versionRemark({ apiVersion }: Connection): string[] {
  if (apiVersion === null || !isRetired(apiVersion)) return [];
  return [
    `To decide: Microsoft has retired the version ${apiVersion}. Without AZURE_AOAI_API_VERSION, keyless writes this for the v1 API.`,
  ];
}

/** What is asked, to try it. */
export const question = 'Say hello in one short sentence.';

/** Lines as comments. */
export function commented(sign: string, lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? sign : `${sign} ${line}`));
}

/** The lines of a file. A null is no line. */
export function textOf(lines: readonly (string | null)[]): string {
  return `${lines.filter((line) => line !== null).join('\n')}\n`;
}
