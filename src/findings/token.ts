import { line, messageFix, needed } from './admin-message.js';
import { changeApi, createApi, listApis } from './auth0-commands.js';
import { clockSkew } from './clocks.js';
import type { Explanation, Fix, Known, Words } from './explanation.js';
import { auth0Page, inStep, inWay, run, set, toDo, wait } from './fix.js';
import { aboutRequest, askOnTheWay, changedOnTheWay, inYourProgram, requestFixes } from './own-request.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { apiPage, auth0Places } from './places.js';
import { quote, quoteAll } from './quote.js';
import { shellWord } from '../settings/shell-word.js';
import { terraformLine } from './terraform.js';
import { validTimeWords } from './valid-time.js';

const usualAudience = 'api://AzureADTokenExchange';

/** Words for a token that Auth0 issued and Entra ID cannot or will not read. */
export const tokenWords = {
  'token/opaque': ({ length }, known) => opaqueWords(length, known),
  'token/encrypted': (_, known) => ({
    title: 'The token is encrypted, and Azure has no key for it',
    why: `Auth0 encrypted the token for the API: it has five parts in place of three (a JWE). ${whatEntraIdIs} reads signed tokens only, so the encryption has to be switched off, which is a setting of the API in Auth0.`,
    fix: inStep('Switch off the encryption of this API in Auth0', [
      apiPage('certain', known, `${auth0Places.encryption}: off`),
      ...apiCommand(known, run('auth0', 'likely', changeApi(known, { token_encryption: null }))),
      toAuth0Admin(
        'Could you switch JSON Web Encryption off for one API in Auth0, please?',
        known,
        [['JSON Web Encryption wanted', 'off']],
        'Entra ID has to read the token and has no key to decrypt it.',
      ),
      terraformLine('auth0', 'auth0_resource_server', 'token_encryption { disable = true }'),
    ]),
    docs: [pages.auth0Encryption],
  }),
  'token/malformed': ({ problem }, known) => ({
    title: 'The token cannot be read',
    why: `A token for Entra ID (a JWT) is three pieces of text with a dot between each. What is wrong here: ${problem}. ${aboutRequest(
      known,
      `I asked with an audience, and read and send the token as it comes; ${changedOnTheWay} or the answer of Auth0.`,
      'Most often something else was sent in its place, or a part of it was lost: a quote or a line break came along, or its end was cut off.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: askOnTheWay('auth0'),
      program: [inYourProgram("pass the access_token of Auth0's answer on as it is: no quotes, no line break, nothing cut off.")],
    }),
    docs: [pages.auth0Token],
  }),
  'token/algorithm-unsupported': ({ algorithm }, known) => algorithmWords(algorithm, known),
  'token/key-id-missing': (_, known) => ({
    title: 'The token does not say which key signed it',
    why: 'Its header has no "kid", and Entra ID needs one to find the key. Auth0 writes it into every token signed with RS256, so the API likely signs with HS256.',
    fix: isOtherwiseSigned(known) ? [withAlgorithm] : useRs256(known, 'likely'),
    docs: [pages.auth0ApiSettings, pages.considerations],
  }),
  'token/type-unsupported': ({ type }, known) => typeWords(type, known),
  'token/header-unsupported': ({ parameters }) => ({
    title: 'The header of the token holds something Entra ID refuses',
    why: `Entra ID accepts a short list of header parameters and refuses the whole token for any other${parameters.length > 0 ? `, here ${quoteAll(parameters)}` : ''}. Auth0 writes alg, typ and kid into it; the token may come from another issuer, or a setting of the API adds the rest.`,
    fix: [
      toDo(
        'auth0',
        'likely',
        'Find what writes the parameter into the header, and switch it off. In the body of the token it does no harm.',
      ),
      auth0Page('maybe', auth0Places.profile),
    ],
    docs: [pages.auth0Profiles],
  }),
  'token/key-not-published': ({ keyId, published }, known) => ({
    title: 'The key that signed the token is not published',
    why: `${keyId ? `The token was signed with the key ${quote(keyId)}` : 'The key that signed the token was looked for'}, ${published.length > 0 ? `and Auth0 publishes ${quoteAll(published)}` : 'and it is not among the keys of the issuer'}. The key was revoked, or the token is old or from another tenant. Entra ID can also be late to see a new key; up to 15 minutes are reported.`,
    fix: [
      toDo('local', 'likely', 'Ask Auth0 for a new token and use that one.'),
      run('local', 'likely', `curl -sS -m 20 ${shellWord(`https://${known.domain ?? 'AUTH0_DOMAIN'}/.well-known/jwks.json`)}`),
      wait('azure', 'likely', 'After a new key in Auth0, wait 15 minutes and try again.'),
      auth0Page('maybe', auth0Places.keys),
    ],
    docs: [pages.auth0Keys],
  }),
  'token/signature-invalid': ({ keyId }, _, refusal) => ({
    title: 'The signature does not belong to the token',
    why: /key was not found/i.test(refusal?.said ?? '')
      ? 'Entra ID found no key that belongs to the signature. The token was signed with another key than the issuer publishes, or with a certificate that the application in Azure does not have.'
      : `${keyId ? `The key ${quote(keyId)} is published, and it did not sign this text` : 'The signature does not fit the text of the token'}. Something changed the token on its way, or it is not the token that Auth0 issued.`,
    fix: [
      toDo('local', 'likely', 'Ask Auth0 for a new token and hand it over unchanged.'),
      toDo(
        'local',
        'maybe',
        'Make sure that the token of Auth0 is sent, and not one that was signed with a certificate of the application.',
      ),
    ],
    docs: [pages.auth0Keys, pages.assertion],
  }),
  'token/outside-valid-time': (evidence, known) => validTimeWords(evidence, known),
  'token/clock-skew': ({ seconds }, known) => clockSkew(seconds, known),
  'token/audience-multiple': ({ audiences }, known) => ({
    title: `The token has ${audiences.length > 1 ? audiences.length : 'several'} audiences, and Entra ID accepts one`,
    why: `${audiences.length > 0 ? `The audiences are ${quoteAll(audiences)}. ` : ''}Auth0 adds a second one, its /userinfo, when a person signs in with the scope openid. A token that an application gets for itself has one.`,
    fix: requestFixes(known, {
      onTheWay: [],
      program: [
        toDo('local', 'likely', 'Ask with the grant type client_credentials, and without the scope openid.'),
        toDo('local', 'likely', 'Name one API only in OIDC_AUDIENCE.'),
      ],
    }),
    docs: [pages.considerations, pages.auth0Token],
  }),
  'token/claim-missing': ({ claim }) => ({
    title: claim ? `The token names no ${claimName(claim).slice(0, 40)}` : 'The token lacks something Entra ID needs',
    why: `Entra ID needs issuer, subject, audience and expiry ("iss", "sub", "aud", "exp") in the token${claim ? `, and ${quote(claim)} is not there, or not of the type that it has to be` : ''}. Auth0 writes all of them into an access token for an API.`,
    fix: [
      toDo('local', 'likely', 'Send the access_token that Auth0 issues for the API, not an id_token or a token of another system.'),
      toDo('local', 'maybe', 'Look whether OIDC_AUDIENCE is sent with the token request.'),
    ],
    docs: [pages.auth0Token],
  }),
  'token/claim-mismatch': ({ claim, expected, actual }) => ({
    title: `The token's ${claimName(claim).slice(0, 40)} is not what the settings say`,
    why: `${quote(claim)} ${expected ? `should be ${quote(expected)} by the settings` : 'does not fit the settings'}${actual ? `, and the token says ${quote(actual)}` : ''}. Azure goes by the token, so the credential has to hold what the token says. Auth0 leaves @clients out on an API with agent subject claims; else the token was issued to another application.`,
    fix: [
      toDo('local', 'likely', 'Check that the token was issued for the client id in OIDC_CLIENT_ID.'),
      ...(actual && claim === 'sub' ? [set('azure', 'maybe', 'subject', actual)] : []),
    ],
    docs: [pages.auth0Profiles],
  }),
} satisfies Words<'token'>;

