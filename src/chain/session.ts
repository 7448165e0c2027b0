import type { Profile } from '../settings/profile.js';
import type { Answer } from './answer.js';
import type { Assertion } from './auth0.js';
import type { Assertions } from './assertions.js';
import { createAssertions } from './assertions.js';
import type { EntraToken } from './entra.js';
import { renewing } from './renewing.js';
import type { Renewing } from './renewing.js';
import type { Transport } from './transport.js';

/**
 * The tokens of one connection. Each is asked for once, kept until it nears its end, and then asked for again; callers that come
 * at the same time share one request. Auth0 meters tokens, so one assertion serves a check, a re-check and a chat.
 */
export interface Session {
  assertion(): Promise<Answer<Assertion>>;
  /** The Entra ID token for a scope such as `https://cognitiveservices.azure.com/.default`. */
  entraToken(scope: string): Promise<Answer<EntraToken>>;
  /** Drops what Entra ID gave, so that the next question is put to it anew. */
  forgetEntra(): void;
  /** Drops what Auth0 gave as well: something has changed there. */
  forget(): void;
}

export function createSession(
  profile: Profile,
  transport: Transport,
  now: () => Date,
  assertions: Assertions = createAssertions(now),
): Session {
  let assertion = assertions.of(profile.auth0, transport);
  const exchanged = new Map<string, Renewing<EntraToken>>();

  async function exchange(scope: string): Promise<Answer<EntraToken>> {
    const answer = await assertion.get();
    if (!answer.ok) return answer;
    // Loaded here: nothing before the exchange needs the Azure SDK.
    const { exchangeAssertion } = await import('./entra-exchange.js');
    return exchangeAssertion(answer.value.token, { entra: profile.entra, scope }, transport);
  }

  return {
    assertion: () => assertion.get(),
    entraToken(scope) {
      const known =
        exchanged.get(scope) ??
        renewing(
          () => exchange(scope),
          now,
          (token) => token.expiresAt,
        );
      exchanged.set(scope, known);
      return known.get();
    },
    forgetEntra: () => exchanged.clear(),
    forget() {
      exchanged.clear();
      assertions.forget();
      assertion = assertions.of(profile.auth0, transport);
    },
  };
}
