import { application, edit, fault, followCustomDomain, otherApplication, rewrite } from './fault.js';
import type { FaultsOf } from './fault.js';

/** What is wrong at Auth0 before it issues a token. */
export const auth0Faults = {
  'auth0/domain-wrong': fault('the settings name a domain where Auth0 has no tenant', (world) =>
    edit(world, { OIDC_ENDPOINT: world.elsewhere.auth0Domain }),
  ),
  'auth0/metadata-invalid': fault(
    'a proxy before the Auth0 tenant answers the public documents with a page of its own',
    ({ auth0: tenant }) => Object.assign(tenant.edge, { stops: 'everybody', with: 'page', stopped: ['discovery', 'keys'] }),
  ),
  'auth0/issuer-differs': fault(
    'the custom domain of the settings is forwarded to the canonical one',
    (world) => {
      world.auth0.customDomain.forwardsTo = 'canonical';
      edit(world, { OIDC_ENDPOINT: world.auth0.customDomain.host });
    },
    {
      mend: followCustomDomain,
      mended: 'The custom domain is served by the pretend Auth0 itself now, and the credential in the pretend Azure names it.',
    },
  ),
  'auth0/client-refused': fault('the settings hold the secret of another application', (world) =>
    edit(world, { OIDC_CLIENT_SECRET: otherApplication(world).secret }),
  ),
  'auth0/api-missing': fault('the tenant has no API with this identifier', ({ auth0: tenant }) => (tenant.apis = []), {
    mended: 'The pretend Auth0 has the API api://AzureADTokenExchange now.',
  }),
  'auth0/grant-missing': fault('the application is not authorised for the API', ({ auth0: tenant }) => tenant.grants.shift(), {
    mended: 'The application is authorised for the API in the pretend Auth0 now.',
  }),
  'auth0/grant-type-disabled': fault(
    'the application may not use client credentials',
    (world) => (application(world).grantTypes = ['authorization_code', 'refresh_token']),
  ),
  'auth0/scope-not-granted': fault('a gateway before Auth0 adds a scope that the grant does not have', ({ network }) =>
    rewrite(network.gateways.auth0, { sets: { scope: 'read:everything' } }),
  ),
  'auth0/audience-missing': fault('a gateway before Auth0 takes the audience out of the request', ({ network }) =>
    rewrite(network.gateways.auth0, { drops: ['audience'] }),
  ),
  'auth0/action-denied': fault(
    'an Action of the Machine to Machine flow crashes',
    ({ auth0: tenant }) => (tenant.action = { kind: 'crashes' }),
  ),
  'auth0/quota-exhausted': fault('the application has used up its tokens of this hour', (world) => {
    application(world).tokenQuota = { perHour: 10, issued: 10 };
  }),
  'auth0/quota-low': fault('the application has nearly used up its tokens of this hour', (world) => {
    application(world).tokenQuota = { perHour: 20, issued: 18 };
  }),
  'auth0/rate-limited': fault('other applications use up the request limit of the tenant', ({ auth0: tenant }) => {
    tenant.rateLimit.byOthers = tenant.rateLimit.perMinute;
  }),
  'auth0/organization-required': fault('the client grant requires an organization', ({ auth0: tenant }) =>
    tenant.grants.forEach((grant) => (grant.organizationUsage = 'require')),
  ),
  'auth0/service-error': fault('Auth0 is down', ({ auth0: tenant }) => (tenant.isDown = true)),
  'auth0/refused': fault('an access control list of the Auth0 tenant blocks its token endpoint', ({ auth0: tenant }) =>
    Object.assign(tenant.edge, { stops: 'everybody', with: 'block', stopped: ['token'] }),
  ),
} satisfies FaultsOf<'auth0'>;
