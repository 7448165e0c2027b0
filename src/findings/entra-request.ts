import type { Words } from './explanation.js';
import { azurePage, toDo } from './fix.js';
import { toEntraAdmin } from './identity-fixes.js';
import { aboutRequest, askOnTheWay, changedOnTheWay, inYourProgram, requestFixes } from './own-request.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { quote } from './quote.js';
import { scopeFor } from '../settings/scope.js';

/** Words for a request to Entra ID that asks for the wrong thing, or lacks a part. */
export const entraRequestWords = {
  'entra/entra-token-as-assertion': (_, known) => ({
    title: 'A token of Entra ID came in place of the Auth0 token',
    why: `${whatEntraIdIs} exchanges a token of somebody else for one of its own, and takes none of its own for that. ${aboutRequest(
      known,
      `I send the token that ${known.domain ? quote(known.domain) : 'the host in OIDC_ENDPOINT'} gives; so that is no Auth0 tenant, or something on the way, such as a gateway, puts a token of its own in the place.`,
      'The program sent one that Entra ID had issued, perhaps the result of an exchange before.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: [
        toDo('local', 'likely', 'Check that OIDC_ENDPOINT is the domain of the Auth0 tenant itself, and no gateway.'),
        ...askOnTheWay('auth0'),
      ],
      program: [inYourProgram('send the access_token that Auth0 issued as client_assertion, and no token of Entra ID.')],
    }),
    docs: [pages.federation],
  }),
  'entra/assertion-not-sent': (_, known) => ({
    title: 'The request to Entra ID carried no Auth0 token',
    why: `The token of Auth0 is what proves to ${whatEntraIdIs} who asks; it goes into the parameter client_assertion. None came, or a client secret in its place. ${aboutRequest(
      known,
      `I send the token, and no secret; ${changedOnTheWay}.`,
      'A program that uses an SDK of Azure sends a secret without being told, where it finds one in the environment.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: askOnTheWay('entra'),
      program: [
        inYourProgram('use ClientAssertionCredential, and let it return the access_token of Auth0.'),
        inYourProgram('unset AZURE_CLIENT_SECRET, which an SDK of Azure may read by itself.'),
      ],
    }),
    docs: [pages.federation],
  }),
  'entra/parameter-missing': ({ parameter }, known) => ({
    title: parameter ? `The request to Entra ID lacks "${parameter.slice(0, 40)}"` : 'The request to Entra ID is not complete',
    why: `The token request needs client_id, scope, grant_type, client_assertion and client_assertion_type, form-encoded. ${aboutRequest(
      known,
      `The SDK of Azure wrote it, and sends all of them by itself; ${changedOnTheWay}.`,
      'A request that was written by hand easily lacks one; an SDK of Azure sends all of them by itself.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: askOnTheWay('entra'),
      program: [
        inYourProgram(parameter ? `send ${quote(parameter)} in the body of the request.` : 'compare the request with a complete one.'),
      ],
    }),
    docs: [pages.errorCodes],
  }),
  'entra/resource-not-found': ({ scope }, known) => ({
    title: 'The tenant does not know what the token is wanted for',
    why: `${scope ? `The scope is ${quote(scope)}, and nothing` : 'Nothing'} in the tenant has that name. ${aboutRequest(
      known,
      'I make the scope of AZURE_AOAI_ENDPOINT, and behind a gateway of the cloud of AZURE_AUTHORITY_HOST: it names the service of that cloud.',
      'The scope says which service the token is for; it is mistyped, or the tenant (the part of Azure that belongs to one organisation) has no such service.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: [
        toDo(
          'local',
          'likely',
          'Check that AZURE_TENANT_ID is the tenant of the resource: one without any Azure subscription knows no Azure services.',
        ),
        toDo('local', 'likely', 'Check that AZURE_AOAI_ENDPOINT and AZURE_AUTHORITY_HOST are of the same cloud.'),
        ...askOnTheWay('entra', 'maybe'),
      ],
      program: [
        inYourProgram(`ask for the scope ${quote(scopeFor(known.endpoint ?? '', known.authorityHost))}.`),
        ...(known.isOwn
          ? []
          : [inYourProgram('ask in the tenant of the Azure OpenAI resource; one without any Azure subscription knows no Azure services.')]),
      ],
    }),
    docs: [pages.errorCodes],
  }),
  'entra/resource-disabled': ({ scope }, known) => ({
    title: 'The service is switched off in this tenant',
    why: `The tenant gives out no tokens for ${scope ? quote(scope) : 'this service'}. A subscription ran out, or an administrator disabled the service; an administrator has to switch it on.`,
    fix: [
      toEntraAdmin(
        'Could you look at a service that is disabled in our tenant, please?',
        'likely',
        known,
        scope ? [['Service', scope]] : [],
      ),
      azurePage('likely', 'Subscriptions › the subscription › Overview › Status'),
    ],
    docs: [pages.errorCodes],
  }),
  'entra/scope-invalid': ({ scope }, known) => ({
    title: aboutRequest(known, 'Entra ID refuses the form of the scope, and it was sent right', 'Entra ID refuses the form of the scope'),
    why: `The scope says which service the token is for. An application that signs in for itself asks for a whole service: its name with /.default behind it. ${aboutRequest(
      known,
      `I asked so${scope ? `, for ${quote(scope)}` : ''}; ${changedOnTheWay}.`,
      scope ? `The request asked for ${quote(scope)}.` : 'The request asked in another form, or for two services.',
    )}`,
    fix: requestFixes(known, {
      onTheWay: askOnTheWay('entra'),
      program: [inYourProgram(`ask for the scope ${quote(scopeFor(known.endpoint ?? '', known.authorityHost))}.`)],
    }),
    docs: [pages.errorCodes],
  }),
} satisfies Partial<Words<'entra'>>;
