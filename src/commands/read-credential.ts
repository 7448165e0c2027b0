import { decodeAssertion } from '../chain/assertion.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Wanted } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { quote } from '../findings/quote.js';
import { closestCredential } from '../findings/recognise/closest-credential.js';
import { wantedOf } from '../findings/recognise/trust.js';
import { severityOf } from '../findings/severity.js';
import { usableSubscriptions } from '../provision/azure.js';
import { credentialsOf, findIdentity } from '../provision/find-identity.js';
import type { FoundIdentity } from '../provision/find-identity.js';
import { diagnosisFor } from '../report/diagnosis.js';
import { credentialSettings } from '../settings/credential-json.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { ToolFailure } from '../tools/tool.js';
import type { CredentialRead } from '../ui/provision/planning.js';
import type { AzureSide } from './desk-azure.js';
import { clientIdOf } from './desk-azure.js';
import type { Place } from './open.js';
import { causeOf } from './repair-bench.js';

/** What Azure holds in the federated credential that is in question, read with the person's own `az` because they asked for it. */
export async function readCredential(place: Place, azure: AzureSide): Promise<CredentialRead> {
  const clientId = clientIdOf(place);
  if (clientId === null) return told(finding('settings/missing', { field: 'AZURE_CLIENT_ID' }));
  const opened = await azure.open(place);
  if (!opened.ok) return failed(opened.failure, place);
  const subscriptions = await usableSubscriptions(opened.value);
  if (!subscriptions.ok) return failed(subscriptions.failure, place);
  const found = await findIdentity(clientId, subscriptions.value, opened.value);
  if (!found.ok) return failed(found.failure, place);
  const identity = found.value;
  if (identity === null) return told(finding('entra/client-not-found', { clientId, tenant: tenantOf(place) }));
  const read = await credentialsOf(identity, opened.value);
  if (!read.ok) return failed(read.failure, place);
  azure.keep(place, identity, read.value);
  const wanted = wantedBy(place);
  const choice = closestCredential(wanted, read.value);
  if (choice === null) return told(finding('trust/credential-missing', wanted), { azureClientId: clientId, ...holder(identity) });
  return { ok: true, values: new Map(credentialSettings(choice.credential)), sentence: words(choice.credential, choice.of, identity) };
}

function words({ name }: FederatedCredential, of: number, identity: FoundIdentity): string {
  const kind = identity.kind === 'managed-identity' ? 'managed identity' : 'app registration';
  const whose = identity.name === null ? `the ${kind}` : `the ${kind} ${quote(identity.name)}`;
  return `Read with az: the credential ${name === null ? '' : `${quote(name)} `}of ${whose}${of > 1 ? `, which is the closest of ${of}` : ''}.`;
}

function holder(identity: FoundIdentity) {
  if (identity.kind === 'app-registration') return { identity: identity.kind, identityName: null, identityGroup: null };
  return { identity: identity.kind, identityName: identity.name, identityGroup: identity.group };
}

/** What the token holds, as far as one was fetched already. */
function wantedBy(place: Place): Wanted {
  const look = place.lookWith(['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE']);
  const assertion = look?.session.knownAssertion() ?? null;
  const decoding = assertion && decodeAssertion(assertion.token);
  return wantedOf(decoding?.ok ? decoding.value : null);
}

function tenantOf(place: Place): string {
  return place.lookWith(['AZURE_TENANT_ID'])?.profile.entra.tenant ?? '';
}

function failed(failure: ToolFailure, place: Place): CredentialRead {
  return { ok: false, cause: causeOf(failure, place) };
}

function told(found: Finding, known = {}): CredentialRead {
  return { ok: false, cause: diagnosisFor(found, severityOf(found), { ...nothingKnown, isOwn: true, ...known }) };
}
