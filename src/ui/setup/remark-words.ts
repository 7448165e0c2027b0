import { explain } from '../../findings/explain.js';
import { nothingKnown } from '../../findings/explanation.js';
import type { Finding } from '../../findings/finding.js';
import { fieldOf } from '../../settings/fields.js';
import type { Standing } from './answers.js';

/** What is to be said of a value: what its parser says of what was typed, and else what a check would say. */
export function remarkWords({ words, found }: NonNullable<Standing['remark']>): string {
  return words ?? remarkTitle(found);
}

/** In a list of labels a value that stands there twice is better told by them than by names of variables. */
export function remarkTitle(found: Finding): string {
  if (found.code !== 'settings/swapped') return explain(found, nothingKnown).title;
  const { field, belongsTo, looksLike } = found.evidence;
  const isTwin = belongsTo !== null && looksLike === `the value of ${belongsTo}`;
  return isTwin ? `${fieldOf(field).label} and ${fieldOf(belongsTo).label} have the same value` : explain(found, nothingKnown).title;
}
