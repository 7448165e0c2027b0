import type { FieldName } from '../settings/field-name.js';
import { Secret } from '../settings/secret.js';
import { valueOf } from './choice.js';
import type { Facts } from './facts.js';
import { chooseCredential, goalOf } from './choose-credential.js';
import { chooseSecret } from './choose-secret.js';
import { makeStep } from './make-step.js';
import { domainOf, endpointOf } from './picks.js';
import type { Picks } from './picks.js';
import type { Provisioned } from './provision.js';
import type { Change, Step } from './step.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The settings as they belong to what there is now: those that were given, and what was found or made. */
export function valuesOf(facts: Facts, picks: Picks, wishes: Wishes): Provisioned {
  const clientId = valueOf(picks.application)?.clientId ?? null;
  const found: [FieldName, string | Secret | null][] = [
    ['OIDC_ENDPOINT', domainOf(picks, wishes)],
    ['OIDC_CLIENT_ID', clientId],
    ['OIDC_CLIENT_SECRET', clientId === null ? null : chooseSecret(facts.auth0, clientId, wishes)],
    ['AZURE_TENANT_ID', wishes.tenantId ?? valueOf(picks.subscription)?.tenantId ?? null],
    ['AZURE_CLIENT_ID', valueOf(picks.identity)?.clientId ?? null],
    ['AZURE_AUTHORITY_HOST', textOf(wishes.settings, 'AZURE_AUTHORITY_HOST') ?? authorityOf(picks)],
    ['AZURE_AOAI_ENDPOINT', endpointOf(picks, wishes)],
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', valueOf(picks.deployment)?.name ?? null],
    ...federated(facts, picks, wishes),
  ];
  const known = found.flatMap(([name, value]): [FieldName, string | Secret][] => (value === null ? [] : [[name, value]]));
  return new Map([...wishes.settings, ...known]);
}

/** The public cloud needs no word; of the others only that of the US government is known here. The audience is the same in all: it is only compared. */
function authorityOf({ subscription }: Picks): string | null {
  return valueOf(subscription)?.cloud === 'AzureUSGovernment' ? 'https://login.microsoftonline.us' : null;
}

/** What Azure holds, as it was just read: only once it is what the token says. */
function federated(facts: Facts, picks: Picks, wishes: Wishes): [FieldName, string][] {
  const goal = goalOf(facts, { domain: domainOf(picks, wishes), clientId: valueOf(picks.application)?.clientId ?? null }, wishes);
  const choice = chooseCredential(goal, facts, wishes);
  if (choice.kind !== 'right' || !goal.isSure) return [];
  const { issuer, subject, audiences } = choice.credential;
  return [
    ['AZURE_FEDERATED_ISSUER', issuer],
    ['AZURE_FEDERATED_SUBJECT', subject],
    ['AZURE_FEDERATED_AUDIENCE', audiences[0] ?? ''],
  ];
}

/** The same as they will be once the plan is done, as far as that is known: what the credential will hold is what the token says. */
export function plannedValuesOf(facts: Facts, picks: Picks, wishes: Wishes): Provisioned {
  const goal = goalOf(facts, { domain: domainOf(picks, wishes), clientId: valueOf(picks.application)?.clientId ?? null }, wishes);
  const values = new Map(valuesOf(facts, picks, wishes));
  // What Azure holds is known, or what it will hold: a copy from another day is neither.
  if (facts.azure.credentials?.ok === false) return values;
  const claims = [
    ['AZURE_FEDERATED_ISSUER', goal.issuer],
    ['AZURE_FEDERATED_SUBJECT', goal.subject],
    ['AZURE_FEDERATED_AUDIENCE', goal.audience],
  ] as const;
  for (const [name, value] of claims) {
    if (goal.isSure && value !== null) values.set(name, value);
    else values.delete(name);
  }
  return values;
}

/** The env file. It is written last, since what is in it is what the steps before it give. */
export function planEnv(facts: Facts, values: Provisioned, before: readonly Step[]): Step {
  const { path, held, isThere } = facts.env;
  const different = differentIn(facts.env, values);
  const changes = different.flatMap(([name, value]): Change[] => {
    const former = held.get(name);
    return value instanceof Secret ? [] : [{ name, from: typeof former === 'string' ? former : null, to: value }];
  });
  const hasSecret = different.some(([, value]) => value instanceof Secret);
  const open = before.filter(({ state }) => state === 'create' || state === 'change');
  const missing = required.filter((name) => !values.has(name));
  const notes = [
    ...(hasSecret ? ['OIDC_CLIENT_SECRET goes into it, and is shown nowhere.'] : []),
    ...(missing.length > 0 && open.length > 0 ? [`What is made before gives ${listOfNames(missing)}.`] : []),
    ...(missing.length > 0 && open.length === 0 ? [`Still missing: ${listOfNames(missing)}.`] : []),
  ];
  if (different.length === 0 && open.length === 0)
    return makeStep('local.env', path, { state: missing.length > 0 ? 'unknown' : 'right', notes });
  return makeStep('local.env', path, { state: isThere ? 'change' : 'create', changes, notes });
}

/** What the file does not hold as it should. */
export function differentIn({ held }: Facts['env'], values: Provisioned): [FieldName, string | Secret][] {
  return [...values].filter(([name, value]) => !isSame(held.get(name), value));
}

const required: readonly FieldName[] = [
  'OIDC_ENDPOINT',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AOAI_ENDPOINT',
  'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
];

function listOfNames(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function isSame(one: string | Secret | undefined, other: string | Secret): boolean {
  if (one instanceof Secret && other instanceof Secret) return one.isSame(other);
  return one === other;
}
