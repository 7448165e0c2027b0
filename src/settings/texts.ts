import { isRandom } from './kinds.js';
import { accepted, malformed, upTo } from './parse.js';
import type { Parsed } from './parse.js';

/** The id of a client: any printable text in one piece, but not what is plainly something else. Which characters it has is for the party to judge. */
export function readClientId(text: string): Parsed {
  if (mailAddress.test(text)) return malformed('it is a mail address, and a client id names an application, not a person');
  return readOpaque(text, 'a client id', 512);
}

/** A secret. A shorter text is none, and could not be taken out of what services answer without taking words out, too. */
export function readClientSecret(text: string): Parsed {
  const { length } = Array.from(text);
  if (length < 6) return malformed(`it has ${length} ${length === 1 ? 'character' : 'characters'}, too few for a secret`);
  return readOpaque(text, 'a secret', 4096);
}

function readOpaque(text: string, what: string, most: number): Parsed {
  if (/\s/.test(text)) return malformed('it has white space inside');
  if (address.test(text)) return malformed(`it is an address, not ${what}`);
  if (filePath.test(text) && !isRandom(text)) return malformed(`it is the path of a file, not ${what}`);
  return upTo(most, text) ?? accepted(text);
}

/** With the references that a vault or another tool should have put a value in place of: `op://…`, `@Microsoft.KeyVault(…)`. */
const address = /^(?:[a-z][a-z\d+.-]{1,20}:\/\/|@microsoft\.keyvault\()/i;
const mailAddress = /^[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,20}$/i;
/** Base64 has slashes, too, but hardly two of them with ordinary words between. */
const filePath = /^(?:[a-z]:\\|\\\\|~\/|\.{1,2}\/|\/[\w.-]+\/)[\w .\\/~-]*$/i;

/** An API identifier: Auth0 compares it letter for letter, so it stays as it is. */
export function readAudience(text: string): Parsed {
  if (/[\r\n]/.test(text)) return malformed('it has a line break inside');
  return upTo(2048, text) ?? accepted(text);
}

/** A deployment name is one part of a path. */
export function readDeployment(text: string): Parsed {
  if (/\s/.test(text)) return malformed('it has white space inside');
  if (/[/?#\\]/.test(text)) return malformed('it has a / or ? inside: only the name of the deployment is needed');
  return upTo(256, text) ?? accepted(text);
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
