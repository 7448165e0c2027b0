import type { Profile } from '../settings/profile.js';
import type { Answer, Refusal } from './answer.js';
import type { Assertion } from './auth0.js';
import type { Assertions } from './assertions.js';
import { createAssertions } from './assertions.js';
import type { EntraToken } from './entra.js';
import type { TokenRequest } from './entra-exchange.js';
import { renewing } from './renewing.js';
import type { Renewing } from './renewing.js';
import type { Transport } from './transport.js';

/** As much of a session as a run of checks asks. */
export type Tokens = Pick<Session, 'assertion' | 'entraToken' | 'knownAssertion'>;

/**
 * The tokens of one connection. Each is asked for once, kept until it nears its end, and then asked for again; callers that come
 * at the same time share one request. Auth0 meters tokens, so one assertion serves a check, a re-check and a chat.
 */
export interface Session {
  assertion(): Promise<Answer<Assertion>>;
  /** The Entra ID token for a scope such as `https://cognitiveservices.azure.com/.default`. */
  entraToken(scope: string): Promise<Answer<EntraToken>>;
  /**
   * The same for a service, which never waits for a renewal that comes ahead of time, with what an Azure SDK may ask for besides. A
   * claims challenge goes past what is held.
   */
  tokenFor(request: TokenRequest): Promise<Answer<EntraToken>>;
  /** Drops what Entra ID gave, so that the next question is put to it anew. */
  forgetEntra(): void;
  /** Drops what Auth0 gave as well: something has changed there. */
  forget(): void;
  /** Drops this token of Auth0 if it is still the one that is kept. What Entra ID gave for it stays good. */
  forgetAssertion(one: Assertion): void;
  /** The token of Auth0 that the next exchange would be made with; null when one would be asked for first. */
  knownAssertion(): Assertion | null;
  /** The token of Auth0 that this was the answer to; null where Auth0 gave none. */
  assertionBehind(refusal: Refusal): Assertion | null;
}

/** Whoever runs a check wants to know now; a service keeps to the time that a party named. */
type Ask = 'get' | 'getAtOnce';

export function createSession(
  profile: Profile,
  transport: Transport,
  now: () => Date,
  assertions: Assertions = createAssertions(now),
): Session {
  let assertion = assertions.of(profile.auth0, transport);
  const exchanged = new Map<string, Renewing<EntraToken>>();
  const madeWith = new WeakMap<Refusal, Assertion>();

  async function exchange(request: TokenRequest, ask: Ask): Promise<Answer<EntraToken>> {
    const answer = await assertion[ask]();
    if (!answer.ok) return answer;
    // Loaded here: nothing before the exchange needs the Azure SDK.
    const { exchangeAssertion } = await import('./entra-exchange.js');
    const given = await exchangeAssertion(answer.value.token, { ...request, entra: profile.entra, now }, transport);
    if (!given.ok) madeWith.set(given.refusal, answer.value);
    return given;
  }

  /** A token for which the resource may ask back (Continuous Access Evaluation) is another one than without. */
  function exchanging({ scope, enableCae = false }: TokenRequest, ask: Ask): Renewing<EntraToken> {
    const key = `${scope}${enableCae ? ' cae' : ''}`;
    const known =
      exchanged.get(key) ?? renewing(() => exchange({ scope, enableCae }, ask), now, { party: 'entra', endOf: (token) => token.expiresAt });
    exchanged.set(key, known);
    return known;
  }

  function forgetAssertion(): void {
    assertions.forget();
    assertion = assertions.of(profile.auth0, transport);
  }

  return {
    assertion: () => assertion.get(),
    entraToken: (scope) => exchanging({ scope }, 'get').get(),
    tokenFor(request) {
      const { claims } = request;
      const token = exchanging(request, 'getAtOnce');
      return claims ? token.replace(claims, () => exchange(request, 'getAtOnce')) : token.getAtOnce();
    },
    forgetEntra: () => exchanged.clear(),
    forget() {
      exchanged.clear();
      forgetAssertion();
    },
    forgetAssertion(one) {
      if (assertion.latest() === one) forgetAssertion();
    },
    knownAssertion: () => assertion.known(),
    assertionBehind: (refusal) => madeWith.get(refusal) ?? null,
  };
}
