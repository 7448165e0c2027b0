import { isRecord, stringOf } from '../chain/exchange.js';
import type { AccountFact, CredentialFact, DeploymentFact, GroupFact, IdentityFact, ModelFact, SubscriptionFact } from './facts.js';

type Item = Readonly<Record<string, unknown>>;

/** `az account list`. One that is disabled can be read, and nothing can be made in it. */
export function readSubscription(item: unknown): SubscriptionFact | null {
  if (!isRecord(item) || item['state'] === 'Disabled' || item['state'] === 'Deleted') return null;
  const [id, tenantId] = [stringOf(item['id']), stringOf(item['tenantId'])];
  if (id === null || tenantId === null) return null;
  return {
    id,
    name: stringOf(item['name']) ?? id,
    tenantId,
    isDefault: item['isDefault'] === true,
    cloud: stringOf(item['cloudName']) ?? 'AzureCloud',
  };
}

export function readGroup(item: unknown): GroupFact | null {
  const [name, location] = isRecord(item) ? [stringOf(item['name']), stringOf(item['location'])] : [null, null];
  return name === null || location === null ? null : { name, location };
}

/** As Azure Resource Manager and as `az` show it, which lifts the properties up. */
export function readIdentity(item: unknown): IdentityFact | null {
  if (!isRecord(item)) return null;
  const { clientId, principalId } = propertiesOf(item);
  const [id, name, location] = [stringOf(item['id']), stringOf(item['name']), stringOf(item['location'])];
  const [client, principal] = [stringOf(clientId), stringOf(principalId)];
  if (id === null || name === null || location === null || client === null || principal === null) return null;
  return { name, group: groupIn(id), location, clientId: client, principalId: principal };
}

export function readAccount(item: unknown): AccountFact | null {
  if (!isRecord(item)) return null;
  const { endpoint, customSubDomainName } = propertiesOf(item);
  const [id, name, location] = [stringOf(item['id']), stringOf(item['name']), stringOf(item['location'])];
  if (id === null || name === null || location === null) return null;
  const kind = stringOf(item['kind']) ?? '';
  return { id, name, group: groupIn(id), location, kind, endpoint: stringOf(endpoint), subdomain: stringOf(customSubDomainName) };
}

export function readCredential(item: unknown): CredentialFact | null {
  if (!isRecord(item)) return null;
  const { issuer, subject, audiences } = propertiesOf(item);
  const [name, by, whose] = [stringOf(item['name']), stringOf(issuer), stringOf(subject)];
  if (name === null || by === null || whose === null) return null;
  return { name, issuer: by, subject: whose, audiences: Array.isArray(audiences) ? audiences.flatMap((one) => stringOf(one) ?? []) : [] };
}

export function readDeployment(item: unknown): DeploymentFact | null {
  const name = isRecord(item) ? stringOf(item['name']) : null;
  if (!isRecord(item) || name === null) return null;
  const { model, capabilities } = propertiesOf(item);
  const { name: of, version } = isRecord(model) ? model : {};
  return { name, model: stringOf(of) ?? '', version: stringOf(version) ?? '', canChat: canChat(capabilities) };
}

/** Of an account as it stands, of a region with the account's kind around it. */
export function readModel(item: unknown): ModelFact | null {
  const model = isRecord(item) && isRecord(item['model']) ? item['model'] : item;
  if (!isRecord(model) || (stringOf(model['format']) ?? 'OpenAI') !== 'OpenAI') return null;
  const [name, version] = [stringOf(model['name']), stringOf(model['version'])];
  if (name === null || version === null) return null;
  const skus = Array.isArray(model['skus']) ? model['skus'].filter(isRecord) : [];
  return {
    name,
    version,
    isDefaultVersion: model['isDefaultVersion'] === true,
    lifecycle: stringOf(model['lifecycleStatus']),
    skus: skus.flatMap((sku) => stringOf(sku['name']) ?? []),
    canChat: canChat(model['capabilities']),
  };
}

/** The id of the role in an assignment that counts at this resource: it is given there, or above. */
export function readRoleAt(item: unknown, resourceId: string): string | null {
  if (!isRecord(item)) return null;
  const { roleDefinitionId, scope } = propertiesOf(item);
  const isAbove = `${resourceId}/`.toLowerCase().startsWith(`${stringOf(scope)?.replace(/\/$/, '')}/`.toLowerCase());
  return isAbove ? stringOf(roleDefinitionId) : null;
}

function propertiesOf(item: Item): Item {
  return isRecord(item['properties']) ? item['properties'] : item;
}

/** A text, and not a boolean. */
function canChat(capabilities: unknown): boolean {
  return isRecord(capabilities) && capabilities['chatCompletion'] === 'true';
}

function groupIn(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
