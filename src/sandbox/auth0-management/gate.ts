import { errors, jwtVerify } from 'jose';

import { clockOf, epoch, json } from '../place.js';
import type { Place, Received, Reply } from '../place.js';
import { refusal } from './answers.js';
import { managementIdentifier } from './tenant.js';

/** The scopes of the token: it has to be one of this tenant for its Management API, asked for at the tenant's own domain. */
export async function judgeManagementToken({ headers }: Received, place: Place): Promise<ReadonlySet<string> | Reply> {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (!token) return refusal(401, 'Missing authentication');
  const { auth0 } = place.world;
  const key = place.keys.get(auth0.signingKeyId)?.publicKey;
  if (!key) throw new Error(`no key ${auth0.signingKeyId}`);
  const wanted = { algorithms: ['RS256'], issuer: `https://${auth0.domain}/`, audience: managementIdentifier(auth0) };
  try {
    const { payload } = await jwtVerify(token, key, { ...wanted, currentDate: clockOf(place, auth0) });
    return new Set(typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : []);
  } catch (error) {
    return unauthorised(error instanceof errors.JWTExpired ? 'Expired token received for JSON Web Token validation' : 'Invalid token');
  }
}

/** The sentence of an expired token is known; that of any other was not found. */
function unauthorised(message: string): Reply {
  return json(401, { statusCode: 401, error: 'Unauthorized', message, attributes: { error: message } });
}

/** Counts the requests of each second, and refuses those above the limit. */
export function createManagementLimit(place: Place): () => Reply | null {
  const window = { second: 0, requests: 0 };
  return () => {
    const { perSecond, byOthers } = place.world.auth0.management.rateLimit;
    const second = epoch(place.now());
    if (second !== window.second) Object.assign(window, { second, requests: 0 });
    window.requests += 1;
    const left = perSecond - byOthers - window.requests;
    if (left >= 0) return null;
    const { status, headers, body } = refusal(429, 'Global limit has been reached', 'too_many_requests');
    const told = { 'x-ratelimit-limit': String(perSecond), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(second + 1) };
    return { status, headers: { ...headers, ...told }, body };
  };
}
