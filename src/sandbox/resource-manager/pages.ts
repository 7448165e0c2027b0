import { json, objectIn } from '../place.js';
import type { Received, Reply } from '../place.js';

/** A list in pieces, as Azure gives long ones: each names the address of the next. What a token of a page holds is Azure's own affair; here, how far it is. */
export function paged(reply: Reply, { host, path, query }: Received, size: number | null): Reply {
  const body = size !== null && typeof reply.body === 'string' ? objectIn(reply.body) : null;
  const items = body?.['value'];
  if (size === null || !Array.isArray(items)) return reply;
  const start = Number(query.get('$skiptoken') ?? 0);
  const value = (items as unknown[]).slice(start, start + size);
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(start + size));
  const nextLink = start + size < items.length ? `https://${host}${path}?${next.toString()}` : undefined;
  return { ...json(reply.status, { ...body, value, nextLink }), headers: reply.headers };
}
