import type { Profile } from '../settings/profile.js';
import type { Answer } from './answer.js';
import type { Assertion } from './auth0.js';
import { requestAssertion } from './auth0.js';
import type { EntraToken } from './entra.js';
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
  /** Drops Auth0's token too, for when something was changed there. */
  forgetAssertion(): void;
  /** The token of Auth0 that the next exchange would be made with; null when one would be asked for first. */
  knownAssertion(): Assertion | null;
}

export function createSession(profile: Profile, transport: Transport, now: () => Date): Session {
  const newAssertion = (): Renewing<Assertion> => renewing(() => requestAssertion(profile.auth0, transport, now), now, lifetimeEnd);
  let assertion = newAssertion();
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
    forgetAssertion() {
      assertion = newAssertion();
      exchanged.clear();
    },
    knownAssertion: () => assertion.known(),
  };
}

interface Renewing<T> {
  get(): Promise<Answer<T>>;
  known(): T | null;
}

/** A value that is fetched again a little before it ends: five minutes, or a tenth of its life if that is shorter. */
function renewing<T>(fetch: () => Promise<Answer<T>>, now: () => Date, endOf: (value: T) => Date): Renewing<T> {
  let held: { value: T; end: number; renewAt: number } | null = null;
  let underway: Promise<Answer<T>> | null = null;

  async function renew(): Promise<Answer<T>> {
    const answer = await fetch();
    if (answer.ok) {
      const end = endOf(answer.value).getTime();
      held = { value: answer.value, end, renewAt: end - Math.min(300_000, (end - now().getTime()) / 10) };
      return answer;
    }
    // Renewal comes ahead of time, so a failure of it does not matter yet.
    return held && now().getTime() < held.end ? { ok: true, value: held.value } : answer;
  }

  const known = (): T | null => (held && now().getTime() < held.renewAt ? held.value : null);

  return {
    known,
    async get() {
      const value = known();
      if (value !== null) return { ok: true, value };
      underway ??= renew().finally(() => (underway = null));
      return underway;
    },
  };
}

/** When an assertion ends, by what Auth0 said when it issued it; an hour where it did not say. */
function lifetimeEnd(assertion: Assertion): Date {
  return new Date(assertion.receivedAt.getTime() + (assertion.expiresInSeconds ?? 3600) * 1000);
}
