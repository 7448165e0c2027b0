import type { NetworkFailure, Party } from '../chain/answer.js';
import { kindOf } from '../settings/kinds.js';
import { listAccounts } from './azure-commands.js';
import type { Explanation, Fix, Known } from './explanation.js';
import { auth0Page, proxyHint, run, set, toDo } from './fix.js';
import { pages } from './pages.js';
import { auth0Places } from './places.js';
import { quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for a host that nobody knows: whose it is says which setting named it. */
export const absentHost: Record<Party, (failure: NetworkFailure, known: Known) => Explanation> = {
  auth0: ({ host, detail }, { domain }) =>
    domain !== null && host !== URL.parse(`https://${domain}`)?.host ? absentKeys(host, detail, domain) : absentDomain(host, detail),
  entra: ({ host, detail }, { authorityHost }) =>
    authorityHost !== null && host !== URL.parse(authorityHost)?.host
      ? absentEndpoint(host, detail, authorityHost)
      : kindOf(host) === 'authority'
        ? {
            title: 'This machine does not find names of the internet',
            why: `${quote(host)} exists, and here it could not be looked up (${detail}). The machine is offline, or its name server knows one network only, as in a company that reaches the internet through a proxy. Nothing is known of the settings.`,
            fix: [run('local', 'likely', `nslookup ${shellWord(withoutPort(host))}`), ...proxyHint()],
            docs: [],
          }
        : {
            title: 'The address of Entra ID does not exist',
            why: `No host is called ${quote(host)} (${detail}). AZURE_AUTHORITY_HOST is likely mistyped; it names the cloud you use, and is not needed for the public one.`,
            fix: [
              set('local', 'likely', 'AZURE_AUTHORITY_HOST', 'https://login.microsoftonline.com'),
              run('local', 'likely', `nslookup ${shellWord(withoutPort(host))}`),
              ...proxyHint(),
            ],
            docs: [],
          },
  'azure-openai': ({ host, detail }) => ({
    title: 'The Azure OpenAI host does not exist',
    why: `No host is called ${quote(host)} (${detail}). Either the resource name in AZURE_AOAI_ENDPOINT is wrong, or the account has no custom subdomain, and then it has no host of its own.`,
    fix: [run('azure', 'likely', listAccounts), toDo('local', 'likely', 'Set AZURE_AOAI_ENDPOINT to the endpoint which that list shows.')],
    docs: [pages.subdomains],
  }),
};

function absentDomain(host: string, detail: string): Explanation {
  return {
    title: 'The Auth0 domain does not exist',
    why: `No host is called ${quote(host)} (${detail}). The domain is likely mistyped, or its region is missing: the domain of a European tenant looks like acme.eu.auth0.com.`,
    fix: [
      auth0Page('likely', `${auth0Places.applicationSettings} › Domain`),
      run('auth0', 'likely', 'auth0 tenants list'),
      ...withRegion(host),
    ],
    docs: [],
  };
}

/** The host is none of the settings: Auth0 answers under its domain, and its document sends whoever wants the keys elsewhere. */
function absentKeys(host: string, detail: string, domain: string): Explanation {
  return {
    title: "The issuer's document names a host that does not exist",
    why: `${quote(domain)} answers, and the "jwks_uri" in its document leads to ${quote(host)}. No host is called that (${detail}). Entra ID reads the keys of a token there as well.`,
    fix: [
      run('local', 'likely', `curl -sS -m 20 ${shellWord(`https://${domain}/.well-known/openid-configuration`)}`),
      toDo(
        'auth0',
        'likely',
        'Correct the address of the keys in that document, where the domain is your own, or a proxy in front of Auth0.',
      ),
      toDo('local', 'maybe', 'Check that OIDC_ENDPOINT is the domain of the tenant, or its custom domain.'),
    ],
    docs: [],
  };
}

/** The host is none of the settings: the authority answers, and its document sends whoever wants a token elsewhere. */
function absentEndpoint(host: string, detail: string, authorityHost: string): Explanation {
  return {
    title: 'The document of Entra ID names a host that does not exist',
    why: `${quote(authorityHost)} answers, and an address in its OpenID document leads to ${quote(host)}. No host is called that (${detail}). Entra ID itself names hosts that exist, so something in its place answers.`,
    fix: [
      run('local', 'likely', `curl -sS -m 20 ${shellWord(`${authorityHost}/common/v2.0/.well-known/openid-configuration`)}`),
      toDo(
        'local',
        'likely',
        'Look at the "token_endpoint" in what that shows, and correct it where the authority is a proxy of your own.',
      ),
      toDo('local', 'maybe', 'Check that AZURE_AUTHORITY_HOST is the address of Entra ID in your cloud.'),
    ],
    docs: [],
  };
}

/** A name is looked up without the port behind it. */
function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

function withRegion(host: string): Fix[] {
  const tenant = /^([\w-]+)\.auth0\.com$/.exec(host)?.[1];
  return tenant
    ? [set('local', 'maybe', 'OIDC_ENDPOINT', `${tenant}.eu.auth0.com`), set('local', 'maybe', 'OIDC_ENDPOINT', `${tenant}.us.auth0.com`)]
    : [];
}
