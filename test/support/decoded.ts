import type { DecodedAssertion } from '../../src/chain/assertion.js';

/** A token of Auth0 as it is when all is well. */
export const decoded: DecodedAssertion = {
  header: { alg: 'RS256', kid: 'k', typ: 'JWT' },
  claims: {},
  issuer: 'https://acme.eu.auth0.com/',
  subject: 'id@clients',
  audiences: ['api://AzureADTokenExchange'],
  issuedAt: null,
  notBefore: null,
  expires: null,
};
