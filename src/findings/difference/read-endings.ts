import { lengthOf } from '../difference.js';
import type { Difference } from '../difference.js';
import type { Reading } from './reading.js';

const clients = '@clients';

/** `@clients` once too often, once too little, or in the wrong place (Auth0 appends it once to the client id); null where it is not that. */
export function readClients(token: string, azure: string): Reading | null {
  const [one, other] = [counted(token), counted(azure)];
  if (one.stem === other.stem && one.times !== other.times) return { kind: 'clients', token: one.times, azure: other.times };
  const inAzure = one.times === 1 ? misplacedIn(azure, one.stem) : null;
  if (inAzure) return { kind: 'clients-misplaced', side: 'azure', position: inAzure };
  const inToken = other.times === 1 ? misplacedIn(token, other.stem) : null;
  return inToken ? { kind: 'clients-misplaced', side: 'token', position: inToken } : null;
}

function counted(value: string): { stem: string; times: number } {
  let [end, times] = [value.length, 0];
  while (value.endsWith(clients, end)) [end, times] = [end - clients.length, times + 1];
  return { stem: value.slice(0, end), times };
}

/** Where `@clients` stands in a value that is the stem without it; null where it is not so. */
function misplacedIn(value: string, stem: string): number | null {
  const at = value.indexOf(clients);
  if (at === -1 || value.length !== stem.length + clients.length) return null;
  return value.slice(0, at) + value.slice(at + clients.length) === stem && at < stem.length ? lengthOf(value.slice(0, at)) + 1 : null;
}

/** Slashes that one side has more, in one place: the last character, or a run of them that is longer on one side; else null. */
export function readSlashes(token: string, azure: string, differences: Difference[]): Reading | null {
  const [only] = differences;
  if (!only || differences.length > 1 || !/^\/+$/.test(only.token + only.azure) || (only.token && only.azure)) return null;
  // What comes before is the same on both sides, so the place is the same too; and of a run of slashes the last ones are the extra ones.
  const before = Array.from(only.token ? token : azure).slice(0, only.position - 1);
  const run = before.length - before.findLastIndex((character) => character !== '/') - 1;
  const [inToken, inAzure] = [run + only.token.length, run + only.azure.length];
  if (run > 0) return { kind: 'slashes', position: before.length - run + 1, token: inToken, azure: inAzure };
  const isEnd = only.position === lengthOf(only.token ? token : azure);
  return isEnd ? { kind: 'final-slash', side: only.token ? 'token' : 'azure' } : null;
}
