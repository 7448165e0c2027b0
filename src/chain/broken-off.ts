import { Secret } from '../settings/secret.js';
import type { NetworkFailure } from './answer.js';
import type { Exchange } from './exchange.js';
import { NoAnswer, readNetworkFailure, through } from './network-failure.js';
import type { Proxy } from './proxy.js';
import { createRedactor } from './redact.js';
import type { Redactor } from './redact.js';
import { offersOf, proxyAnswer, proxyWordsOf } from './tunnel.js';

/** Where a request was to go, and through whom. */
export interface Way {
  host: string;
  proxy: Proxy | null;
  redactor: Redactor;
  /** Who vouches for the certificate that is not trusted, where that is known. */
  issuer: string | null;
}

/** Notes on the record why no answer came, or why it broke off, and says it to whoever reads. */
export function brokenOff(record: Exchange, error: unknown, { host, proxy, redactor, issuer }: Way): NoAnswer {
  const url = proxy?.kind === 'usable' ? proxy.url : null;
  const read = error instanceof NoAnswer ? { ...error.failure, host, ...through(url) } : readNetworkFailure(error, host, url);
  // Where the system gives no name for it, these are the words of an exception, which may repeat what was to be sent.
  const failure = { ...read, detail: redactor.redact(read.detail) };
  const said = url && { ...saidBy(url, error, redactor), ...(failure.detail === '407' && signInOf(url, error)) };
  // A request may have been carried out although nobody heard of it.
  const phase =
    record.status !== null
      ? { midAnswer: true as const }
      : record.sentAt !== null && failure.kind === 'unreachable' && { sent: true as const };
  record.endedAt = performance.now();
  record.failure = { ...failure, ...said, ...phase, ...(issuer !== null && { issuer: redactor.redact(issuer) }) };
  return new NoAnswer(record.failure, { cause: error });
}

/** A proxy may repeat the password of its address. That may be a short one, so it is taken out of these words alone. */
function saidBy({ password }: URL, error: unknown, { redact }: Redactor): { said?: string } {
  const own = createRedactor([new Secret(decodeURIComponent(password))]);
  const said = proxyWordsOf(own.strip(redact(proxyAnswer(error))));
  return said ? { said } : {};
}

/** What was tried and what would be taken where a proxy wants a sign-in. */
function signInOf({ username }: URL, error: unknown): Pick<NetworkFailure, 'signedIn' | 'offers'> {
  const offers = offersOf(proxyAnswer(error));
  return { ...(username !== '' && { signedIn: true }), ...(offers.length > 0 && { offers }) };
}

/** Going around a proxy that was asked for would be a second guess, and may be what the person wants least. */
export function unusable({ variable, detail }: Extract<Proxy, { kind: 'unusable' }>, host: string): NetworkFailure {
  return { kind: 'proxy', host, detail, variable };
}
