import { expect, test } from 'vitest';

import { examples } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import type { Fix, Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Code } from '../../src/findings/finding.js';
import { commandKind } from '../../src/provision/command-kind.js';
import { changesOf } from '../../src/provision/repair-changes.js';
import { hopeOf, surestWay } from '../../src/provision/repair-plan.js';
import type { Way } from '../../src/provision/repair-plan.js';
import type { LookedUp } from '../../src/provision/look-up.js';
import { readCommandLine } from '../../src/tools/command-line.js';
import { acme, everyFinding, unknown } from '../findings/words-samples.js';

const accountId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme-ai';
const principalId = '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b';
/** Everything is known, as after a look with az. */
const managed: Known = { ...acme, identityGroup: 'rg', accountId, principalId };
const registered: Known = { ...managed, identity: 'app-registration', identityName: null, identityGroup: null };

const fixesOf = (code: Code, known: Known): Fix[] => explain(finding(code, examples[code]), known).fix;
const wayOf = (code: Code, known: Known): Way => surestWay(fixesOf(code, known));

function commandsOf(way: Way): string[] {
  if (!way.ok) throw new Error(way.why.kind);
  return way.commands.map(({ text }) => text);
}

test.each<[Code, string]>([
  ['trust/issuer-slash', 'az identity federated-credential update'],
  ['trust/credential-missing', 'az identity federated-credential create'],
  ['azure-openai/role-missing', 'az role assignment create'],
  ['auth0/grant-missing', 'auth0 api post client-grants'],
  ['auth0/api-missing', 'auth0 apis create'],
  ['token/algorithm-unsupported', 'auth0 api patch'],
])('%s is done by one command', (code, beginning) => {
  const commands = commandsOf(wayOf(code, managed));
  expect(commands).toEqual([expect.stringContaining(beginning)]);
  expect(hopeOf(fixesOf(code, managed))).toBe('change');
});

test('the commands fit an app registration', () => {
  expect(commandsOf(wayOf('trust/issuer-slash', registered))[0]).toContain('az ad app federated-credential update --id');
});

test('names that a look gives are worth looking for; what a person has to choose is not', () => {
  const unseen: Known = { ...acme, identityName: null };
  expect(wayOf('trust/issuer-slash', unseen)).toMatchObject({ ok: false, why: { kind: 'not-runnable', reason: { why: 'placeholder' } } });
  expect(hopeOf(fixesOf('trust/issuer-slash', unseen))).toBe('change');
  for (const code of ['azure-openai/subdomain-required', 'trust/region-unsupported', 'azure-openai/model-retired'] as const) {
    expect(wayOf(code, managed)).toMatchObject({ ok: false, why: { kind: 'not-runnable', reason: { why: 'placeholder' } } });
    expect(hopeOf(fixesOf(code, managed))).not.toBe('change');
  }
});

test('nothing is changed on a mere chance, and of two kinds of identity neither is guessed', () => {
  const either = fixesOf('trust/issuer-slash', { ...managed, identity: null });
  const way = surestWay(either);
  expect(way.ok && way.commands.some(({ isRead }) => !isRead)).toBe(false);
  // Which it is can be looked up.
  expect(hopeOf(either)).toBe('change');
});

test('no command that deletes is run, whatever is known, and no command that is not of the two tools', () => {
  let ways = 0;
  for (const known of [managed, registered, acme, unknown, { ...acme, identity: null }])
    for (const found of everyFinding) {
      const way = surestWay(explain(found, known).fix);
      if (!way.ok) continue;
      ways += 1;
      for (const { text, line, isRead } of way.commands) {
        expect(text).not.toMatch(/\b(?:delete|purge|rm|remove)\b/);
        expect(commandKind(line)).toBe(isRead ? 'read' : 'write');
        expect(['az', 'auth0']).toContain(line.tool);
      }
    }
  expect(ways).toBeGreaterThan(100);
});

test('what has to be deleted first is left to a person', () => {
  expect(wayOf('trust/credential-limit', managed)).toMatchObject({ ok: false, why: { kind: 'deletes' } });
});

test.each<[string, ReturnType<typeof commandKind>]>([
  ['az identity list', 'read'],
  ['az rest --method get --url /x', 'read'],
  ['az rest --method=put --url /x', 'write'],
  ['az rest --url /x --method DELETE', 'delete'],
  ['az rest --url /x', 'other'],
  ['auth0 api get client-grants -q a=b', 'read'],
  ['auth0 apps show delete', 'delete'],
  ['auth0 apps open x', 'other'],
  ['az cognitiveservices account purge --name delete', 'delete'],
  ['az something new --name list', 'other'],
])('%s: %s', (text, kind) => {
  const read = readCommandLine(text);
  expect(read.ok && commandKind(read.command)).toBe(kind);
});

const seen: LookedUp = {
  identity: { kind: 'managed-identity', id: '/x', name: 'acme-api', group: 'rg', principalId },
  credentials: [
    { name: 'auth0-prod', issuer: 'https://acme-dev.eu.auth0.com', subject: acme.subject, audience: acme.audience, source: 'az' },
  ],
  account: { id: accountId, name: 'acme-ai', group: 'rg' },
  roles: [{ roleId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', scope: accountId }],
  subscriptionId: 's',
  failures: [],
};

function changes(code: Code, known: Known, auth0 = new Map<string, Record<string, unknown>>()) {
  const way = wayOf(code, known);
  return way.ok ? changesOf(way.commands, { azure: seen, auth0 }) : [];
}

test('what changes is told by its old and its new value, and what stays is not told', () => {
  const slash = [{ name: 'issuer', from: 'https://acme-dev.eu.auth0.com', to: 'https://acme-dev.eu.auth0.com/' }];
  expect(changes('trust/issuer-slash', managed)).toEqual(slash);
  expect(changes('trust/issuer-slash', registered)).toEqual(slash);
  expect(changes('azure-openai/role-missing', managed)).toEqual([
    { name: 'roles', from: 'Reader', to: 'Reader, Cognitive Services OpenAI User' },
  ]);
  const path = 'resource-servers/api:%2F%2FAzureADTokenExchange';
  expect(changes('token/algorithm-unsupported', managed, new Map([[path, { signing_alg: 'HS256' }]]))).toEqual([
    { name: 'signing_alg', from: 'HS256', to: 'RS256' },
  ]);
  expect(changes('token/encrypted', managed, new Map([[path, { token_encryption: { format: 'x' } }]]))).toEqual([
    { name: 'token_encryption', from: '{"format":"x"}', to: 'none' },
  ]);
});

test('what is created has nothing before it', () => {
  expect(changes('trust/credential-missing', { ...managed, credentialName: null })).toEqual([
    { name: 'federated credential', from: null, to: 'auth0' },
    { name: 'issuer', from: null, to: acme.issuer },
    { name: 'subject', from: null, to: acme.subject },
    { name: 'audience', from: null, to: acme.audience },
  ]);
  expect(changes('auth0/grant-missing', managed)).toEqual([
    { name: 'authorisation', from: null, to: `${acme.oidcClientId} for ${acme.audience}` },
  ]);
});
