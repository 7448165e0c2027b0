import type { Difference } from '../../src/findings/difference.js';
import type { PartReading, Reading } from '../../src/findings/difference/reading.js';

/** A piece of the token that Azure has something else for; both count from 0, in the token or, where that has nothing there, in Azure. */
type Edit = { token: string; azure: string } & ({ inToken: number } | { inAzure: number });

/** Makes Azure's value of the token's by a reading alone; null where the reading does not say enough for that. */
export function applyReading(reading: Reading, token: string): string | null {
  switch (reading.kind) {
    case 'equal':
      return token;
    case 'empty':
    case 'unrelated':
      return null;
    case 'enclosed':
      return applyEnclosure(reading, token);
    case 'clients':
      return token.slice(0, token.length - reading.token * '@clients'.length) + '@clients'.repeat(reading.azure);
    case 'clients-misplaced':
      return applyMisplaced(reading, token);
    case 'scheme-twice':
      return reading.side === 'azure' ? reading.scheme + token : token.slice(reading.scheme.length);
    case 'percent-encoding':
    case 'composition':
      return reading.places === 1 ? edited([at(reading)], token) : null;
    default:
      return edited(editsOf(reading, token), token);
  }
}

function editsOf(reading: Reading, token: string): Edit[] {
  switch (reading.kind) {
    case 'several':
      return reading.readings.flatMap((one) => editsOf(one, token));
    case 'characters':
      return reading.differences.map(at);
    case 'grapheme':
      return [at(reading)];
    case 'final-slash':
      return [
        reading.side === 'token'
          ? { inToken: Array.from(token).length - 1, token: '/', azure: '' }
          : { inToken: Array.from(token).length, token: '', azure: '/' },
      ];
    case 'slashes': {
      const { position, token: one, azure: other } = reading;
      // Of a run that Azure has longer, the place is counted in Azure.
      return [
        at({
          position: position + Math.min(one, other),
          token: '/'.repeat(Math.max(0, one - other)),
          azure: '/'.repeat(Math.max(0, other - one)),
        }),
      ];
    }
    case 'scheme':
    case 'host':
    case 'port':
    case 'path':
    case 'query':
      return [partEdit(reading, token)];
    default:
      throw new TypeError(`${reading.kind} is no part of several`);
  }
}

function at({ position, token, azure }: Pick<Difference, 'position' | 'token' | 'azure'>): Edit {
  return token ? { inToken: position - 1, token, azure } : { inAzure: position - 1, token, azure };
}

function partEdit({ kind, token: one, azure: other }: PartReading, token: string): Edit {
  const whole = /^(?:[a-z][a-z\d+.-]*:\/\/)?/i.exec(token)?.[0] ?? '';
  const authority = /^[^/?#]*/.exec(token.slice(whole.length))?.[0] ?? '';
  const host = authority.replace(/:\d*$/, '');
  const path = /^[^?#]*/.exec(token.slice(whole.length + authority.length))?.[0] ?? '';
  const starts = { scheme: 0, host: whole.length, port: whole.length + host.length, path: whole.length + authority.length };
  const start = kind === 'query' ? starts.path + path.length : starts[kind];
  const written = (text: string | null): string => {
    if (text === null) return '';
    if (kind === 'scheme') return `${text}://`;
    return kind === 'port' ? `:${text}` : text;
  };
  return { inToken: Array.from(token.slice(0, start)).length, token: written(one), azure: written(other) };
}

function edited(edits: Edit[], token: string): string | null {
  const rest = Array.from(token);
  const made: string[] = [];
  let done = 0;
  for (const edit of edits) {
    const upTo = 'inToken' in edit ? edit.inToken : done + edit.inAzure - made.length;
    made.push(...rest.slice(done, upTo));
    const length = Array.from(edit.token).length;
    if (rest.slice(upTo, upTo + length).join('') !== edit.token) return null;
    done = upTo + length;
    made.push(...Array.from(edit.azure));
  }
  return [...made, ...rest.slice(done)].join('');
}

function applyEnclosure({ side, open, part }: Extract<Reading, { kind: 'enclosed' }>, token: string): string {
  const close = { '“': '”', '‘': '’', '«': '»', '{': '}', '[': ']', '<': '>', '(': ')' }[open] ?? open;
  const bare = part ?? (side === 'azure' ? token : token.slice(open.length, -close.length));
  const enclosed = open + bare + close;
  return side === 'azure' ? token.replace(bare, () => enclosed) : token.replace(enclosed, () => bare);
}

function applyMisplaced({ side, position }: Extract<Reading, { kind: 'clients-misplaced' }>, token: string): string {
  const characters = Array.from(token);
  const [from, to] = side === 'azure' ? [characters.length - 8, position - 1] : [position - 1, characters.length - 8];
  const [taken, rest] = [characters.slice(from, from + 8), [...characters.slice(0, from), ...characters.slice(from + 8)]];
  return [...rest.slice(0, to), ...taken, ...rest.slice(to)].join('');
}
