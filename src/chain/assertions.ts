import type { Profile } from '../settings/profile.js';
import type { Answer } from './answer.js';
import type { Assertion } from './auth0.js';
import { endOfAssertion, requestAssertion } from './auth0.js';
import { renewing } from './renewing.js';
import type { Renewing } from './renewing.js';
import type { Transport } from './transport.js';

/**
 * Auth0 meters tokens, so one assertion serves as long as what it is asked with stays the same: another tenant or endpoint on Azure's
 * side costs no new one. Only the last is kept.
 */
export interface Assertions {
  of(auth0: Profile['auth0'], transport: Transport): Renewing<Assertion>;
  /** Something was changed at Auth0: the next question gets a new one. */
  forget(): void;
}

export function createAssertions(now: () => Date): Assertions {
  let held: { auth0: Profile['auth0']; source: Renewing<Assertion> } | null = null;
  return {
    of(auth0, transport) {
      const known =
        held && isSame(held.auth0, auth0)
          ? held.source
          : renewing(() => requestAssertion(auth0, transport, now), now, { party: 'auth0', endOf: endOfAssertion });
      held = { auth0, source: known };
      return {
        ...known,
        get: async () => hidden(await known.get(), transport),
        getAtOnce: async () => hidden(await known.getAtOnce(), transport),
      };
    },
    forget: () => (held = null),
  };
}

/** A token that came over another way out is to be taken out of what comes over this one, too. */
function hidden(answer: Answer<Assertion>, { redactor }: Transport): Answer<Assertion> {
  if (answer.ok) redactor.hide(answer.value.token, endOfAssertion(answer.value));
  return answer;
}

function isSame(one: Profile['auth0'], other: Profile['auth0']): boolean {
  return (
    one.domain === other.domain &&
    one.clientId === other.clientId &&
    one.audience === other.audience &&
    one.clientSecret.reveal() === other.clientSecret.reveal()
  );
}
