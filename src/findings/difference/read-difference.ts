import { changedCharacters, difference, isOneCharacter } from '../difference.js';
import type { Difference } from '../difference.js';
import type { ClaimName } from '../finding.js';
import { isSlip, isSubtle, lengthsOf, readAddress } from './read-address.js';
import { readEmptiness, readEnclosure, readTwice } from './read-around.js';
import { readComposition, readPercentEncoding } from './read-encoding.js';
import { readClients, readSlashes } from './read-endings.js';
import { readGrapheme } from './read-grapheme.js';
import type { Reading } from './reading.js';

/**
 * What the difference between the token's value and Azure's is, in the smallest way that is true: each reading is of a kind that makes the
 * one value of the other, tried from the narrowest to the widest. Only `unrelated` and `empty` say less than the differences do.
 */
export function readDifference(field: ClaimName, token: string, azure: string): Reading {
  if (token === azure) return { kind: 'equal' };
  const differences = difference(token, azure);
  return (
    readEmptiness(token, azure) ??
    readTwice(token, azure) ??
    (differences.every(isSubtle) ? readCharacters(token, azure, differences) : null) ??
    (field === 'subject' ? readClients(token, azure) : null) ??
    readSlashes(token, azure, differences) ??
    readEnclosure(token, azure, differences) ??
    readPercentEncoding(token, azure) ??
    readComposition(token, azure) ??
    (field === 'subject' ? null : readParts(token, azure, differences)) ??
    readGrapheme(token, azure, differences) ??
    readCharacters(token, azure, differences)
  );
}

/** What one character that was mistyped does to the parts of an address is no statement of its own. */
function readParts(token: string, azure: string, differences: Difference[]): Reading | null {
  const reading = readAddress(token, azure);
  return reading?.kind === 'several' && isOneCharacter(differences) ? null : reading;
}

/** The differences themselves, unless more than half of the longer value is in them: then the two are different values. */
function readCharacters(token: string, azure: string, differences: Difference[]): Reading {
  const lengths = lengthsOf(token, azure);
  const isOneMore = differences.length === 1 && differences.every(({ kind }) => kind === 'missing' || kind === 'extra');
  const isMostly = changedCharacters(differences) * 2 > Math.max(lengths.token, lengths.azure);
  const isUnrelated = isMostly && !isOneMore && !isSlip(differences, token);
  return isUnrelated ? { kind: 'unrelated' } : { kind: 'characters', differences, lengths };
}
