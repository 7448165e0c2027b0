import type { Key } from './keys.js';
import type { World } from './world.js';

/** What a party can reach: the state, the keys by id, the time, and (for Entra ID) documents on other hosts. */
export interface Place {
  world: World;
  keys: ReadonlyMap<string, Key>;
  now(): Date;
  /** Between two words of a model. */
  wordMs: number;
  fetchDocument(url: URL): Promise<{ status: number; body: string }>;
}

/** A request as a party sees it. `by` tells the client's network from Entra ID's own. */
export interface Received {
  method: string;
  host: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  by: 'client' | 'sandbox';
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | AsyncIterable<string>;
}

/** One of the parties: it judges what it receives. */
export type Party = (request: Received) => Promise<Reply>;

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

export function plain(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function html(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** A party's own clock, which a fault may have set wrong. */
export function clockOf(place: Place, party: { clockOffsetSeconds: number }): Date {
  return new Date(place.now().getTime() + party.clockOffsetSeconds * 1000);
}

/** Seconds since 1970, as tokens carry times. */
export const epoch = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The JSON object in a text, or null: parties refuse what is none. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
