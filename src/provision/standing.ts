import { resolveTenant } from '../chain/entra.js';
import type { Finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Profile } from '../settings/profile.js';
import type { SettingText } from '../settings/sources.js';
import { askedWith, askToken } from './ask-token.js';
import type { TokenParts } from './ask-token.js';
import { discoverAuth0, fillAuth0 } from './discover-auth0.js';
import { discoverAzure, fillAzure } from './discover-azure.js';
import type { EnvFacts, Facts } from './facts.js';
import { nothingSeen } from './facts.js';
import type { Eyes } from './look.js';
import type { Decisions } from './plan.js';
import type { Provisioned } from './provision.js';
import { textOf, wishesOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The env file, which is read and written by somebody else. */
export interface EnvStore {
  read(): EnvFacts;
  /** Merges the values into it; a sentence where it cannot be written. */
  save(values: Provisioned): Promise<string | null>;
}

/** What a provision is made of. */
export interface ProvisionParts extends TokenParts {
  eyes: Omit<Eyes, 'hear'>;
  /** The settings as they were found. */
  texts: ReadonlyMap<FieldName, SettingText>;
  env: EnvStore;
  /** Why the env file cannot be read, where it cannot: what is in it would be a wish. */
  unreadable: Finding | null;
  /** Seconds to wait before a token is asked for again, where something was just made at Auth0. */
  pauses: readonly number[];
}

/** What is known at one moment, and what is wished. */
export interface Standing {
  facts: Facts;
  wishes: Wishes;
}

/** Looks at both sides for the first time, under these decisions. */
export async function discover(parts: ProvisionParts, decisions: Decisions, hear: Eyes['hear']): Promise<Standing> {
  const eyes = { ...parts.eyes, hear };
  const tenant = await tenantOf(wishesOf(parts.texts, decisions), parts);
  const given = wishesOf(parts.texts, decisions, tenant.id);
  const wishes = { ...given, unusable: [...(parts.unreadable ? [parts.unreadable] : []), ...given.unusable] };
  const found = tenant.finding;
  const [auth0, azure] = await Promise.all([
    discoverAuth0(eyes, wishes),
    found ? { ...nothingSeen.azure, subscriptions: { ok: false, finding: found } as const } : discoverAzure(eyes, wishes),
  ]);
  return fill({ facts: { auth0, azure, token: null, env: parts.env.read() }, wishes }, { ...parts, hear });
}

/** Everything is read anew: what was printed could not be understood. */
export async function again({ facts, wishes }: Standing, parts: ProvisionParts): Promise<Standing> {
  const eyes = { ...parts.eyes, hear: () => undefined };
  const [auth0, azure] = await Promise.all([discoverAuth0(eyes, wishes), discoverAzure(eyes, wishes)]);
  return fill({ facts: { ...facts, auth0, azure, token: null }, wishes }, parts);
}

/** Reads what belongs to what was chosen, and the token once it can be had. `pauses`: it may take a moment. */
export async function fill(
  { facts, wishes }: Standing,
  parts: ProvisionParts & { hear?: Eyes['hear'] },
  pauses: readonly number[] = [],
): Promise<Standing> {
  const { hear = () => undefined } = parts;
  const eyes = { ...parts.eyes, hear };
  const [auth0, azure] = await Promise.all([fillAuth0(facts.auth0, eyes, wishes), fillAzure(facts.azure, eyes, wishes)]);
  if (auth0.secret?.ok) parts.transport.redactor.hide(auth0.secret.value);
  const filled = { ...facts, auth0, azure };
  const asked = facts.token === null ? askedWith(filled, wishes) : null;
  if (!asked) return { facts: filled, wishes };
  hear('the token');
  const token = await askToken(asked, parts, pauses);
  hear('the token', true);
  return { facts: { ...filled, token }, wishes };
}

/** A tenant that is named by its domain has an id, which Entra ID tells. */
async function tenantOf({ settings }: Wishes, { transport }: ProvisionParts): Promise<{ id: string | null; finding: Finding | null }> {
  const tenant = textOf(settings, 'AZURE_TENANT_ID');
  if (tenant === null || !tenant.includes('.')) return { id: null, finding: null };
  const authorityHost = textOf(settings, 'AZURE_AUTHORITY_HOST') ?? fieldOf('AZURE_AUTHORITY_HOST').default ?? '';
  const entra: Profile['entra'] = { authorityHost, tenant, clientId: '' };
  const answer = await resolveTenant(entra, transport);
  if (answer.ok) return { id: answer.value.id, finding: null };
  return { id: null, finding: recogniseEntra(answer.refusal, { entra, scope: '', decoded: null, credential: null }) };
}
