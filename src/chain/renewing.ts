import type { Answer } from './answer.js';

/** A value that is fetched when it is needed; callers that come at the same time share one request. */
export interface Renewing<T> {
  get(): Promise<Answer<T>>;
  /** What would be handed out without a fetch; null where there is none. */
  known(): T | null;
}

/** A value that is fetched again a little before it ends: five minutes, or a tenth of its life if that is shorter. */
export function renewing<T>(fetch: () => Promise<Answer<T>>, now: () => Date, endOf: (value: T) => Date): Renewing<T> {
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
