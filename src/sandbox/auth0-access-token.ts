import { createHash, randomUUID } from 'node:crypto';

import { CompactEncrypt, SignJWT } from 'jose';

import { clockOf, epoch } from './place.js';
import type { Place } from './place.js';
import type { Auth0Api, Auth0Application } from './world.js';

export interface TokenOrder {
  api: Auth0Api;
  application: Auth0Application;
  scope: string;
  issuer: string;
}

/** The token as the API's settings want it: algorithm, profile, encryption, lifetime. */
export async function makeAccessToken(order: TokenOrder, place: Place): Promise<{ text: string; seconds: number }> {
  const { api } = order;
  const seconds = api.lifetimeSeconds;
  if (api.format === 'opaque') {
    return { text: createHash('sha256').update(`${order.application.secret}${place.now().toISOString()}`).digest('base64url'), seconds };
  }
  const signed = await sign(order, place);
  return { text: api.isEncrypted ? await encrypt(signed, place) : signed, seconds };
}

function sign({ api, application, scope, issuer }: TokenOrder, place: Place): Promise<string> {
  const { auth0 } = place.world;
  const iat = epoch(clockOf(place, auth0));
  const claims = {
    iss: issuer,
    ...subjectOf(api, application),
    aud: api.moreAudiences.length > 0 ? [api.identifier, ...api.moreAudiences] : api.identifier,
    iat,
    exp: iat + api.lifetimeSeconds,
    ...(scope ? { scope } : {}),
    ...(api.dialect === 'access_token'
      ? { gty: 'client-credentials', azp: application.clientId }
      : { jti: randomUUID(), client_id: application.clientId }),
  };
  const typ = api.dialect === 'access_token' ? 'JWT' : 'at+jwt';
  // An HS256 token names no key: its secret is in no key set.
  const isSymmetric = api.signingAlgorithm === 'HS256';
  const named = !isSymmetric && api.header.namesKey ? { kid: auth0.signingKeyId } : {};
  const header = { alg: api.signingAlgorithm, typ, ...named, ...api.header.more };
  const key = isSymmetric ? Buffer.from(api.signingSecret) : place.keys.get(auth0.signingKeyId)?.privateKey;
  if (!key) throw new Error(`no key ${auth0.signingKeyId}`);
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}

function subjectOf({ subject }: Auth0Api, { clientId }: Auth0Application): { sub?: string } {
  if (subject === 'none') return {};
  return { sub: subject === 'agent' ? clientId : `${clientId}@clients` };
}

/** Five parts. Any RSA key does for the API's, because nobody here may read it. */
function encrypt(signed: string, { world, keys }: Place): Promise<string> {
  const id = world.auth0.publishedKeys.at(-1)?.material ?? world.auth0.signingKeyId;
  const key = keys.get(id)?.publicKey;
  if (!key) throw new Error(`no key ${id}`);
  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', typ: 'JWT', kid: id };
  return new CompactEncrypt(Buffer.from(signed)).setProtectedHeader(header).encrypt(key);
}
