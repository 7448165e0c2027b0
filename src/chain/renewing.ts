import type { Answer, Party, Refusal } from './answer.js';

/** A value that is fetched when it is needed; callers that come at the same time share one request. */
export interface Renewing<T> {
  get(): Promise<Answer<T>>;
  /**
   * For a caller that must not wait: what is still good is handed out at once, and renewed behind it when it is time. A refusal that names
   * a time is the answer until then.
   */
  getAtOnce(): Promise<Answer<T>>;
  /** Fetches in another way, past what is held, since somebody would not take that. What comes is held from then on. */
  replace(reason: string, fetchOther: () => Promise<Answer<T>>): Promise<Answer<T>>;
  /** What would be handed out without a fetch; null where there is none. */
  known(): T | null;
  /** The last that came, however old; null where none came. */
  latest(): T | null;
}

interface Held<T> {
  value: T;
  /** When it came. Where the clock shows an earlier time it was set back, and says nothing about the end. */
  from: number;
  end: number;
  renewAt: number;
  /** From when on the rest of its life is no use to anybody who begins something with it. */
  waitAt: number;
}

/** Who gives a value, and when one ends. */
export interface Kind<T> {
  party: Party;
  endOf: (value: T) => Date;
}

/** A value that is fetched again a little before it ends. */
export function renewing<T>(fetch: () => Promise<Answer<T>>, now: () => Date, { party, endOf }: Kind<T>): Renewing<T> {
  let held: Held<T> | null = null;
  let underway: Promise<Answer<T>> | null = null;
  let pause = noPause;
  let [asked, heldSince] = [0, 0];
  const replacing = new Map<string, Promise<Answer<T>>>();

  /** What was asked for last is held, whichever comes first. */
  async function take(by: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const number = (asked += 1);
    const answer = await by();
    if (answer.ok && number > heldSince) {
      held = holding(answer.value, now(), endOf(answer.value));
      heldSince = number;
    }
    return answer;
  }

  /** Renewal comes ahead of time, so a failure of it does not matter yet. */
  const orHeld = (answer: Answer<T>): Answer<T> => (held && now().getTime() < held.end ? { ok: true, value: held.value } : answer);

  async function renew(): Promise<Answer<T>> {
    let refusal: Refusal | null = null;
    try {
      const answer = await take(fetch);
      if (answer.ok) return answer;
      // What another party refused on the way is for whoever asks that one to remember.
      if (answer.refusal.party === party) ({ refusal } = answer);
      return orHeld(answer);
    } finally {
      const at = now().getTime();
      pause = pauseAfter(refusal, at, held?.end ?? at);
    }
  }

  const known = (): T | null => (held && isWithin(now().getTime(), held.from, held.renewAt) ? held.value : null);
  const shared = (): Promise<Answer<T>> => (underway ??= renew().finally(() => (underway = null)));

  async function get(): Promise<Answer<T>> {
    const value = known();
    return value === null ? shared() : { ok: true, value };
  }

  return {
    known,
    latest: () => held?.value ?? null,
    get,
    async getAtOnce() {
      const at = now().getTime();
      const isPause = isWithin(at, pause.from, pause.until);
      if (!held || !isWithin(at, held.from, held.waitAt))
        return pause.refusal && isPause ? orHeld({ ok: false, refusal: pause.refusal }) : get();
      // What goes wrong behind somebody's back is told to the first who has to wait for it.
      if (at >= held.renewAt && !isPause) void shared().catch(() => undefined);
      return { ok: true, value: held.value };
    },
    replace(reason, fetchOther) {
      const shares = replacing.get(reason) ?? take(fetchOther).finally(() => replacing.delete(reason));
      replacing.set(reason, shares);
      return shares;
    },
  };
}

/** Whether a time lies between two. A clock that is put right by less than a minute was not set back. */
function isWithin(at: number, from: number, until: number): boolean {
  return at > from - 60_000 && at < until;
}

/** Until when nobody is asked. With a refusal whoever refused has named the time, and it is the answer until then. */
interface Pause {
  from: number;
  until: number;
  refusal: Refusal | null;
}

const noPause: Pause = { from: 0, until: 0, refusal: null };

/** Half a minute, and less where little is left; longer where a party asks for it. */
function pauseAfter(refusal: Refusal | null, at: number, end: number): Pause {
  const asked = refusal === null ? 0 : pauseAskedFor(refusal);
  return { from: at, until: at + Math.max(Math.min(usualPause, (end - at) / 3), asked), refusal: asked > 0 ? refusal : null };
}

/** Milliseconds: `Retry-After` (RFC 9110, 10.2.3); of too many requests without one, the usual. No time that is named shuts a service out for longer than an hour. */
function pauseAskedFor({ status, retryAfterSeconds }: Refusal): number {
  if (retryAfterSeconds === null) return status === 429 ? usualPause : 0;
  return Math.min(retryAfterSeconds, 3600) * 1000;
}

const usualPause = 30_000;

function holding<T>(value: T, from: Date, until: Date): Held<T> {
  const end = until.getTime();
  return {
    value,
    from: from.getTime(),
    end,
    renewAt: renewalOf(from, until).getTime(),
    waitAt: end - Math.min(30_000, (end - from.getTime()) / 50),
  };
}

/** When a token that was received then is asked for anew: five minutes before its end, or in the last tenth of its life if that is shorter. */
export function renewalOf(receivedAt: Date, end: Date): Date {
  const life = end.getTime() - receivedAt.getTime();
  return new Date(end.getTime() - Math.min(300_000, life / 10));
}
