import { json } from '../place.js';
import type { Reply } from '../place.js';
import { refusal } from './answers.js';

/**
 * A list in the form that was asked for: an array of a page; with `include_totals` an object that counts; with `take` one that tells where the next page
 * begins.
 */
export function listed(name: string, items: readonly object[], query: URLSearchParams): Reply {
  const take = query.get('take');
  const size = numberIn(take ?? query.get('per_page'), 50);
  if (size === null || size < 1 || size > largestPage) {
    // The sentence was not found.
    return refusal(400, `Query validation error: a page has 1 to ${largestPage} entries.`, 'invalid_query_string');
  }
  if (take !== null) return byCheckpoint({ name, items, size, from: numberIn(query.get('from'), 0) ?? 0 });
  const start = (numberIn(query.get('page'), 0) ?? 0) * size;
  const page = items.slice(start, start + size);
  return json(200, query.get('include_totals') === 'true' ? { total: items.length, start, limit: size, [name]: page } : page);
}

const largestPage = 100;

function byCheckpoint(asked: { name: string; items: readonly object[]; size: number; from: number }): Reply {
  const { name, items, size, from } = asked;
  const end = from + size;
  return json(200, { [name]: items.slice(from, end), ...(end < items.length && { next: String(end) }) });
}

function numberIn(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Only these properties, where the request names some. */
export function picked(item: object, query: URLSearchParams): object {
  const fields = query.get('fields')?.split(',');
  if (!fields) return item;
  const isWanted = query.get('include_fields') !== 'false';
  return Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name) === isWanted));
}
