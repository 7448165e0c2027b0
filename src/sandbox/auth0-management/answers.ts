import { json } from '../place.js';
import type { Reply } from '../place.js';

/** Every error of the Management API has this body. Some have no code. */
export function refusal(status: keyof typeof names, message: string, errorCode?: string): Reply {
  return json(status, { statusCode: status, error: names[status], message, ...(errorCode && { errorCode }) });
}

const names = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
} as const;

/** The scopes are alternatives: one of them is enough. */
export function insufficientScope(scopes: readonly string[]): Reply {
  return refusal(403, `Insufficient scope, expected any of: ${scopes.join(', ')}`, 'insufficient_scope');
}

export const noApi = (): Reply => refusal(404, 'The resource server does not exist', 'inexistent_resource_server');

export const noClient = (): Reply => refusal(404, 'The client does not exist', 'inexistent_client');

export const invalidBody = (problem: string): Reply => refusal(400, `Payload validation error: ${problem}.`, 'invalid_body');

/** The body of a duplicate was not found: neutral words. */
export const taken = (what: string): Reply => refusal(409, `${what} already exists.`, 'conflict');
