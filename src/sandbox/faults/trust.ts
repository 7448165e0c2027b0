import {
  application,
  credential,
  edit,
  fault,
  followCustomDomain,
  identity,
  managedIdentity,
  otherApplication,
  tenantOf,
  untouched,
} from './fault.js';
import type { FaultsOf } from './fault.js';

/** Federated credentials that do not fit the token. */
export const trustFaults = {
  'trust/no-match': fault('an Entra ID of before 2023 does not say what differs, and nobody knows what Azure holds', (world) => {
    edit(world, { AZURE_FEDERATED_ISSUER: '', AZURE_FEDERATED_SUBJECT: '', AZURE_FEDERATED_AUDIENCE: '' });
    untouched(world, 'subject').subject = `${otherApplication(world).clientId}@clients`;
    world.entra.namesWhatDiffers = false;
  }),
  'trust/issuer-slash': fault(
    'the credential in Azure lacks the final slash of the issuer',
    (world) => {
      const held = untouched(world, 'issuer');
      held.issuer = held.issuer.replace(/\/$/, '');
    },
    { mended: 'The credential in the pretend Azure has its final slash now.' },
  ),
  'trust/issuer-mismatch': fault(
    'the application uses the custom domain, the credential names the canonical one',
    (world) => {
      untouched(world, 'issuer');
      edit(world, { OIDC_ENDPOINT: world.auth0.customDomain.host });
    },
    { mend: followCustomDomain, mended: 'The credential in the pretend Azure names the custom domain now.' },
  ),
  'trust/subject-suffix': fault(
    'the subject in Azure lacks @clients',
    (world) => (untouched(world, 'subject').subject = application(world).clientId),
  ),
  'trust/subject-case': fault('the subject in Azure was written in lower case', (world) => {
    const held = untouched(world, 'subject');
    held.subject = held.subject.toLowerCase();
  }),
  'trust/subject-mismatch': fault('the subject in Azure is that of another application', (world) => {
    untouched(world, 'subject').subject = `${otherApplication(world).clientId}@clients`;
  }),
  'trust/audience-mismatch': fault('the credential in Azure expects another audience', (world) => {
    untouched(world, 'audience').audience = 'api://AzureADTokenExchangeUSGov';
  }),
  'trust/hidden-character': fault('the subject in Azure holds a zero-width space', (world) => {
    const held = untouched(world, 'subject');
    held.subject = held.subject.replace('@', '\u200B@');
  }),
  'trust/credential-missing': fault('the identity has no federated credential', (world) => (identity(world).credentials = [])),
  'trust/credential-stale': fault('Entra ID still matches against an older copy of the credential', (world) => {
    identity(world).staleCredentials = [{ ...credential(world), subject: application(world).clientId }];
  }),
  'trust/propagating': fault('the credential was written a moment ago, and the token service does not find it yet', (world) => {
    identity(world).arrivingCredential = credential(world).name;
  }),
  'trust/issuer-blocked': fault('a policy of the tenant allows another issuer only', (world) => {
    tenantOf(world).allowedIssuers = ['https://token.actions.githubusercontent.com'];
  }),
  'trust/identity-missing': fault('the service principal of the managed identity has not arrived in the tenant yet', (world) => {
    managedIdentity(world).hasPrincipal = false;
    world.handsOverCredentials = true;
  }),
} satisfies FaultsOf<'trust'>;
