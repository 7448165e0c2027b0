import { readCredentialJson, readCredentialValue } from '../settings/credential-json.js';
import type { FederatedCredential } from '../settings/profile.js';

/** The federated credentials in what `az` prints, as text or parsed. Anything else is a fault of the program, and throws a `TypeError`. */
export function credentialsIn(given: string | object): FederatedCredential[] {
  const read = typeof given === 'string' ? readCredentialJson(given) : readCredentialValue(given);
  if (!read.ok) throw new TypeError(`federatedCredentials is not what az prints: ${read.problem}`);
  return read.credentials;
}
