import type { Answer } from './answer.js';

/** A value that is fetched when it is needed; callers that come at the same time share one request. */
export interface Renewing<T> {
  get(): Promise<Answer<T>>;
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

  return {
    async get() {
      if (held && now().getTime() < held.renewAt) return { ok: true, value: held.value };
      underway ??= renew().finally(() => (underway = null));
      return underway;
    },
  };
}
