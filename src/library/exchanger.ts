import type { Refusal } from '../chain/answer.js';
import type { Assertion } from '../chain/auth0.js';
import type { EntraToken } from '../chain/entra.js';
import type { TokenRequest } from '../chain/entra-exchange.js';
import { createSession } from '../chain/session.js';
import { createTransport } from '../chain/transport.js';
import type { Profile } from '../settings/profile.js';
import type { SettingProblem } from '../settings/problem.js';
import type { Secret } from '../settings/secret.js';
import type { Variables } from './connection.js';
import { diagnose } from './diagnose.js';
import { KeylessError } from './keyless-error.js';
import type { Reason } from './keyless-error.js';

export interface ExchangerOptions {
  profile: Profile;
  problems: readonly SettingProblem[];
  secrets: readonly Secret[];
  env: Variables;
  now: () => Date;
}

/** Gives the token of a connection, or throws why there is none. */
export type Exchanger = (request: TokenRequest) => Promise<EntraToken>;

/** Opens the way out. It has no signal of its own: what several wait for is nobody's to stop, and every request has an end anyway. */
export function createExchanger({ profile, problems, secrets, env, now }: ExchangerOptions): Exchanger {
  const transport = createTransport({ env, secrets, now });
  const session = createSession(profile, transport, now);
  // Those who share a refusal share what is said of it.
  const told = new WeakMap<Refusal, Promise<Reason>>();
  let forgotAt = Number.NEGATIVE_INFINITY;
  /** Auth0 meters tokens: where another one helped nothing, the next is an hour away. */
  function forget(assertion: Assertion): void {
    const at = now().getTime();
    if (at - assertion.receivedAt.getTime() <= 300_000 || at - forgotAt < 3_600_000) return;
    forgotAt = at;
    session.forgetAssertion(assertion);
  }
  return async (request) => {
    const answer = await session.tokenFor(request);
    if (answer.ok) return answer.value;
    const { refusal } = answer;
    const assertion = session.assertionBehind(refusal);
    const asking = told.get(refusal) ?? diagnose({ refusal, assertion, scope: request.scope }, { profile, problems, transport, now });
    told.set(refusal, asking);
    const reason = await asking;
    if (assertion && isOfToken(reason)) forget(assertion);
    throw new KeylessError(reason);
  };
}

/** Whether another token of Auth0 may do what this one does not: it is at fault itself, and Auth0 may have replaced its key since. */
function isOfToken({ diagnoses: [{ code }] }: Reason): boolean {
  return code.startsWith('token/');
}
