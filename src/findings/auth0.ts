import { line, messageFix, needed } from './admin-message.js';
import { defaultAudience, mistypedAudience } from './audience.js';
import { createApi, createGrant, listApis, listGrants, showApplication } from './auth0-commands.js';
import { discovery, domainWrong } from './domain-wrong.js';
import type { Explanation, Fix, Known, Words } from './explanation.js';
import type { Evidence } from './finding.js';
import { auth0Page, inStep, inWay, run, set, toDo, wait } from './fix.js';
import { aboutRequest, askOnTheWay, changedOnTheWay, inYourProgram, requestFixes } from './own-request.js';
import { pages } from './pages.js';
import { apiPage, auth0Places } from './places.js';
import { named, quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';
import { hclText, terraformLine } from './terraform.js';
import { titleOfRefusal, whatItSaid } from './unknown-refusal.js';

/** Words for what Auth0 answers when it gives no token. */
export const auth0Words = {
  'auth0/domain-wrong': domainWrong,
  'auth0/metadata-invalid': ({ domain, document, problem }, known) => ({
    title: `${document === 'keys' ? 'The keys that Auth0 publishes' : 'What Auth0 publishes about itself'} cannot be read`,
    why: `${domain ? quote(domain) : 'The tenant'} answered with something else than ${document === 'keys' ? 'its signing keys' : 'its discovery document, which names its issuer and where its keys are'}: ${problem}. ${
      known.isAccepted
        ? `Entra ID has read ${document === 'keys' ? 'them' : 'it'}, so something stands between this machine and Auth0, or the fault has passed.`
        : 'Entra ID reads the same document, so it would likely refuse too.'
    }`,
    fix: [
      run('local', 'likely', document === 'keys' ? keys(domain || known.domain) : discovery(domain || known.domain)),
      toDo('auth0', 'maybe', 'If that shows a web page, a proxy or the access control list of the tenant stands in between.'),
    ],
    docs: [pages.auth0Discovery, pages.auth0AccessList],
  }),
  'auth0/issuer-differs': ({ domain, expected, issuer }) => ({
    title: 'Auth0 names another issuer than the domain that was asked',
    why: `${quote(domain)} should name ${quote(expected)} as its issuer and names ${quote(issuer)}. Auth0 issues a token in the name of the domain that was asked, so a custom domain and the own domain of the tenant give two issuers. Azure has to hold the one in the token.`,
    fix: [
      toDo('local', 'likely', 'Ask for every token at one domain, and let Azure hold the issuer of that token.'),
      ...(URL.canParse(issuer) ? [set('local', 'maybe', 'OIDC_ENDPOINT', new URL(issuer).host)] : []),
    ],
    docs: [pages.auth0Domains],
  }),
  'auth0/client-refused': ({ clientId }, known) => ({
    title: 'Auth0 refused the client id or the secret',
    why: `Auth0 gives one and the same answer for an unknown client id, a wrong secret and a way of signing in that the application does not allow. ${named('The client id', clientId || known.oidcClientId)} may also belong to another tenant.`,
    fix: [
      auth0Page('likely', `${auth0Places.applicationSettings} › Domain, Client ID`),
      auth0Page('likely', `${auth0Places.applicationSecret} › Client Secret`),
      run('auth0', 'likely', showApplication(known, clientId || known.oidcClientId)),
      toDo(
        'auth0',
        'maybe',
        'On the Credentials page the authentication method has to be a client secret: Private Key JWT, mTLS and None accept none.',
      ),
      wait('auth0', 'maybe', 'A secret that was rotated a moment ago can take 30 seconds to work.'),
      toDo('auth0', 'maybe', 'Look whether the application is authorised for the API; some tenants answer the same when it is not.'),
    ],
    docs: [pages.auth0Token, pages.auth0Secret],
  }),
  'auth0/api-missing': (evidence, known) => apiMissing(evidence, known),
  'auth0/grant-missing': ({ audience, clientId }, known) => ({
    title: 'The application may not ask for this API yet',
    why: `In Auth0, which issues the token, an API stands for what a token is for, and an application for the program that asks. The API ${audience ? `${quote(audience)} ` : ''}exists, but ${named('the application', clientId || known.oidcClientId)} has no permission for it, which Auth0 calls a client grant. Permission given to users does not count.`,
    fix: grantFixes(clientId || known.oidcClientId, audience || known.audience, known),
    docs: [pages.auth0Access],
  }),
  'auth0/grant-type-disabled': ({ clientId }, known) => ({
    title: 'The application may not sign in on its own',
    why: `${named('The application', clientId || known.oidcClientId)} has no Client Credentials among its grant types. Only a machine-to-machine application, or a regular web application, can have it.`,
    fix: [
      ...inStep('Allow the grant type Client Credentials for the application', [
        auth0Page('certain', auth0Places.grantTypes),
        toAuth0Admin('Could you allow one grant type for an application in Auth0, please?', known, [
          ...needed('Application', clientId || known.oidcClientId, 'CLIENT_ID'),
          ['Grant type wanted', 'Client Credentials'],
        ]),
        terraformLine('auth0', 'auth0_client', 'grant_types = ["client_credentials"]'),
      ]),
      ...inStep('If the dashboard does not offer it, see what kind of application it is', [
        run('auth0', 'likely', showApplication(known, clientId || known.oidcClientId)),
        { ...auth0Page('maybe', auth0Places.createApplication), title: 'and create one of the right kind' },
      ]),
    ],
    docs: [pages.auth0Applications],
  }),
  'auth0/scope-not-granted': (_, known) => ({
    title: 'A permission was asked for that Auth0 did not grant',
    why: `Auth0 found a scope in the request that the application was not granted, and then it refuses the whole request. This connection needs no scope${aboutRequest(known, `, and I asked for none; ${changedOnTheWay}.`, ', so the parameter can be left out.')}`,
    fix: requestFixes(known, {
      onTheWay: [...askOnTheWay('auth0'), auth0Page('maybe', auth0Places.access)],
      program: [inYourProgram('leave the parameter scope out of the token request.')],
    }),
    docs: [pages.auth0Token],
  }),
  'auth0/audience-missing': (_, known) => ({
    title: aboutRequest(known, 'Auth0 finds no audience in the request, and one was sent', 'The request to Auth0 names no audience'),
    why: `Without an audience Auth0 does not know what the token is for. ${aboutRequest(
      known,
      `I sent ${known.audience ? `${quote(known.audience)}, ` : ''}the value of OIDC_AUDIENCE; ${changedOnTheWay}.`,
      'A keyless check always sends one, the value of OIDC_AUDIENCE.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: askOnTheWay('auth0'),
      program: [
        inYourProgram('send the parameter audience with every token request; a default audience of the tenant may not count there.'),
      ],
    }),
    docs: [pages.auth0Token],
  }),
  'auth0/action-denied': () => ({
    title: 'An Action in Auth0 stopped the token',
    why: 'Auth0 runs code of the tenant before it issues a token to an application. That code denied this one, or it crashed; the log of the tenant shows which.',
    fix: [auth0Page('likely', auth0Places.actions), auth0Page('likely', auth0Places.logs)],
    docs: [pages.auth0Actions],
  }),
  'auth0/quota-low': ({ left, of, period }) => ({
    title: 'Few tokens are left in the quota of Auth0',
    why: `Auth0 counts ${left} of ${of} tokens left (${period.replaceAll('_', ' ')}). When they are used up, Auth0 issues no token before the count starts anew.`,
    fix: [toDo('local', 'likely', 'Keep a token until it nears its end, and do not ask for one with every request.')],
    docs: [pages.auth0Quota],
  }),
  'auth0/quota-exhausted': () => ({
    title: 'The token quota of Auth0 is used up',
    why: 'Auth0 counts the tokens that applications get: by month on a free plan, and by hour or day where a quota is set. No further token comes before the count starts anew or the quota grows.',
    fix: [
      wait(
        'auth0',
        'likely',
        'An hourly quota starts anew at the full hour and a daily one at midnight, both in UTC; a monthly one with the next month.',
      ),
      toDo('local', 'likely', 'Keep a token until it nears its end, and do not ask for one with every request.'),
    ],
    docs: [pages.auth0Quota],
  }),
  'auth0/rate-limited': () => ({
    title: 'Auth0 asks to slow down',
    why: 'Too many requests reached the tenant in a short time; those of other programs count too. Nothing is known to be wrong with the settings.',
    fix: [
      wait('auth0', 'certain', 'Wait a minute and try again.'),
      toDo('local', 'likely', 'Keep a token until it nears its end, and do not ask for one with every request.'),
    ],
    docs: [pages.auth0RateLimits],
  }),
  'auth0/organization-required': (_, known) => ({
    title: 'Auth0 wants an organization named in the request',
    why: 'The application is authorised for this API only on behalf of an organization, and the request names none. This connection works without one.',
    fix: [
      auth0Page('likely', `${auth0Places.organizations}: not Required`),
      toAuth0Admin('Could you lift the required organization from one authorisation in Auth0, please?', known, [
        ...needed('API', known.audience, 'API_IDENTIFIER'),
        ...needed('Application', known.oidcClientId, 'CLIENT_ID'),
        ['Organization Support', 'no longer Required'],
      ]),
      toDo('auth0', 'maybe', 'Or give the application a default organization; Auth0 uses it when the request names none.'),
    ],
    docs: [pages.auth0Organizations],
  }),
  'auth0/service-error': () => ({
    title: 'Auth0 had a fault of its own',
    why: 'Auth0 answered with a server error. That is an outage, or an Action of the tenant that crashed. Nothing is known about the settings.',
    fix: [
      wait('auth0', 'likely', 'Try again in a minute. Outages are announced at https://status.auth0.com.'),
      auth0Page('maybe', auth0Places.logs),
    ],
    docs: [],
  }),
  'auth0/refused': (_, __, refusal) => ({
    title: titleOfRefusal('auth0', refusal),
    why: `${whatItSaid('auth0', refusal)} The log of the tenant often says more than the answer does.`,
    fix: [auth0Page('likely', auth0Places.logs)],
    docs: [pages.auth0Token],
  }),
} satisfies Words<'auth0'>;

function grantFixes(clientId: string | null, audience: string | null, known: Known): Fix[] {
  const resource = 'auth0_client_grant';
  const lines = [`client_id = ${hclText(clientId ?? 'CLIENT_ID')}`, `audience = ${hclText(audience ?? 'API_IDENTIFIER')}`, 'scopes = []'];
  return [
    ...inStep('Authorise the application for the API in Auth0', [
      apiPage('certain', { audience }, auth0Places.access),
      ...inWay('or with the Auth0 CLI: see what is there, then add it', [
        run('auth0', 'certain', listGrants(known, clientId, audience)),
        run('auth0', 'certain', createGrant(known, clientId, audience)),
      ]),
      toAuth0Admin('Could you authorise one application for one API in Auth0, please?', known, [
        ...needed('API', audience, 'API_IDENTIFIER'),
        ...needed('Application', clientId, 'CLIENT_ID'),
        ['Access', 'client access, no permissions needed'],
      ]),
      ...lines.map((one) => terraformLine('auth0', resource, one)),
    ]),
    ...inStep('If it is not offered there, look at what the API allows', [
      apiPage('maybe', { audience }, `${auth0Places.accessPolicy}: not "No apps allowed" (older: Deny)`),
    ]),
  ];
}

function toAuth0Admin(ask: string, known: Known, lines: [string, string][]): Fix {
  return messageFix('auth0', 'certain', {
    ask,
    lines: [...line('Tenant', known.domain), ...lines],
    why: 'the application exchanges its Auth0 token for one of Entra ID, in place of an Azure key.',
  });
}

/** An identifier is compared letter for letter, so one that was mistyped is another API, and nobody should create that. */
function apiMissing({ audience, domain }: Evidence['auth0/api-missing'], known: Known): Explanation {
  const asked = audience || known.audience;
  const meant = asked ? mistypedAudience(asked, known) : null;
  const why = `In Auth0 an API stands for what a token is for, and goes by its identifier. ${named('The tenant', domain || known.domain)}, your part of Auth0, has no API with the identifier ${audience ? quote(audience) : 'that was asked for'}. One that differs by a slash is another API, and an identifier cannot be edited later.`;
  if (meant)
    return {
      title: 'Auth0 has no API with this identifier',
      why: `${why} The usual one is ${quote(meant)}, and the one in OIDC_AUDIENCE is nearly the same, so it likely is mistyped.`,
      fix: [
        set('local', 'likely', 'OIDC_AUDIENCE', meant),
        run('auth0', 'likely', listApis(known)),
        run('auth0', 'maybe', createApi(known, meant)),
        toDo('local', 'maybe', otherTenant),
      ],
      docs: [pages.auth0Api],
    };
  const usual = defaultAudience(known);
  return {
    title: 'Auth0 has no API with this identifier',
    why,
    fix: [
      ...inStep('See which APIs there are', [run('auth0', 'certain', listApis(known))]),
      ...inStep('Create the one that is missing, unless it is mistyped', [
        run('auth0', 'certain', createApi(known, asked)),
        auth0Page('certain', `${auth0Places.createApi}: Identifier ${asked || usual}, JWT Profile Auth0, JWT Signing Algorithm RS256`),
        toAuth0Admin('Could you create an API in Auth0, please?', known, [
          ['Identifier', asked || usual],
          ['Signing algorithm', 'RS256'],
          ['JWT profile', 'Auth0'],
        ]),
        ...[`identifier = ${hclText(asked || usual)}`, 'signing_alg = "RS256"'].map((one) =>
          terraformLine('auth0', 'auth0_resource_server', one),
        ),
      ]),
      ...(audience && audience !== usual
        ? inStep('Or ask for a token for the usual one', [set('local', 'maybe', 'OIDC_AUDIENCE', usual)])
        : []),
      ...inStep('If the API is there, look at the tenant', [toDo('local', 'maybe', otherTenant)]),
    ],
    docs: [pages.auth0Api],
  };
}

const otherTenant = 'Check that OIDC_ENDPOINT is the tenant in which the API was created.';

function keys(domain: string | null): string {
  return `curl -sS -m 20 ${shellWord(`https://${domain || 'AUTH0_DOMAIN'}/.well-known/jwks.json`)}`;
}
