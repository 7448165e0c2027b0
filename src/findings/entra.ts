import type { Refusal } from '../chain/answer.js';
import { listIdentities } from './azure-commands.js';
import { entraRequestWords } from './entra-request.js';
import type { Fix, Known, Words } from './explanation.js';
import { azurePage, inStep, inWay, run, set, toDo, wait } from './fix.js';
import { findClientId, findTenant, isResourceId, toEntraAdmin, useManagedIdentity } from './identity-fixes.js';
import { aboutRequest, inYourProgram, requestFixes } from './own-request.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { transientWords } from './passing.js';
import { principalMissing } from './principal.js';
import { named, quote } from './quote.js';
import { option, shellWord } from '../settings/shell-word.js';
import { pageOfNumber, titleOfRefusal, whatItSaid } from './unknown-refusal.js';
import { openInBrowser } from './web-page.js';
import { isAuth0s, notOfAuth0 } from './who-issues.js';

/** Words for what Entra ID answers about anything but the comparison with the federated credential. */
export const entraWords = {
  'entra/unreachable': ({ status }, known, refusal) => ({
    ...(status === undefined
      ? {
          title: 'Entra ID cannot be reached, and the SDK hides why',
          why: 'The SDK of Azure gives one error for every failed connection: an unknown name, an untrusted certificate, a proxy, a firewall. What another program says of the same address shows more.',
        }
      : {
          title: 'Something else answers in the place of Entra ID',
          why: `${quote(authority(known))} was asked, and what came back with status ${status} is no answer of Entra ID: the page of a proxy, of a filter, or of a network that wants a sign-in. ${whatItSaid('entra', refusal)}`,
        }),
    fix: [
      run('local', 'likely', `curl -sS -m 20 ${shellWord(`${authority(known)}/common/v2.0/.well-known/openid-configuration`)}`),
      openInBrowser(URL.parse(authority(known))?.host ?? 'login.microsoftonline.com'),
      set('local', 'maybe', 'HTTPS_PROXY', 'http://PROXY_HOST:PORT'),
      toDo('local', 'maybe', 'Behind a company proxy that opens encrypted traffic, name its root certificate in NODE_EXTRA_CA_CERTS.'),
    ],
    docs: [],
  }),
  'entra/tenant-not-found': ({ tenant }, known) => ({
    title: 'Entra ID does not know this tenant',
    why: `Entra ID has no tenant ${tenant ? quote(tenant) : 'with this id'}. The id is mistyped, or it is exchanged with AZURE_CLIENT_ID, or the tenant is in another cloud than ${quote(authority(known))}.`,
    fix: [...findTenant(), ...otherAuthorities(authority(known))],
    docs: [pages.tenantId],
  }),
  'entra/tenant-malformed': ({ tenant }) => ({
    title: 'The tenant id does not have the form of one',
    why: `${tenant ? quote(tenant) : 'The value'} is neither a GUID nor a domain name. ${
      /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(tenant)
        ? 'No part of a domain name begins or ends in a hyphen, or has more than 63 characters.'
        : 'A variable that was never filled in looks like this.'
    }`,
    fix: findTenant(),
    docs: [pages.tenantId],
  }),
  'entra/client-not-found': ({ clientId, tenant }, known) => ({
    title: 'Entra ID knows no identity with this client id',
    why: `${whatEntraIdIs} looked for an identity (an account for a program) with ${named('the client id', clientId || known.azureClientId)} in ${named('the tenant', tenant || known.tenant)}, one organisation's part of Azure. There is none. ${
      isResourceId(clientId)
        ? 'That is a resource id, and the client id is wanted.'
        : 'Often the object id of the identity was given in place of its client id, or the identity is in another tenant.'
    }`,
    fix: findClientId(clientId || known.azureClientId, known),
    docs: [pages.federation],
  }),
  'entra/client-mismatch': (_, known) => ({
    title: 'Token and request name two different clients',
    why: `Entra ID took the token for one that the client signed itself, and that one names another client. ${aboutRequest(
      known,
      `I sent the token of Auth0 and ${named('the client id', known.azureClientId)} of AZURE_CLIENT_ID. So that one likely is an app registration that signs in with a certificate, and has no federated credential.`,
      `So the program signed a token of its own in place of passing on the one that was issued to it; or ${named('the client id', known.azureClientId)} is not that of the identity in Azure.`,
    )}`,
    fix: requestFixes(known, {
      onTheWay: useManagedIdentity('likely'),
      program: [
        inYourProgram('send the access_token of Auth0 as client_assertion, unchanged.'),
        inYourProgram('send the client id of the identity in Azure as client_id, not the one of the application in Auth0.'),
      ],
    }),
    docs: [pages.federation],
  }),
  'entra/principal-missing': (evidence, known) => principalMissing(evidence.clientId, known),
  'entra/principal-disabled': ({ clientId }, known) => ({
    title: 'The identity is switched off',
    why: `Somebody disabled ${named('the identity', clientId || known.azureClientId)} in the tenant. No token comes before it is switched on again.`,
    fix: [
      run('azure', 'likely', `az ad sp update ${option('--id', clientId || known.azureClientId || 'CLIENT_ID')} --set accountEnabled=true`),
      azurePage('likely', 'Microsoft Entra ID › Enterprise applications › the identity › Properties › Enabled for users to sign-in'),
      toEntraAdmin('Could you switch one identity in Entra ID on again, please?', 'likely', known),
    ],
    docs: [pages.errorCodes],
  }),
  'entra/issuer-unreachable': ({ issuer }, known) => ({
    title: 'Entra ID cannot fetch the keys of the issuer',
    why: unreachableIssuer(issuer, known),
    fix: [
      {
        ...run('local', 'likely', `curl -sS -m 20 ${shellWord(discoveryOf(issuer ?? known.issuer))}`),
        title: 'see whether it answers you with a page of JSON',
      },
      wait('azure', 'likely', 'Try again in some minutes, in case one of the two services has an outage.'),
      !isAuth0s({ issuer }, known)
        ? toDo(
            'local',
            'likely',
            'Ask whoever runs the issuer to let everybody on the internet read /.well-known/openid-configuration and the keys that it names.',
          )
        : toDo(
            'auth0',
            'likely',
            'If the tenant has an access control list, let it pass /.well-known/openid-configuration and /.well-known/jwks.json from everywhere.',
          ),
    ],
    docs: [isAuth0s({ issuer }, known) ? pages.auth0AccessList : pages.federation],
  }),
  'entra/issuer-metadata-invalid': ({ issuer }, known) => ({
    title: 'Entra ID cannot read the keys of the issuer',
    why: `${named('The issuer', issuer ?? known.issuer)} answers, and Entra ID cannot use its discovery document or its keys: a field is missing, a key cannot be read, or the document is too large.`,
    fix: [
      run('local', 'likely', `curl -sS -m 20 ${shellWord(discoveryOf(issuer ?? known.issuer))}`),
      toDo('auth0', 'maybe', 'With a custom domain, make sure that its proxy passes both documents on unchanged.'),
    ],
    docs: [pages.auth0Discovery],
  }),
  ...entraRequestWords,
  'entra/conditional-access': (_, known) => ({
    title: 'A Conditional Access policy blocks the sign-in',
    why: 'A policy of the tenant forbids this sign-in. Such policies do not apply to managed identities, so the client id likely belongs to an app registration, or the message is from the sign-in of a person.',
    fix: [
      toEntraAdmin('Could you see which Conditional Access policy blocks our application, please?', 'likely', {
        ...known,
        identity: known.identity ?? 'app-registration',
      }),
      azurePage('likely', 'Microsoft Entra ID › Monitoring › Sign-in logs › Service principal sign-ins'),
      ...useManagedIdentity('maybe'),
    ],
    docs: [pages.conditionalAccess],
  }),
  'entra/identity-kind-not-allowed': () => ({
    title: 'This kind of identity is not allowed here',
    why: 'Entra ID wants a managed identity, an application of one single tenant, or a service account. The client id belongs to something else, likely an application for several tenants.',
    fix: useManagedIdentity('likely'),
    docs: [pages.federation],
  }),
  'entra/wrong-cloud': ({ authorityHost }, known) => ({
    title: 'The tenant lives in another cloud',
    why: `${quote(authorityHost || authority(known))} was asked, and the tenant is in another one of the clouds: public, US government or China. Each has its own address for Entra ID.`,
    fix: otherAuthorities(authorityHost || authority(known)),
    docs: [pages.errorCodes],
  }),
  'entra/throttled': () => ({
    title: 'Entra ID asks to slow down',
    why: 'Too many requests came from this tenant in a short time. Nothing is known to be wrong with the settings. The SDK repeats a refusal from memory for a minute or longer, so a new attempt needs a new credential object.',
    fix: [
      wait('azure', 'certain', 'Wait a minute and try again.'),
      toDo('local', 'likely', 'Keep the token of Entra ID until it nears its end.'),
    ],
    docs: [],
  }),
  'entra/transient': (_, __, refusal) => transientWords(refusal),
  'entra/request-loop': (_, known) => ({
    title: 'Entra ID saw the same request too often',
    why: `The same client asked for the same token many times in a row, and Entra ID stopped it. ${aboutRequest(known, 'I ask once in a check, so a', 'A')} program that uses the same client id likely does not keep the token it gets.`,
    fix: [
      wait('azure', 'likely', 'Wait some minutes and try again.'),
      inYourProgram('create the credential object once and use it for every call: it keeps the token.', 'likely'),
    ],
    docs: [],
  }),
  'entra/other-tenant': ({ asked, tenant }) => ({
    title: 'A token of another tenant was asked for',
    why: `The credential is for the tenant ${quote(tenant)}, and a program asked it for a token of ${quote(asked)}, most likely because the resource that it talks to named that tenant. A federated credential lets into the tenant in which its identity lives, and into no other.`,
    fix: [
      toDo(
        'local',
        'likely',
        'Compare the endpoint that the program talks to with the one that was meant: it belongs to the other tenant.',
      ),
      toDo(
        'azure',
        'maybe',
        'For a resource of that tenant, make an identity with a federated credential there, and a second credential with its values.',
      ),
    ],
    docs: [],
  }),
  'entra/token-unexpected': ({ claim, expected, actual }, known) => ({
    title: 'Entra ID issued a token for something else',
    why: `The exchange worked, and ${quote(claim)} of the new token is ${actual === null ? 'absent' : quote(actual)} where ${quote(expected)} was asked for. The settings likely mix values of two tenants or two identities.`,
    fix: [toDo('local', 'likely', 'Compare AZURE_TENANT_ID and AZURE_CLIENT_ID with the identity in Azure.'), ...listIdentities(known)],
    docs: [],
  }),
  'entra/refused': (_, __, refusal) => ({
    title: titleOfRefusal('entra', refusal),
    why: `${whatItSaid('entra', refusal)}${aboutNumbers(refusal)}`,
    fix: [...pageOfNumber(refusal), azurePage('maybe', 'Microsoft Entra ID › Monitoring › Sign-in logs')],
    docs: [pages.errorCodes],
  }),
} satisfies Words<'entra'>;