/** The audience is never left out here; one that is Auth0's own /userinfo gives such a token by itself. */
function opaqueWords(length: number, known: Known): Explanation {
  const isUserInfo = known.audience?.endsWith('/userinfo') ?? false;
  const sent = `${known.audience ? `${quote(known.audience)}, ` : ''}the value of OIDC_AUDIENCE`;
  return {
    title: 'The token is one that only Auth0 can read',
    why: `The token ${length > 0 ? `has ${length} characters that mean` : 'means'} something to Auth0 only. Azure needs one that it can read: a JWT, which says who issued it, to whom and for what. Auth0 gives the other kind when the request names no API in the parameter audience, or only Auth0's own /userinfo. ${aboutRequest(
      known,
      `I sent ${sent}${isUserInfo ? '.' : `; ${changedOnTheWay}.`}`,
      'A keyless check always names one, the value of OIDC_AUDIENCE.',
    )}`,
    fix: isUserInfo
      ? [
          set('local', 'certain', 'OIDC_AUDIENCE', usualAudience),
          run('auth0', 'likely', listApis(known)),
          run('auth0', 'likely', createApi(known, usualAudience)),
          auth0Page('likely', `${auth0Places.createApi}: Identifier ${usualAudience}`),
        ]
      : requestFixes(known, {
          onTheWay: [...askOnTheWay('auth0'), run('auth0', 'maybe', listApis(known))],
          program: [
            inYourProgram(`send the parameter audience with the token request: ${usualAudience}, unless your API in Auth0 has another.`),
          ],
        }),
    docs: [pages.auth0Token],
  };
}

