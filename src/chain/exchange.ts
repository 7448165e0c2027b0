import type { NetworkFailure, Party, Refusal } from './answer.js';

/** One request and what came back, redacted: what a refusal is read from, and what `--verbose` shows. */
export interface Exchange {
  party: Party;
  method: string;
  /** Origin and path; a query may hold more than a log should. */
  url: string;
  /** HTTP status; null while nothing has answered. */
  status: number | null;
  /** Response headers, names in lower case. */
  headers: Record<string, string>;
  /** The body of an answer that is no event stream, cut at 64 KiB. */
  body: string;
  /** Until the whole body was there, or the head of an event stream. */
  durationMs: number;
  /** When it began, on the clock of `performance.now()`. */
  startedAt: number;
  /** When all of it had gone out: before that it was on its way to the proxy and to the host. Null while it has not. */
  sentAt: number | null;
  /** When the last of the answer was there; of an event stream, the last that has come so far. Null while nothing is there. */
  endedAt: number | null;
  failure: NetworkFailure | null;
  /** The last that came of an event stream, redacted. */
  heard?: () => string;
  /** An event stream that ended without an error, and in the middle of a line. */
  endsMidLine?: true;
}

/** What any party's refusal has in common; the party's reader adds code and words. */
export function refusalOf(exchange: Exchange, { code, said, ...known }: { code: string | null; said: string } & Partial<Refusal>): Refusal {
  return {
    code,
    said: said.length > mostSaid ? `${said.slice(0, mostSaid)} …` : said,
    party: exchange.party,
    status: exchange.status,
    asked: `${exchange.method} ${exchange.url}`,
    correlationId: null,
    traceId: null,
    timestamp: null,
    retryAfterSeconds: retryAfter(exchange.headers),
    network: exchange.failure,
    ...(isPage(exchange) && { isPage: true }),
    ...known,
  };
}

/** Markup where JSON was asked for; a label alone proves nothing, since gateways give one to everything. */
function isPage({ body }: Exchange): boolean {
  return /^\s*<(?:!doctype html|html|head|body|title|h1|center)\b/i.test(body);
}

/** The longest sentence of a service has some hundred letters. */
const mostSaid = 2000;

/** A refusal for a request that no answer came to. */
export function noAnswerOf(exchange: Exchange, failure: NetworkFailure): Refusal {
  return refusalOf(exchange, { code: failure.detail, said: '', network: failure });
}

/** The answer's body as a JSON object, or null when it is none. */
export function jsonOf(exchange: Exchange): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(exchange.body);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A code as text; some servers send a number. */
export function codeOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : stringOf(value);
}

/** A whole number from zero on; null when the value is none. */
export function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

/** A life in seconds, as a number or as digits. Null when it is none, or so long that no calendar holds its end. */
export function lifeOf(value: unknown): number | null {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 && seconds < 1e11 ? seconds : null;
}

/** The first character of a token that belongs into none, as `U+000A`: all but printable ASCII without a space (RFC 6750, 2.1). */
export function strangeLetterIn(token: string): string | null {
  const letter = /[^\x21-\x7e]/u.exec(token)?.[0].codePointAt(0);
  return letter === undefined ? null : `U+${letter.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Words of a body that is no JSON: the beginning of it, tags removed, since a gateway's page is mostly markup. */
export function plainWords(body: string): string {
  const text = body
    .replace(/<(style|script)\b[^]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const once = withoutRepeatedTitle(text, body);
  return once.length > 300 ? `${once.slice(0, 300)} …` : once;
}

/** A page often says its title and then the same as its heading. */
function withoutRepeatedTitle(text: string, body: string): string {
  const title = /<title\b[^<>]{0,200}>([^<>]{0,300})<\/title>/i.exec(body)?.[1]?.replace(/\s+/g, ' ').trim();
  return title && `${text} `.startsWith(`${title} ${title} `) ? text.slice(title.length + 1) : text;
}

/** `retry-after-ms` (Azure OpenAI) before `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Record<string, string>): number | null {
  const ms = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] && Number.isFinite(ms)) return Math.ceil(ms / 1000);
  const after = headers['retry-after'];
  if (!after) return null;
  if (/^\d+$/.test(after.trim())) return Number(after);
  // Date.parse would take a number that is no form of Retry-After for a year.
  const at = /[a-z]/i.test(after) ? Date.parse(after) : Number.NaN;
  const now = Date.parse(headers['date'] ?? '');
  return Number.isNaN(at) || Number.isNaN(now) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
