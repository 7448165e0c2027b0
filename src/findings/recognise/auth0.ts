import type { Refusal } from '../../chain/answer.js';
import type { Profile } from '../../settings/profile.js';
import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { recogniseNetwork } from './network.js';

/** What was being asked of Auth0 when it refused. */
export type Auth0Question = 'discovery' | 'keys' | 'token';

/**
 * What a refusal of Auth0 means. Status first, then the live texts of the token endpoint in the order in which they exclude each
 * other; the texts are Auth0's own, gathered from transcripts, since one pair of `error` and status stands for many causes.
 */
export function recogniseAuth0(refusal: Refusal, question: Auth0Question, auth0: Profile['auth0']): Finding {
  const network = recogniseNetwork(refusal);
  if (network) return network;
  if (question === 'token') return recogniseToken(refusal, auth0);
  const { status } = refusal;
  if (status === 429) return finding('auth0/rate-limited', {}, refusal);
  if (status !== null && status >= 500) return finding('auth0/service-error', {}, refusal);
  if (question === 'discovery' && status !== 200) return finding('auth0/domain-wrong', { domain: auth0.domain }, refusal);
  const problem = status === 200 ? 'the document cannot be read' : `it answered ${status ?? 'nothing'}`;
  return finding('auth0/metadata-invalid', { domain: auth0.domain, document: question, problem }, refusal);
}

function recogniseToken(refusal: Refusal, auth0: Profile['auth0']): Finding {
  const { status, code, said } = refusal;
  const { clientId, audience, domain } = auth0;
  if (status === 429) return finding(/quota/i.test(said) ? 'auth0/quota-exhausted' : 'auth0/rate-limited', {}, refusal);
  // An Action may answer with any of these and a reason of its own, so they are read before the texts (Auth0: api.access.deny).
  if (code === 'invalid_scope') return finding('auth0/action-denied', {}, refusal);
  if (code === 'server_error') return finding('auth0/action-denied', {}, refusal);
  if (status !== null && status >= 500) return finding('auth0/service-error', {}, refusal);
  if (/Service not (enabled within domain|found)/i.test(said)) return finding('auth0/api-missing', { audience, domain }, refusal);
  if (/requires? an organization|organization.{0,40}required/i.test(said)) return finding('auth0/organization-required', {}, refusal);
  if (/client-grant|is not authorized to (access|request)/i.test(said))
    return finding('auth0/grant-missing', { audience, clientId }, refusal);
  if (/has not been granted scopes/i.test(said)) return finding('auth0/scope-not-granted', {}, refusal);
  if (/Non-global clients|No audience parameter/i.test(said)) return finding('auth0/audience-missing', {}, refusal);
  if (/Grant type .* not allowed|grant types: client_credentials/i.test(said))
    return finding('auth0/grant-type-disabled', { clientId }, refusal);
  if (status === 401) return finding('auth0/client-refused', { clientId }, refusal);
  if (status === 404) return finding('auth0/domain-wrong', { domain }, refusal);
  return finding('auth0/refused', {}, refusal);
}
