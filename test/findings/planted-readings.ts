import type { Reading } from '../../src/findings/difference/reading.js';
import type { ClaimName } from '../../src/findings/finding.js';
import { alphanumeric, small } from './random-text.js';
import type { Random } from './random-text.js';

/** A pair that differs by one edit, and the one statement about it. */
interface Planted {
  token: string;
  azure: string;
  statement: string;
}

/** An issuer of Auth0's shape, or of another provider's with a path. */
export function issuerOf(random: Random): string {
  return `https://${random.host()}/${random.one(['', '', 'oauth2/default/', `${random.text(small, 3, 9)}/v2.0/`])}`;
}

function hostOf(issuer: string): string {
  return issuer.split('/')[2] ?? '';
}

/** What the reading has to be, in which of the three values, and how such a pair is made. */
export type Plant = [Reading['kind'], ClaimName, (random: Random) => Planted];

/** Edits of an address. */
export const addresses: Record<string, Plant> = {
  'no final slash': [
    'final-slash',
    'issuer',
    (random) => {
      const token = issuerOf(random);
      return { token, azure: token.slice(0, -1), statement: 'Azure lacks the final slash' };
    },
  ],
  'a doubled slash': [
    'slashes',
    'issuer',
    (random) => {
      const token = issuerOf(random);
      const slashes = [...token.matchAll(/\//g)].map(({ index }) => index).filter((index) => index > 7);
      const slash = random.one(slashes);
      const statement = `Azure has two slashes where the token has one, at character ${slash + 1}`;
      return { token, azure: `${token.slice(0, slash)}/${token.slice(slash)}`, statement };
    },
  ],
  http: [
    'scheme',
    'issuer',
    (random) => {
      const token = issuerOf(random);
      return { token, azure: token.replace('https', 'http'), statement: 'Azure has http where the token has https' };
    },
  ],
  'no scheme': [
    'scheme',
    'issuer',
    (random) => {
      const token = issuerOf(random);
      return { token, azure: token.slice(8), statement: 'Azure lacks https:// at the beginning' };
    },
  ],
  'another host': [
    'host',
    'issuer',
    (random) => {
      const [token, host] = [issuerOf(random), `${random.text(small, 3, 9)}.example.org`];
      const statement = `Azure has the host ${host}, the token has ${hostOf(token)}`;
      return { token, azure: token.replace(hostOf(token), host), statement };
    },
  ],
  'another region': [
    'host',
    'issuer',
    (random) => {
      const token = issuerOf(random);
      const azure = token.replace(/\.(eu|us|au)\.auth0/, (_, region: string) => `.${region === 'eu' ? 'jp' : 'ca'}.auth0`);
      return { token, azure, statement: `Azure has the host ${hostOf(azure)}, the token has ${hostOf(token)}` };
    },
  ],
  'a port': [
    'port',
    'issuer',
    (random) => {
      const [token, port] = [issuerOf(random), 1 + random.below(65_535)];
      return { token, azure: token.replace('.com', `.com:${port}`), statement: `Azure has the port ${port}, which the token lacks` };
    },
  ],
  'another path': [
    'path',
    'issuer',
    (random) => {
      const [token, path] = [`https://${random.host()}/`, `/${random.text(small, 4, 12)}`];
      return { token, azure: token.slice(0, -1) + path, statement: `Azure has the path ${path}, the token has /` };
    },
  ],
  'percent-encoding': [
    'percent-encoding',
    'issuer',
    (random) => {
      const [before, after] = [`https://${random.host()}/${random.text(small, 1, 9)}`, random.text(alphanumeric, 0, 9)];
      const character = random.one(['ü', '😀', 'щ', 'é']);
      const azure = before + encodeURIComponent(character) + after;
      const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const shown = character === 'щ' ? 'a Cyrillic letter' : `"${character}"`;
      const statement = `Azure has ${encodeURIComponent(character)} where the token has ${shown} (U+${number}), at character ${Array.from(before).length + 1}`;
      return { token: before + character + after, azure, statement };
    },
  ],
};

/** Edits of a subject. */
export const subjects: Record<string, Plant> = {
  'no @clients': [
    'clients',
    'subject',
    (random) => {
      const id = random.clientId();
      return { token: `${id}@clients`, azure: id, statement: 'Azure lacks @clients at the end' };
    },
  ],
  '@clients twice': [
    'clients',
    'subject',
    (random) => {
      const token = `${random.clientId()}@clients`;
      return { token, azure: `${token}@clients`, statement: 'Azure has @clients twice' };
    },
  ],
  'misplaced @clients': [
    'clients-misplaced',
    'subject',
    (random) => {
      const [id, place] = [random.clientId(), random.below(32)];
      const where = place === 0 ? 'at the beginning' : `at character ${place + 1}`;
      return {
        token: `${id}@clients`,
        azure: `${id.slice(0, place)}@clients${id.slice(place)}`,
        statement: `Azure has @clients ${where} and not at the end`,
      };
    },
  ],
  'quotes and braces': [
    'enclosed',
    'subject',
    (random) => {
      const token = `${random.clientId()}@clients`;
      const [open, close, name] = random.one([
        ['"', '"', 'quotes'],
        ["'", "'", 'single quotes'],
        ['{', '}', 'braces'],
        ['“', '”', 'typographic quotes'],
        ['[', ']', 'square brackets'],
      ] as const);
      return { token, azure: open + token + close, statement: `Azure has the value between ${name}` };
    },
  ],
  'one letter of another case': [
    'characters',
    'subject',
    (random) => {
      const id = random.text(alphanumeric.slice(0, 52), 32, 32);
      const place = random.below(32);
      const letter = id[place] ?? '';
      const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
      return {
        token: `${id}@clients`,
        azure: `${id.slice(0, place)}${other}${id.slice(place + 1)}@clients`,
        statement: `Azure has ${other} where the token has ${letter}, at character ${place + 1}`,
      };
    },
  ],
  'an accent in another form': [
    'composition',
    'subject',
    (random) => {
      const [before, after] = [random.text(small, 0, 20), random.text(small, 0, 20)];
      const statement = `Azure has "e\u0301" (U+0065 U+0301) where the token has "é" (U+00E9), at character ${before.length + 1}: the same letter, composed differently`;
      return { token: `${before}é${after}`, azure: `${before}e\u0301${after}`, statement };
    },
  ],
  'another skin tone': [
    'grapheme',
    'subject',
    (random) => {
      const [before, after] = [random.text(small, 5, 20), random.text(small, 5, 20)];
      const statement = `Azure has "👍🏿" (U+1F44D U+1F3FF) where the token has "👍🏽" (U+1F44D U+1F3FD), at character ${before.length + 1}`;
      return { token: `${before}👍🏽${after}`, azure: `${before}👍🏿${after}`, statement };
    },
  ],
};
