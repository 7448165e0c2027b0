import { isRecord, stringOf } from '../chain/exchange.js';
import { Secret } from '../settings/secret.js';
import type { ApiFact, ApplicationFact, GrantFact, TenantFact } from './facts.js';

/** `auth0 tenants list`. */
export function readTenants(listed: unknown): TenantFact[] {
  return items(listed).flatMap(({ name, active }) => {
    const domain = stringOf(name);
    return domain === null ? [] : { domain, isActive: active === true };
  });
}

/** A resource server of the Management API, of which the CLI leaves out what is null. */
export function readApi(server: unknown): ApiFact | null {
  const identifier = isRecord(server) ? stringOf(server['identifier']) : null;
  if (!isRecord(server) || identifier === null) return null;
  const policies = server['subject_type_authorization'];
  const client = isRecord(policies) ? policies['client'] : null;
  return {
    name: stringOf(server['name']) ?? identifier,
    identifier,
    signingAlgorithm: stringOf(server['signing_alg']),
    dialect: stringOf(server['token_dialect']),
    isEncrypted: isRecord(server['token_encryption']),
    clientPolicy: isRecord(client) ? stringOf(client['policy']) : null,
  };
}

/** A client of the Management API; null for what is none that anybody made, such as the one that stands for all of them. */
export function readApplication(client: unknown): ApplicationFact | null {
  if (!isRecord(client) || client['global'] === true) return null;
  const [clientId, name] = [stringOf(client['client_id']), stringOf(client['name'])];
  if (clientId === null || name === null) return null;
  const grantTypes = client['grant_types'];
  const methods = client['client_authentication_methods'];
  return {
    clientId,
    name,
    type: stringOf(client['app_type']),
    grantTypes: Array.isArray(grantTypes) ? grantTypes.flatMap((one) => stringOf(one) ?? []) : [],
    authMethod: stringOf(client['token_endpoint_auth_method']),
    hasOwnKey: isRecord(methods) && 'private_key_jwt' in methods,
  };
}

/** The secret of a client, where it was asked for and may be read. */
export function readSecret(client: unknown): Secret | null {
  const secret = isRecord(client) ? stringOf(client['client_secret']) : null;
  return secret === null ? null : new Secret(secret);
}

export function readGrant(grant: unknown): GrantFact | null {
  const id = isRecord(grant) ? stringOf(grant['id']) : null;
  if (!isRecord(grant) || id === null) return null;
  return { id, subjectType: stringOf(grant['subject_type']), organizationUsage: stringOf(grant['organization_usage']) };
}

/** A list as it stands, or the page around it that some questions get. */
export function items(listed: unknown): Record<string, unknown>[] {
  const list = isRecord(listed) ? Object.values(listed).find(Array.isArray) : listed;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** What could be read of a list. */
export function readAll<T>(listed: unknown, readOne: (item: unknown) => T | null): T[] {
  return items(listed).flatMap((item) => readOne(item) ?? []);
}
