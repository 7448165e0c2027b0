import type { FieldName } from './field-name.js';
import { guid } from './kinds.js';
import type { FederatedCredential } from './profile.js';

/** What was in the JSON: every federated credential that has the three values; none where an empty list says that there is none. */
export type PastedCredentials = { ok: true; credentials: FederatedCredential[] } | { ok: false; problem: string };

/**
 * Reads what `az identity federated-credential show` or `list`, `az ad app federated-credential list`, or Azure Resource Manager
 * prints: one object, an array of them, or `{value: […]}`; the three values stand in it or under `properties`.
 */
export function readCredentialJson(text: string): PastedCredentials {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problem: 'it is no JSON' };
  }
  return readCredentialValue(parsed);
}

/** The same of what was parsed already. */
export function readCredentialValue(parsed: unknown): PastedCredentials {
  const items = Array.isArray(parsed) ? parsed : isRecord(parsed) && Array.isArray(parsed['value']) ? parsed['value'] : [parsed];
  const credentials = items.flatMap((item: unknown) => credentialIn(item) ?? []);
  if (credentials.length === 0 && items.length > 0)
    return { ok: false, problem: 'there is no federated credential in it, with issuer, subject and audiences' };
  return { ok: true, credentials };
}

/** The same credential as the three settings that hold one. */
export function credentialSettings({ issuer, subject, audience }: FederatedCredential): [FieldName, string][] {
  const values = { AZURE_FEDERATED_ISSUER: issuer, AZURE_FEDERATED_SUBJECT: subject, AZURE_FEDERATED_AUDIENCE: audience };
  return Object.entries(values).filter((entry): entry is [FieldName, string] => entry[1] !== null);
}

function credentialIn(item: unknown): FederatedCredential | null {
  if (!isRecord(item)) return null;
  const properties = isRecord(item['properties']) ? item['properties'] : item;
  const { issuer, subject, audiences } = properties;
  const audience: unknown = Array.isArray(audiences) ? audiences[0] : undefined;
  if (typeof issuer !== 'string' || typeof subject !== 'string' || typeof audience !== 'string') return null;
  const name = typeof item['name'] === 'string' ? item['name'] : null;
  return { name, issuer, subject, audience, source: 'pasted', ...holderOf(item['id']) };
}

/** Azure Resource Manager names a credential below its identity; Microsoft Graph, which has those of app registrations, gives it a bare GUID. */
function holderOf(id: unknown): Pick<FederatedCredential, 'holder'> {
  if (typeof id !== 'string') return {};
  const name = /\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/([^/]+)\//i.exec(id)?.[1];
  const resourceGroup = /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1];
  if (name !== undefined) return { holder: { kind: 'managed-identity', name, ...(resourceGroup && { resourceGroup }) } };
  return guid.test(id) ? { holder: { kind: 'app-registration', name: null } } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
