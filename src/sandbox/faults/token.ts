import { api, fault, otherApplication, rewrite } from './fault.js';
import type { FaultsOf } from './fault.js';

/** Tokens that Auth0 issues and Entra ID does not take. */
export const tokenFaults = {
  'token/opaque': fault('Auth0 issues an opaque token for the API', (world) => (api(world).format = 'opaque')),
  'token/encrypted': fault('the API encrypts its tokens', (world) => (api(world).isEncrypted = true)),
  'token/malformed': fault('data loss prevention before Auth0 blacks out the middle of every token', ({ network }) => {
    network.gateways.auth0.blacksOutTokens = true;
  }),
  'token/algorithm-unsupported': fault('the API signs with HS256', (world) => (api(world).signingAlgorithm = 'HS256')),
  'token/key-id-missing': fault('the tokens of the API do not name the key that signs them', (world) => {
    api(world).header.namesKey = false;
  }),
  'token/type-unsupported': fault('the API uses the RFC 9068 token profile', (world) => (api(world).dialect = 'rfc9068_profile'), {
    mended: 'The API in the pretend Auth0 uses the token profile of Auth0 now.',
  }),
  'token/header-unsupported': fault('the tokens of the API say in their header how they were granted', (world) => {
    api(world).header.more['gty'] = 'client-credentials';
  }),
  'token/key-not-published': fault('the key that signs was taken out of the published keys', ({ auth0: tenant }) => {
    tenant.publishedKeys = tenant.publishedKeys.filter(({ id }) => id !== tenant.signingKeyId);
  }),
  'token/signature-invalid': fault('the key published under this id is not the key that signs', ({ auth0: tenant }) => {
    const other = tenant.publishedKeys.find(({ id }) => id !== tenant.signingKeyId)?.material ?? '';
    tenant.publishedKeys = [{ id: tenant.signingKeyId, material: other }];
  }),
  'token/clock-skew': fault('the clock of Auth0 is ten minutes slow', (world) => {
    world.auth0.clockOffsetSeconds = -600;
  }),
  'token/outside-valid-time': fault('the clock of Auth0 is slow by more than a token lives', (world) => {
    world.auth0.clockOffsetSeconds = -(api(world).lifetimeSeconds + 3600);
  }),
  'token/audience-multiple': fault('the tokens of the API are for its user information, too', (world) =>
    api(world).moreAudiences.push(`https://${world.auth0.domain}/userinfo`),
  ),
  'token/claim-missing': fault('the tokens of the API have no subject', (world) => (api(world).subject = 'none')),
  'token/claim-mismatch': fault('a gateway before Auth0 signs in as another application', (world) => {
    const { clientId, secret } = otherApplication(world);
    rewrite(world.network.gateways.auth0, { sets: { client_id: clientId, client_secret: secret } });
  }),
} satisfies FaultsOf<'token'>;
