import { findingOf } from '../checks/setting-finding.js';
import type { Finding } from '../findings/finding.js';
import { fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import { parseSettings } from '../settings/parse-settings.js';
import { Secret } from '../settings/secret.js';
import type { SettingText } from '../settings/sources.js';
import type { Decisions } from './plan.js';

/** What the person has said, by settings and options: followed where it can be, and never replaced without a word. */
export interface Wishes {
  /** The settings that were given and can be used; none that is a default or a sample. */
  settings: ReadonlyMap<FieldName, string | Secret>;
  audience: string;
  /** The id of the Entra ID tenant; null where none was named. */
  tenantId: string | null;
  /** The own domain of the Auth0 tenant, where the settings have a custom one. */
  auth0Tenant: string | null;
  subscription: string | null;
  group: string | null;
  location: string | null;
  application: string | null;
  identity: string | null;
  account: string | null;
  /** Name, or name and version with a colon between. */
  model: string | null;
  /** What is wrong with settings that were given: nothing is made before it is put right. */
  unusable: Finding[];
}

/** Decisions go before settings: they are younger. `tenantId` is what a domain name of the tenant was resolved to. */
export function wishesOf(texts: ReadonlyMap<FieldName, SettingText>, decisions: Decisions, tenantId: string | null = null): Wishes {
  const settings = new Map(fields.flatMap(({ name }) => settingOf(name, texts, decisions)));
  const tenant = textOf(settings, 'AZURE_TENANT_ID');
  const decided = (flag: string): string | null => decisions.get(flag)?.trim() || null;
  return {
    settings,
    audience: textOf(settings, 'OIDC_AUDIENCE') ?? fields.find(({ name }) => name === 'OIDC_AUDIENCE')?.default ?? '',
    tenantId: tenantId ?? (tenant?.includes('.') ? null : tenant),
    auth0Tenant: decided('--auth0-tenant'),
    subscription: decided('--subscription'),
    group: decided('--resource-group'),
    // Microsoft writes `Sweden Central` where Azure Resource Manager has `swedencentral`.
    location: decided('--location')?.toLowerCase().replaceAll(/\s/g, '') ?? null,
    application: decided('--application'),
    identity: decided('--identity'),
    account: decided('--account'),
    model: decided('--model'),
    unusable: parseSettings(texts)
      .problems.filter(({ kind }) => kind === 'malformed' || kind === 'swapped')
      .map(findingOf),
  };
}

/** A setting that is shown; null where it was not given. */
export function textOf(settings: ReadonlyMap<FieldName, string | Secret>, name: FieldName): string | null {
  const value = settings.get(name);
  return typeof value === 'string' ? value : null;
}

function settingOf(name: FieldName, texts: ReadonlyMap<FieldName, SettingText>, decisions: Decisions): [FieldName, string | Secret][] {
  const field = fields.find((one) => one.name === name);
  const given = texts.get(name);
  const decided = field?.secret || name.startsWith('AZURE_FEDERATED_') ? undefined : decisions.get(field?.flag ?? '');
  const text = decided ?? (given?.source === 'default' ? undefined : given?.text);
  const parsed = text?.trim() ? field?.parse(text) : undefined;
  if (!parsed?.ok) return [];
  return [[name, field?.secret ? new Secret(parsed.value) : parsed.value]];
}
