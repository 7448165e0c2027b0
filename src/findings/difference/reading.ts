import type { Difference } from '../difference.js';

/** The side that has something which the other has not. */
export type Side = 'token' | 'azure';

/** One part of an address; null where a value has no such part. */
export interface PartReading {
  kind: 'scheme' | 'host' | 'port' | 'path' | 'query';
  token: string | null;
  azure: string | null;
}

/**
 * What the difference between two values means, as the data of one sentence. Beside the differences of characters, which say where, this
 * says what: each kind is a thing that people do to a value on its way into Azure. Positions count code points from 1, in the token's
 * value unless said otherwise.
 */
export type Reading =
  | { kind: 'equal' }
  /** One side holds nothing, or nothing that can be seen. */
  | { kind: 'empty'; side: Side; isBlank: boolean }
  /** Quotes, braces or brackets stand around the value, or around a part of it. */
  | { kind: 'enclosed'; side: Side; open: string; part: string | null }
  | { kind: 'final-slash'; side: Side }
  /** How many slashes each side has where the other has some too; the place is counted in the value that has more. */
  | { kind: 'slashes'; position: number; token: number; azure: number }
  /** How often each side ends with `@clients`. */
  | { kind: 'clients'; token: number; azure: number }
  /** `@clients` stands there in the value of that side, and at the end of the other's. */
  | { kind: 'clients-misplaced'; side: Side; position: number }
  /** The same characters, percent-encoded on one side (RFC 3986, part 2.1); what is shown is the first place of so many. */
  | { kind: 'percent-encoding'; position: number; token: string; azure: string; places: number }
  /** The same letters, made of other code points (UAX 15); what is shown is the first place of so many. */
  | { kind: 'composition'; position: number; token: string; azure: string; places: number }
  /** The whole value stands there twice, one behind the other, with nothing or white space between. */
  | { kind: 'twice'; side: Side }
  | { kind: 'scheme-twice'; side: Side; scheme: string }
  | PartReading
  /** What a reader sees as one character, of which only some code points differ (UAX 29). */
  | { kind: 'grapheme'; position: number; token: string; azure: string }
  /** Nothing but its characters; the lengths of both values in code points tell which of them stands at an end. */
  | { kind: 'characters'; differences: Difference[]; lengths: Record<Side, number> }
  /** Several parts of an address, each with a statement of its own. */
  | { kind: 'several'; readings: Reading[] }
  /** Values that have nothing to do with each other. */
  | { kind: 'unrelated' };
