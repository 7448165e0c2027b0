import type { Exchange } from '../chain/exchange.js';
import type { Party } from '../chain/answer.js';

/** One request of a run, without anything that was said in it. Times in milliseconds from the start of the run. */
export interface RequestReport {
  party: Party;
  method: string;
  host: string;
  path: string;
  /** HTTP status; null where nothing has answered. */
  status: number | null;
  /** What kept the answer away, as `timeout`; null where nothing did. */
  failure: string | null;
  startMs: number;
  /** When it had gone out: until then the way was opened, by a proxy and by TLS where there are any. Null where it never did. */
  sentMs: number | null;
  /** When the last of the answer was there; null while it is under way. */
  endMs: number | null;
}

/** The record of a request as the report has it. `since` is the start of the run on the clock of `performance.now()`. */
export function requestOf({ party, method, url, status, failure, ...times }: Exchange, since: number): RequestReport {
  // A party's document may name an address of no web server, which has no host.
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: url };
  const at = (time: number | null): number | null => (time === null ? null : Math.round(time - since));
  const { startedAt, sentAt, endedAt } = times;
  return {
    party,
    method,
    host,
    path: pathname,
    status,
    failure: failure?.kind ?? null,
    startMs: at(startedAt) ?? 0,
    sentMs: at(sentAt),
    endMs: at(endedAt),
  };
}
