import type { Auth0Api } from './world.js';

/** An API as Auth0 makes it where nobody says otherwise, which is as Entra ID needs it. */
export function usualApi(own: Pick<Auth0Api, 'id' | 'name' | 'identifier' | 'signingSecret'>): Auth0Api {
  return {
    ...own,
    signingAlgorithm: 'RS256',
    dialect: 'access_token',
    format: 'jwt',
    isEncrypted: false,
    subject: 'client',
    moreAudiences: [],
    header: { namesKey: true, more: {} },
    lifetimeSeconds: 86_400,
    clientPolicy: 'require_client_grant',
    kept: {},
  };
}
