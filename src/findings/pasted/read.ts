import type { Refusal } from '../../chain/answer.js';
import { nothingRead } from './nothing-read.js';

/** What a text says of the request that failed. Null where it does not say. */
export interface Read {
  issuer: string | null;
  subject: string | null;
  audience: string | null;
  clientId: string | null;
  tenant: string | null;
  /** The object id that lacks a right. */
  principal: string | null;
  /** The right that it lacks. */
  action: string | null;
  correlationId: string | null;
  traceId: string | null;
  timestamp: string | null;
  /** What Entra ID's own clock said when it refused (ISO 8601). */
  clock: string | null;
  /** A sentence about clocks that do not agree. */
  skew: string | null;
}

const value = String.raw`(?:'([^'\n]*)'|"([^"\n]*)"|${'`'}([^${'`'}\n]*)${'`'}|<([^>\n]*)>|([^\s'"<${'`'}]+?)(?=[.,;}\])]*(?:[\s'"<${'`'}]|$)))`;
const after = (words: string): RegExp => new RegExp(`${words}:?\\s*${value}`, 'i');
const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The words before each value, as the services print them; the first that is found counts. */
const places: Readonly<Record<Exclude<keyof Read, 'clock' | 'skew'>, readonly RegExp[]>> = {
  issuer: [
    after('presented assertion issuer'),
    after('Assertion Issuer'),
    after('metadata of identity provider'),
    after('Federated identity credentials issued by'),
    // The action azure/login, and others, tell what they are about to send.
    /\bissuer(?: claim)? ?[-:] (https?:\/\/[^\s'"<>,]+)/i,
  ],
  subject: [after('presented assertion subject'), after('Assertion Subject'), /\bsubject(?: claim)? ?[-:] ([^\s'"<>,]+[@:|][^\s'"<>,]+)/i],
  audience: [
    after('presented assertion audience'),
    after('Assertion Audience'),
    /\baudience(?: claim)? ?[-:] ((?:api|https?):\/\/[^\s'"<>,]+)/i,
    after('Service not (?:enabled within domain|found)'),
    after('(?:is )?not authorized to access(?: resource server)?'),
    after('request access tokens for this API'),
    after('The client grant for'),
  ],
  clientId: [
    after('Application with identifier'),
    after(`The client(?= ${value}(?: ?\\([^)]*\\))? has no configured)`),
    after('The client application'),
    after('secret added to app'),
    after('secret keys for app'),
    after(`Application(?= ${value}(?: ?\\([^)]*\\))? is disabled)`),
    after(`Client(?= ${value} is not authorized to access)`),
    after(`The client(?= ${value} with object id)`),
  ],
  tenant: [
    after('was not found in the directory'),
    after('not found in the tenant(?: named)?'),
    after('service principal in the tenant'),
    after(`Tenant(?= ${value} not found)`),
    after('Specified tenant identifier'),
    after('Requested tenant identifier'),
    after('Token tenant(?! does)'),
    after('does not exist in the directory'),
    new RegExp(`login\\.microsoftonline\\.[a-z]+/(${guid}|[a-z\\d-]+(?:\\.[a-z\\d-]+)+)/`, 'i'),
  ],
  principal: [
    after('The principal'),
    after('with object id'),
    after('in graph database for'),
    new RegExp(`\\bPrincipal (${guid}|[0-9a-f]{32}) does not exist`, 'i'),
  ],
  action: [after('data action'), after('perform action')],
  correlationId: [new RegExp(`\\bcorrelation[ _]?id["']?\\s*[:=]?\\s*["']?(${guid})`, 'i')],
  traceId: [new RegExp(`\\btrace[ _]?id["']?\\s*[:=]?\\s*["']?(${guid})`, 'i')],
  timestamp: [/\btimestamp["']?\s*[:=]\s*["']?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)/i],
};

/** Reads the values out of a text, as they stand in it. */
export function readValues(text: string): Read {
  const found = Object.entries(places).map(([name, patterns]) => [name, firstOf(text, patterns)] as const);
  return { ...nothingRead, ...(Object.fromEntries(found) as Partial<Read>), clock: clockIn(text) };
}

/** What support asks for: that of the first finding goes before the rest. */
export function withReferences(read: Read, first: Refusal | null): Read {
  const { correlationId, traceId, timestamp } = first ?? read;
  return {
    ...read,
    correlationId: correlationId ?? read.correlationId,
    traceId: traceId ?? read.traceId,
    timestamp: timestamp ?? read.timestamp,
  };
}

function firstOf(text: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.slice(1) ?? [];
    const found = groups.findLast((group) => group !== undefined && group !== '');
    if (found !== undefined) return found;
  }
  return null;
}

function clockIn(text: string): string | null {
  const found = /Current time: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/.exec(text)?.[1];
  return found ? `${found}Z` : null;
}
