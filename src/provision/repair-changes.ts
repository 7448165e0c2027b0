import { builtInRole } from '../chain/role-names.js';
import { isRecord, stringOf } from '../chain/exchange.js';
import { claimNames } from '../findings/finding.js';
import type { FederatedCredential } from '../settings/profile.js';
import { optionOf, plainText } from './command-kind.js';
import type { LookedUp } from './look-up.js';
import type { RepairCommand } from './repair-plan.js';
import type { Change } from './step.js';

/** What stands there before a command is run, as far as it was looked at. */
export interface Before {
  azure: LookedUp | null;
  /** The properties of what `auth0 api patch` changes, by the path of it. */
  auth0: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** What these commands change: the old value of each property, and the new one. What has no properties is new as a whole. */
export function changesOf(commands: readonly RepairCommand[], before: Before): Change[] {
  return commands.flatMap(({ line: { tool, args } }) => {
    const words = args.map(plainText);
    return (tool === 'auth0' ? auth0Changes(words, before) : azureChanges(words, before)).filter(({ from, to }) => from !== to);
  });
}

/** The path that a command of `auth0 api patch` changes; null for any other. */
export function patchedPath({ line: { tool, args } }: RepairCommand): string | null {
  const [group, method, path] = args.map(plainText);
  return tool === 'auth0' && group === 'api' && method === 'patch' ? (path ?? null) : null;
}

type Words = readonly (string | null)[];

function auth0Changes(words: Words, { auth0 }: Before): Change[] {
  const [group, method, path] = words;
  if (group === 'apis') return [{ name: 'API', from: null, to: optionOf(words, '--identifier') ?? '' }];
  const data = objectIn(optionOf(words, '--data'));
  if (group !== 'api' || data === null) return [];
  if (method === 'patch') {
    const old = auth0.get(path ?? '');
    return Object.entries(data).map(([name, to]) => ({ name, from: old ? textOf(old[name]) : null, to: textOf(to) ?? 'none' }));
  }
  return [{ name: 'authorisation', from: null, to: `${String(data['client_id'])} for ${String(data['audience'])}` }];
}

function azureChanges(words: Words, { azure }: Before): Change[] {
  const verb = words
    .slice(
      0,
      words.findIndex((word) => word === null || word.startsWith('-')),
    )
    .join(' ');
  switch (verb) {
    case 'identity federated-credential create':
    case 'identity federated-credential update':
      return credentialChanges(optionOf(words, '--name'), claimsIn(words), azure);
    case 'ad app federated-credential create':
    case 'ad app federated-credential update': {
      const given = objectIn(optionOf(words, '--parameters'));
      const audiences: unknown = given?.['audiences'];
      const audience = Array.isArray(audiences) ? stringOf(audiences[0]) : null;
      const claims = { issuer: stringOf(given?.['issuer']), subject: stringOf(given?.['subject']), audience };
      return credentialChanges(optionOf(words, '--federated-credential-id') ?? stringOf(given?.['name']), claims, azure);
    }
    case 'role assignment create': {
      const id = optionOf(words, '--role') ?? '';
      const held = azure?.roles?.map(({ roleId }) => builtInRole(roleId)?.name ?? roleId) ?? [];
      const name = builtInRole(id)?.name ?? id;
      // One more role takes none away.
      return [{ name: 'roles', from: held.length > 0 ? held.join(', ') : null, to: [...held, name].join(', ') }];
    }
    case 'ad sp create':
      return [{ name: 'service principal', from: null, to: `for ${optionOf(words, '--id') ?? ''}` }];
    case 'ad sp update': {
      const [, name, to] = /^(\w+)=(.*)$/.exec(optionOf(words, '--set') ?? '') ?? [];
      return name !== undefined && to !== undefined ? [{ name, from: null, to }] : [];
    }
    default:
      return [];
  }
}

type Claims = Pick<FederatedCredential, 'issuer' | 'subject' | 'audience'>;

function claimsIn(words: Words): Claims {
  return { issuer: optionOf(words, '--issuer'), subject: optionOf(words, '--subject'), audience: optionOf(words, '--audiences') };
}

/** Against the credential of this name, where the identity has one: one that is created has nothing before it. */
function credentialChanges(name: string | null, claims: Claims, azure: LookedUp | null): Change[] {
  const old = azure?.credentials?.find((one) => one.name === name) ?? null;
  const changes = claimNames.flatMap((field): Change[] => {
    const to = claims[field];
    return to === null ? [] : [{ name: field, from: old?.[field] ?? null, to }];
  });
  return old === null && name !== null ? [{ name: 'federated credential', from: null, to: name }, ...changes] : changes;
}

function objectIn(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** A value of JSON as a person reads it; null for one that is not there. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
