import { partyNames } from '../findings/party-names.js';
import type { Paint } from './marks.js';
import { printable } from './printable.js';
import type { Report } from './report.js';
import type { RequestReport } from './requests.js';

interface Room {
  columns: number;
  paint: Paint;
}

/**
 * Where the time of a run went: one bar a request, all on one axis, so that what ran side by side stands one above the other. Where
 * the window is narrow, a bar stands below its request.
 */
export function waterfallLines({ requests, durationMs }: Pick<Report, 'requests' | 'durationMs'>, { columns, paint }: Room): string[] {
  const head = ` ${paint('bold', 'Where the time went')}`;
  if (requests.length === 0) return [head, '', ' Nobody was asked anything.'];
  const total = Math.max(durationMs, ...requests.map((request) => endOf(request, durationMs)), 1);
  const rows = requests.map((request) => rowOf(request, total));
  const outcomes = widest(rows.map(({ outcome }) => outcome));
  const times = Math.max(widest(rows.map(({ time }) => time)), `${total} ms`.length);
  const parties = widest(rows.map(({ party }) => party));
  const width = Math.min(columns, mostColumns) - 1;
  const isWide = width >= leastWide;
  const room = width - (isWide ? parties + methods + outcomes + times + 6 : outcomes + times + 5);
  const addresses = isWide ? Math.min(widest(rows.map(({ address }) => address)), Math.floor(room * 0.56)) : 0;
  const bars = room - addresses;
  const lines = rows.map(({ party, method, address, outcome, time, request }) => {
    const result = paint(isWell(request) ? 'dim' : 'yellow', outcome.padStart(outcomes));
    const end = `${result} ${time.padStart(times)} ${barOf(request, { total, cells: bars, paint })}`;
    if (isWide) return [` ${party.padEnd(parties)} ${method.padEnd(methods)} ${cut(address, addresses).padEnd(addresses)} ${end}`];
    return [` ${cut(`${party} ${method} ${address}`, width - 1)}`, `   ${end}`];
  });
  const all = requests.reduce((sum, request) => sum + takenBy(request, durationMs), 0);
  const taken = `${requests.length === 1 ? '1 request' : `${requests.length} requests`} took ${coveredMs(requests, durationMs)} of ${durationMs} ms`;
  const sum = `one after the other ${all} ms`;
  const scale = `0${`${total} ms`.padStart(bars - 1)}`;
  return [
    head,
    '',
    paint('dim', scale.padStart(width)),
    ...lines.flat(),
    '',
    ` ${paint('dim', '─')} opening the way   ${paint('cyan', '━')} waiting`,
    ...(isWide ? [` ${taken}; ${sum}`] : [` ${taken};`, ` ${sum}`]),
  ];
}

/** The same, to be heard: one sentence a request. */
export function waterfallSentences({ requests, durationMs }: Pick<Report, 'requests' | 'durationMs'>): string[] {
  if (requests.length === 0) return ['Nobody was asked anything.'];
  return [
    `Where the time went: ${coveredMs(requests, durationMs)} of ${durationMs} milliseconds were spent waiting.`,
    ...requests.map((request) => {
      const { party, method, address, outcome } = rowOf(request, durationMs);
      const said = outcome === '…' ? 'no answer yet' : outcome;
      return `${party}, ${method} ${address}: ${said}, from ${request.startMs} to ${endOf(request, durationMs)} milliseconds.`;
    }),
  ];
}

/** Longer lines do not say more. */
const mostColumns = 120;
/** From here on request and bar have room side by side. */
const leastWide = 64;
/** As wide as `POST`. */
const methods = 4;

function rowOf(request: RequestReport, total: number) {
  const { party, method, host, path, status, failure } = request;
  return {
    request,
    party: partyNames[party],
    method: printable(method),
    address: printable(host + path),
    outcome: failure ?? (status === null ? '…' : String(status)),
    time: `${takenBy(request, total)} ms`,
  };
}

/** From the beginning of one request to its end; while the way is being opened the line is thin. */
function barOf(request: RequestReport, { total, cells, paint }: { total: number; cells: number; paint: Paint }): string {
  const cell = (ms: number): number => Math.round((ms / total) * cells);
  const end = endOf(request, total);
  const from = Math.min(cell(request.startMs), cells - 1);
  const to = Math.max(cell(end), from + 1);
  const sent = Math.min(Math.max(cell(request.sentMs ?? end), from), to);
  return `${' '.repeat(from)}${paint('dim', '─'.repeat(sent - from))}${paint('cyan', '━'.repeat(to - sent))}`;
}

function endOf({ endMs }: RequestReport, now: number): number {
  return endMs ?? now;
}

function takenBy(request: RequestReport, now: number): number {
  return Math.max(0, endOf(request, now) - request.startMs);
}

function isWell({ status, failure }: RequestReport): boolean {
  return failure === null && status !== null && status < 400;
}

/** The time in which at least one request was under way. */
function coveredMs(requests: readonly RequestReport[], now: number): number {
  let reached = 0;
  let covered = 0;
  for (const request of requests.toSorted((one, other) => one.startMs - other.startMs)) {
    const end = endOf(request, now);
    covered += Math.max(0, end - Math.max(reached, request.startMs));
    reached = Math.max(reached, end);
  }
  return covered;
}

/** Host and end of an address tell it from the others. Addresses are ASCII: the transport writes names of other scripts as such. */
function cut(text: string, columns: number): string {
  if (text.length <= columns) return text;
  const atEnd = Math.floor((columns - 1) / 2);
  return `${text.slice(0, columns - 1 - atEnd)}…${text.slice(text.length - atEnd)}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
