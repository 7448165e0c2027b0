import type { Refusal } from '../../chain/answer.js';
import type { Profile } from '../../settings/profile.js';
import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { quoteAll } from '../quote.js';
import { recogniseNetwork } from './network.js';
import { ownText, sentence } from './sentence.js';

/** What was being asked of Auth0 when it refused. */
export type Auth0Question = 'discovery' | 'keys' | 'token';

/** What was sent to Auth0, as far as its refusal is about it. */
export type AskedAuth0 = Pick<Profile['auth0'], 'domain' | 'clientId' | 'audience'>;

/** What a refusal of Auth0 means. A public document has no words of its own for what is wrong, so its status decides. */
export function recogniseAuth0(refusal: Refusal, question: Auth0Question, auth0: AskedAuth0): Finding {
  const network = recogniseNetwork(refusal);
  if (network) return network;
  if (question === 'token') return recogniseToken(refusal, auth0);
  const { status } = refusal;
  if (status === 429) return finding('auth0/rate-limited', {}, refusal);
  if (status !== null && status >= 500) return finding('auth0/service-error', {}, refusal);
  // An access control list of the tenant, or a proxy, forbids what is there; whoever is no tenant does not have it.
  const isForbidden = status === 401 || status === 403;
  if (question === 'discovery' && status !== 200 && !isForbidden) return finding('auth0/domain-wrong', { domain: auth0.domain }, refusal);
  const unread = refusal.lacks ? `it has no ${quoteAll(refusal.lacks)}` : 'the document cannot be read';
  const problem = status === 200 ? unread : `it answered ${status ?? 'nothing'}`;
  return finding('auth0/metadata-invalid', { domain: auth0.domain, document: question, problem }, refusal);
}

/**
 * The code first, where it is one that an Action may choose: the text is then the author's, and may speak of anything. Then Auth0's own
 * sentences, since one pair of `error` and status stands for many causes, and Auth0 gives some with another status than the usual.
 */
function recogniseToken(refusal: Refusal, auth0: AskedAuth0): Finding {
  if (isActions(refusal)) return finding('auth0/action-denied', {}, refusal);
  if (refusal.code?.endsWith('-quota-limit')) return finding('auth0/quota-exhausted', {}, refusal);
  const text = ownText(refusal.said);
  const make = spoken.find(([says]) => says.test(text))?.[1] ?? byCode.get(refusal.code ?? '') ?? byStatus;
  return make(refusal, auth0);
}

/**
 * Whether an Action of the tenant denied, or crashed (Auth0: `api.access.deny` takes one of these three codes, and a reason). Auth0
 * itself says `invalid_request` too, of a request that is not complete or not well-formed (RFC 6749, 5.2): then it names what is.
 * Whoever denies gives a reason; where the whole body stands for the words, nobody did.
 */
function isActions({ code, status, said }: Refusal): boolean {
  if (code === 'server_error') return status === null || status <= 500;
  return code === 'invalid_scope' || (code === 'invalid_request' && !aboutRequest.test(said));
}

const aboutRequest =
  /^\{|\brequired parameter\b|\bno audience parameter\b|\bDPoP\b|^(?:(?:missing |invalid )?parameter|malformed|payload validation|the request (?:body|is missing|includes)|Client ".*" is not authorized)\b/i;

type Make = (refusal: Refusal, auth0: AskedAuth0) => Finding;

const apiMissing: Make = (refusal, { audience, domain }) => finding('auth0/api-missing', { audience, domain }, refusal);
const grantMissing: Make = (refusal, { audience, clientId }) => finding('auth0/grant-missing', { audience, clientId }, refusal);
const grantTypeDisabled: Make = (refusal, { clientId }) => finding('auth0/grant-type-disabled', { clientId }, refusal);
const clientRefused: Make = (refusal, { clientId }) => finding('auth0/client-refused', { clientId }, refusal);
const domainWrong: Make = (refusal, { domain }) => finding('auth0/domain-wrong', { domain }, refusal);
const scopeNotGranted: Make = (refusal) => finding('auth0/scope-not-granted', {}, refusal);
const audienceMissing: Make = (refusal) => finding('auth0/audience-missing', {}, refusal);
const organizationRequired: Make = (refusal) => finding('auth0/organization-required', {}, refusal);
const quotaExhausted: Make = (refusal) => finding('auth0/quota-exhausted', {}, refusal);
const rateLimited: Make = (refusal) => finding('auth0/rate-limited', {}, refusal);
const actionDenied: Make = (refusal) => finding('auth0/action-denied', {}, refusal);
const serviceError: Make = (refusal) => finding('auth0/service-error', {}, refusal);

/** Auth0's own sentences, of all years. What stands between quotes is taken out before: an audience may be any text. */
export const auth0Sentences: readonly (readonly [RegExp, Make])[] = [
  [/Service not (?:enabled within|found)\b/, apiMissing],
  [
    /Client (?:\S+ )?is not authorized to access|The .+ application is not authorized to request access tokens|You need to create a \S+ associated to this API/,
    grantMissing,
  ],
  [/Client has not been granted scopes/, scopeNotGranted],
  [/Non-global clients are not allowed|No audience parameter was provided|[^.]*\brequired parameter: audience/, audienceMissing],
  [/Grant type \S+ not allowed|Invalid grant types: client_credentials/, grantTypeDisabled],
  [/(?:The|This) client grant .*requires? an organization|[^.]*\borganization\b[^.]{0,20}\brequired/, organizationRequired],
  [/(?:Client|Organization) quota exceeded|[^.]*\bexceeded your plan limit/, quotaExhausted],
  [/Script generated an unhandled asynchronous exception/, actionDenied],
  [/You cannot read the following fields/, (refusal) => finding('auth0/refused', {}, refusal)],
  [/Rate limit exceeded|Too many requests|Global limit has been reached/, rateLimited],
];

/** What is one of Auth0's answers only where it is the whole of it. */
const whole: readonly (readonly [RegExp, Make])[] = [
  [/^(?:Unauthorized|Client authentication failed)\.?$/i, clientRefused],
  [/^Not found\.?$/i, domainWrong],
];

const spoken = [...auth0Sentences.map(([words, make]) => [sentence(words), make] as const), ...whole];

/** Where the words are missing or new. */
const byCode: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['too_many_requests', tooMany],
  ['temporarily_unavailable', serviceError],
  ['invalid_client', clientRefused],
  ['unauthorized_client', unauthorizedClient],
  // With 501 on old tenants, which is no outage.
  ['unsupported_grant_type', (refusal) => finding('auth0/refused', {}, refusal)],
]);

/** Without words it may be the grant type, or a third-party application without a grant; the page it points at may tell. */
function unauthorizedClient(refusal: Refusal, auth0: AskedAuth0): Finding {
  return /client-grant-types/.test(refusal.said) ? grantTypeDisabled(refusal, auth0) : finding('auth0/refused', {}, refusal);
}

function tooMany(refusal: Refusal, auth0: AskedAuth0): Finding {
  return /\bquota\b/i.test(refusal.said) ? quotaExhausted(refusal, auth0) : rateLimited(refusal, auth0);
}

function byStatus(refusal: Refusal, auth0: AskedAuth0): Finding {
  const { status } = refusal;
  if (status === 429) return tooMany(refusal, auth0);
  if (status !== null && status >= 500) return serviceError(refusal, auth0);
  if (status === 401) return clientRefused(refusal, auth0);
  if (status === 404) return domainWrong(refusal, auth0);
  return finding('auth0/refused', {}, refusal);
}