function typeWords(type: string | null, known: Known): Explanation {
  const isNone = type === null && known.token !== null;
  // Where only a refusal tells of it, the header may name another type or none.
  const said = isNone ? 'names no type at all' : type ? `says the type is ${quote(type)}` : 'names another type than "JWT", or none';
  const confidence = isNone ? 'maybe' : 'certain';
  return {
    title: isNone ? 'The token names no type, and Entra ID wants one' : 'The token has a type that Entra ID does not accept',
    why: `Its header ${said}, and Entra ID takes "JWT" only. Auth0 writes "at+jwt" when the API uses the profile RFC 9068; its own profile writes "JWT". The profile changes in Auth0.`,
    fix: inStep('Let the API in Auth0 use the profile named Auth0', [
      apiPage(confidence, known, auth0Places.profile),
      ...apiCommand(known, run('auth0', confidence, changeApi(known, { token_dialect: 'access_token' }))),
      ...(isNone ? [] : [askForProfile(type, known)]),
      terraformLine('auth0', 'auth0_resource_server', 'token_dialect = "access_token"'),
    ]),
    docs: [pages.auth0Profile, pages.auth0Profiles],
  };
}

function askForProfile(type: string | null, known: Known): Fix {
  return toAuth0Admin(
    'Could you change the token profile of one API in Auth0, please?',
    known,
    [...line('Profile now', type === 'at+jwt' ? 'RFC 9068' : null), ['Profile wanted', 'Auth0']],
    `Entra ID accepts the type "JWT" only${type ? `, and the token has ${quote(type)}` : ''}.`,
  );
}

function algorithmWords(algorithm: string | null, known: Known): Explanation {
  const isShared = algorithm?.startsWith('HS') ?? false;
  const said = algorithm ? `The token is signed with ${quote(algorithm)}` : 'The token is signed with another algorithm';
  return {
    title: 'The token is signed in a way Entra ID does not accept',
    why: `${said}, and ${whatEntraIdIs} takes RS256 only: that is checked with a public key of Auth0${isShared ? `, while ${algorithm} takes a secret that Azure does not have` : ''}. It is set in Auth0 at the API, which stands for what a token is for; OIDC_AUDIENCE names yours.`,
    fix: useRs256(known, 'certain'),
    docs: [pages.auth0ApiSettings, pages.considerations],
  };
}

/** Where the token was read here and the algorithm is another one, that is a finding of its own, with the same way out. */
function isOtherwiseSigned({ token }: Known): boolean {
  return token !== null && token.header['alg'] !== undefined && token.header['alg'] !== 'RS256';
}

const withAlgorithm: Fix = {
  ...toDo('auth0', 'likely', 'A token that is signed with RS256 names its key.'),
  step: 'Change the algorithm, as said above',
};

function useRs256(known: Known, confidence: 'certain' | 'likely'): Fix[] {
  return inStep('Let the API in Auth0 sign with RS256', [
    ...apiCommand(known, run('auth0', confidence, changeApi(known, { signing_alg: 'RS256' }))),
    // Some pages of Auth0 say that the algorithm cannot be edited there later; by the Management API it can.
    apiPage('likely', known, auth0Places.algorithm),
    toAuth0Admin(
      'Could you change the signing algorithm of one API in Auth0, please?',
      known,
      [['Algorithm wanted', 'RS256']],
      'Entra ID checks the token with a public key of Auth0, and it takes RS256 only.',
    ),
    terraformLine('auth0', 'auth0_resource_server', 'signing_alg = "RS256"'),
  ]);
}

/** A command on the API, with where to find what it asks for. */
function apiCommand(known: Known, command: Fix): Fix[] {
  return known.audience
    ? [command]
    : inWay('with the Auth0 CLI: the first shows the API_ID of the API', [run('auth0', command.confidence, listApis(known)), command]);
}

function toAuth0Admin(ask: string, known: Known, lines: [string, string][], why: string): Fix {
  return messageFix('auth0', 'likely', {
    ask,
    lines: [...line('Tenant', known.domain), ...needed('API', known.audience, 'API_IDENTIFIER'), ...lines],
    why: `our application exchanges its token for one of Entra ID, in place of an Azure key: ${why}`,
  });
}

function claimName(claim: string): string {
  return { iss: 'issuer', sub: 'subject', aud: 'audience', exp: 'expiry', azp: 'application', client_id: 'application' }[claim] ?? claim;
}
