import { changedCharacters, difference, lengthOf } from '../difference.js';
import type { Difference } from '../difference.js';
import { readSlashes } from './read-endings.js';
import type { PartReading, Reading } from './reading.js';

/** The parts of an address as they are written: nothing is lower-cased, resolved or left out, as `URL` would do. */
type Address = Record<'scheme' | 'host' | 'port' | 'path' | 'query', string>;

const order = ['scheme', 'host', 'port', 'path', 'query'] as const;
/** More parts than these make another address. */
const mostParts = 3;

/** Two addresses part by part (RFC 3986, part 3), each that differs with a statement of its own; null where they are no addresses. */
export function readAddress(token: string, azure: string): Reading | null {
  const scheme = readScheme(token, azure);
  if (scheme) return scheme;
  const [one, other] = [partsOf(token), partsOf(azure)];
  // The parts of `api://` and the like have other names, or none.
  if (![one, other].some(({ scheme: written }) => /^https?:/i.test(written))) return null;
  const differing = order.filter((part) => one[part] !== other[part]);
  const isOtherPlace = one.scheme !== other.scheme && one.host !== other.host;
  if (isOtherPlace || differing.length > mostParts) return null;
  const readings = differing.map((part) => readPart(part, one, other));
  const [first] = readings;
  return readings.length === 1 && first ? first : { kind: 'several', readings };
}

/** `https://` stands twice at the beginning of one of the two, and nothing else differs. */
function readScheme(token: string, azure: string): Reading | null {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(token)?.[0];
  if (!scheme) return null;
  if (azure === scheme + token) return { kind: 'scheme-twice', side: 'azure', scheme };
  return token === scheme + azure && azure.startsWith(scheme) ? { kind: 'scheme-twice', side: 'token', scheme } : null;
}

function partsOf(value: string): Address {
  const [, scheme = '', host = '', port = '', path = '', query = ''] = address.exec(value) ?? [];
  return { scheme, host, port, path, query };
}

const address = /^([a-z][a-z\d+.-]*:\/\/)?([^/?#]*?)((?::\d*)?)((?:\/[^?#]*)?)((?:[?#].*)?)$/is;

function readPart(part: (typeof order)[number], token: Address, azure: Address): Reading {
  const [one, other] = [token[part], azure[part]];
  if (part === 'host' || part === 'path') {
    const differences = shifted(difference(one, other), { token: before(part, token), azure: before(part, azure) });
    const isEnd = part === 'path' && !token.query && !azure.query;
    const slashes = isEnd ? readSlashes(whole(token), whole(azure), differences) : null;
    if (slashes) return slashes;
    if (isSlip(differences, whole(token)) && !(part === 'host' && hasOtherLabel(one, other)))
      return { kind: 'characters', differences, lengths: lengthsOf(whole(token), whole(azure)) };
  }
  return { kind: part, token: shown(part, one), azure: shown(part, other) };
}

/** Of `eu` and `us` no letter was mistyped: a whole label of the name is another one. */
function hasOtherLabel(token: string, azure: string): boolean {
  const [one, other] = [token.split('.'), azure.split('.')];
  return one.length === other.length && one.some((label, at) => isOther(label, other[at] ?? ''));
}

function isOther(one: string, other: string): boolean {
  const differences = difference(one, other);
  return !differences.every(isSubtle) && changedCharacters(differences) >= Math.max(lengthOf(one), lengthOf(other));
}

/** A character or two that were mistyped, or that are hard to see, in a value that is the same otherwise. */
export function isSlip(differences: Difference[], text: string): boolean {
  if (differences.length === 0) return false;
  const changed = changedCharacters(differences);
  return (changed <= 2 && changed * 4 <= lengthOf(text)) || differences.every(isSubtle);
}

/** A difference that is hard to see: it is said by its character, whatever part it is in. */
export function isSubtle({ kind }: Difference): boolean {
  return kind !== 'replaced' && kind !== 'missing' && kind !== 'extra';
}

/** The lengths of both values in code points. */
export function lengthsOf(token: string, azure: string): { token: number; azure: number } {
  return { token: lengthOf(token), azure: lengthOf(azure) };
}

function shifted(differences: Difference[], by: { token: string; azure: string }): Difference[] {
  return differences.map((one) => ({ ...one, position: one.position + lengthOf(one.token ? by.token : by.azure) }));
}

function before(part: keyof Address, parts: Address): string {
  return order
    .slice(0, order.indexOf(part))
    .map((one) => parts[one])
    .join('');
}

function whole(parts: Address): string {
  return order.map((one) => parts[one]).join('');
}

/** A part as people call it: a port without its colon, a scheme without what follows it. */
function shown(part: PartReading['kind'], text: string): string | null {
  if (text === '') return null;
  if (part === 'scheme') return text.slice(0, -'://'.length);
  return part === 'port' ? text.slice(1) : text;
}
