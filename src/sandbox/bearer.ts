import { errors, jwtVerify } from 'jose';

import { toleranceSeconds } from './azure-openai-gate.js';
import { clockOf } from './place.js';
import type { Place, Received } from './place.js';

/** Who calls, as the token of Entra ID says. */
export interface Caller {
  clientId: string;
  principalId: string;
  tenantId: string;
}

/** Why nobody is known to call. With a token for somebody else, for whom it is. */
export type NoCaller = { why: 'no-token' | 'expired' | 'unreadable' } | { why: 'audience'; audience: string };

/** Reads the token of Entra ID that a request to a service of Microsoft carries: signature, time, audience. */
export async function readBearer({ headers }: Received, place: Place, audience: string[]): Promise<Caller | NoCaller> {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (!token) return { why: 'no-token' };
  const key = place.keys.get(place.world.entra.signingKeyId)?.publicKey;
  if (!key) throw new Error(`no key ${place.world.entra.signingKeyId}`);
  const currentDate = clockOf(place, place.world.azure);
  const options = { algorithms: ['RS256'], audience, currentDate, clockTolerance: toleranceSeconds };
  try {
    const { oid, appid, tid } = (await jwtVerify(token, key, options)).payload;
    const isWhole = typeof oid === 'string' && typeof appid === 'string' && typeof tid === 'string';
    return isWhole ? { clientId: appid, principalId: oid, tenantId: tid } : { why: 'unreadable' };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { why: 'expired' };
    const isOther = error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud';
    return isOther ? { why: 'audience', audience: String(error.payload.aud) } : { why: 'unreadable' };
  }
}
