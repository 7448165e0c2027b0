import { randomUUID } from 'node:crypto';

import { json } from '../place.js';
import type { Reply } from '../place.js';

/** The body of every error of Microsoft Graph. */
export function graphProblem(status: number, code: string, message: string): Reply {
  const id = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  return json(status, { error: { code, message, innerError: { date, 'request-id': id, 'client-request-id': id } } });
}

/** Of an object that the directory does not have. */
export function objectNotFound(id: string): Reply {
  const absent = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphProblem(404, 'Request_ResourceNotFound', absent);
}

export const done = (): Reply => ({ status: 204, headers: {}, body: '' });

export const listOf = (value: readonly unknown[]): Reply => json(200, { value });
