import type { Party, Refusal } from '../../chain/answer.js';
import type { Finding } from '../finding.js';

/** A finding and where in the text it was read. `rank`: what is only the shell of another failure comes after it. */
export interface Mark {
  at: number;
  end: number;
  finding: Finding;
  isShell?: true;
}

/** What a party said in a text: from where the words begin to where something else does, with what its support asks for behind them. */
export function refusalIn(text: string, at: number, known: { party: Party; code: string | null; status?: number | null }): Refusal {
  const end = endOfWords(text, at);
  const behind = text.slice(end, end + referenceReach);
  return {
    party: known.party,
    status: known.status ?? statusAround(text, at),
    code: known.code,
    said: text.slice(at, end).replaceAll('\n', ' ').trim(),
    asked: '',
    correlationId: idIn(behind, 'correlation'),
    traceId: idIn(behind, 'trace'),
    timestamp: /timestamp"?'?: ?"?'?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)/i.exec(behind)?.[1] ?? null,
    retryAfterSeconds: null,
    network: null,
  };
}

const referenceReach = 900;
/** The longest sentence of a service. */
const mostSaid = 700;

/** Where the words of a service end: at their trace data, a closing quote of the body they stood in, a stack trace, the line. */
export function endOfWords(text: string, at: number): number {
  const rest = text.slice(at, at + mostSaid);
  const end = rest.search(ending);
  return at + (end === -1 ? rest.length : end);
}

const ending =
  /\s*\b(?:Trace|Correlation) ID:|\s*\bTimestamp:|"\s*(?:[,}\])]|$)|'\s*(?:[}\])]|, ?['"\w]+'?"?:)|\n|\s+at [\w$.<>]+[.(:/]|\s*--->|\s+---\s|\s+- (?:Correlation|Trace) ID/;

function idIn(text: string, name: 'correlation' | 'trace'): string | null {
  return new RegExp(`\\b${name}[ _]?id["']?\\s*[:=]\\s*["']?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b`, 'i').exec(text)?.[1] ?? null;
}

/** The status that stands before the words, or behind them: `HTTP 401`, `Error code: 401 -`, `RESPONSE 401`, `"statusCode": 401`. */
export function statusAround(text: string, at: number): number | null {
  const before = [...text.slice(Math.max(0, at - 250), at).matchAll(statuses)].at(-1);
  const found = before ?? statusesOnce.exec(text.slice(at, at + 400));
  return found ? Number(found[1]) : null;
}

const status = String.raw`(?:\b(?:HTTP(?:/\d(?:\.\d)?)?(?: status)?|status(?: ?code)?|statusCode|error code|response|code was|error|returned)["']?\s{0,3}[:=]?\s{0,3}["'(]{0,2}|^|\n|(?=\b[45]\d\d (?:Bad|Unauth|Forbidden|Not Found|Too Many|Internal|Service|Gateway|Client Error|Server Error|\{)))([45]\d\d)\b(?!\.\d)`;
const statuses = new RegExp(status, 'gi');
const statusesOnce = new RegExp(status, 'i');

/** Whether the words stand in the source of a program: a text that it may say one day, and no answer. */
export function inProgram(text: string, at: number): boolean {
  return /(?:throw new [\w.]+|raise [\w.]+|new [\w.]*(?:Error|Exception))\(\s*f?["'`](?:The )?$|\.reply\(\d{3}, \{[^{}]*$/.test(
    text.slice(Math.max(0, at - 80), at),
  );
}
