import { application, credential, edit, fault, identity, otherApplication, tenantOf } from './fault.js';
import type { FaultsOf } from './fault.js';

/** Federated credentials that do not fit the token. */
export const trustFaults = {
  'trust/issuer-slash': fault('the credential in Azure lacks the final slash of the issuer', (world) => {
    credential(world).issuer = credential(world).issuer.replace(/\/$/, '');
  }),
  'trust/issuer-mismatch': fault('the application uses the custom domain, the credential names the canonical one', (world) =>
    edit(world, { OIDC_ENDPOINT: world.auth0.customDomain.host }),
  ),
  'trust/subject-suffix': fault(
    'the subject in Azure lacks @clients',
    (world) => (credential(world).subject = application(world).clientId),
  ),
  'trust/subject-case': fault('the subject in Azure was written in lower case', (world) => {
    credential(world).subject = credential(world).subject.toLowerCase();
  }),
  'trust/subject-mismatch': fault('the subject in Azure is that of another application', (world) => {
    credential(world).subject = `${otherApplication(world).clientId}@clients`;
  }),
  'trust/audience-mismatch': fault('the credential in Azure expects another audience', (world) => {
    credential(world).audience = 'api://AzureADTokenExchangeUSGov';
  }),
  'trust/hidden-character': fault('the subject in Azure holds a zero-width space', (world) => {
    credential(world).subject = credential(world).subject.replace('@', '\u200B@');
  }),
  'trust/credential-missing': fault('the identity has no federated credential', (world) => (identity(world).credentials = [])),
  'trust/credential-stale': fault('Entra ID still matches against an older copy of the credential', (world) => {
    identity(world).staleCredentials = [{ ...credential(world), subject: application(world).clientId }];
  }),
  'trust/issuer-blocked': fault('a policy of the tenant allows another issuer only', (world) => {
    tenantOf(world).allowedIssuers = ['https://token.actions.githubusercontent.com'];
  }),
} satisfies Partial<FaultsOf<'trust'>>;