function aboutNumbers(refusal: Refusal | null): string {
  const hasNumber = refusal === null || refusal.code?.startsWith('AADSTS') === true;
  return hasNumber ? ' Microsoft explains every number of the form AADSTS on a page of its own.' : '';
}

function unreachableIssuer(issuer: string | null, known: Known): string {
  const read = `To check a token, ${whatEntraIdIs} reads the public keys of whoever issued it (${named('the issuer', issuer ?? known.issuer)}`;
  if (!isAuth0s({ issuer }, known))
    return `${read}) over the internet, and that failed. They can be open to you and closed to Azure, behind a firewall, or there is an outage. ${notOfAuth0({ issuer }, known)}`.trim();
  return `${read}, your Auth0 domain) over the internet, and that failed. They can be open to you and closed to Azure: by an access control list, with which a tenant of Auth0 shuts callers out, or there is an outage.`;
}

function discoveryOf(issuer: string | null): string {
  return `${(issuer ?? 'https://ISSUER_DOMAIN').replace(/\/$/, '')}/.well-known/openid-configuration`;
}

function authority(known: Known): string {
  return known.authorityHost ?? 'https://login.microsoftonline.com';
}

function otherAuthorities(asked: string): Fix[] {
  const clouds = [
    ['the public cloud', 'https://login.microsoftonline.com'],
    ['the one of the US government', 'https://login.microsoftonline.us'],
    ['the one of China', 'https://login.chinacloudapi.cn'],
  ] as const;
  return inStep(
    'If it is in another cloud, set AZURE_AUTHORITY_HOST to the address of that',
    clouds
      .filter(([, cloud]) => cloud !== asked)
      .flatMap(([name, cloud]) => inWay(name, [set('local', 'maybe', 'AZURE_AUTHORITY_HOST', cloud)])),
  );
}
