import { accepted, malformed } from './parse.js';
import type { Parsed } from './parse.js';

/** An id or a secret of another party: any printable text in one piece. Which characters it has is for that party to judge. */
export function readOpaque(text: string): Parsed {
  if (/\s/.test(text)) return malformed('it has white space inside');
  return accepted(text);
}

/** A secret. A shorter text is none, and could not be taken out of what services answer without taking words out, too. */
export function readClientSecret(text: string): Parsed {
  const { length } = Array.from(text);
  return length < 6 ? malformed(`it has ${length} ${length === 1 ? 'character' : 'characters'}, too few for a secret`) : readOpaque(text);
}

/** An API identifier: Auth0 compares it letter for letter, so it stays as it is. */
export function readAudience(text: string): Parsed {
  return /[\r\n]/.test(text) ? malformed('it has a line break inside') : accepted(text);
}

/** A deployment name is one part of a path. */
export function readDeployment(text: string): Parsed {
  if (/\s/.test(text)) return malformed('it has white space inside');
  if (/[/?#\\]/.test(text)) return malformed('it has a / or ? inside: only the name of the deployment is needed');
  return accepted(text);
}

/** A dated version, or nothing for the v1 API, which takes none. */
export function readVersion(text: string): Parsed {
  const bare = text.replace(/^[?&]?api-version=/i, '');
  const removed = bare === text ? [] : ['the leading api-version='];
  if (/^(?:v1|latest|preview)$/i.test(bare)) return accepted('', [...removed, `${bare.toLowerCase()} (the v1 API takes no version)`]);
  const version = bare.toLowerCase();
  if (!isDated(version)) return malformed('it is no version such as 2024-10-21 or 2025-04-01-preview');
  return accepted(version, version === bare ? removed : [...removed, 'capital letters']);
}

/** Dated versions that Microsoft retired. Some still answer, so they are named and used all the same. */
export function isRetired(version: string): boolean {
  return retired.has(version);
}

const retired: ReadonlySet<string> = new Set([
  '2023-03-15-preview',
  '2023-07-01-preview',
  '2023-08-01-preview',
  '2023-09-01-preview',
  '2023-12-01-preview',
]);

function isDated(version: string): boolean {
  const date = /^(\d{4}-\d{2}-\d{2})(?:-preview)?$/.exec(version)?.[1];
  return date !== undefined && !Number.isNaN(Date.parse(date));
}
