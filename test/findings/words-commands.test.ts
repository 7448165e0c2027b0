import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { credentialFixes } from '../../src/findings/azure-commands.js';
import { examples } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import type { Fix, Known } from '../../src/findings/explanation.js';
import type { Finding } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { option, shellWord } from '../../src/settings/shell-word.js';
import { acme, everyFinding, letterCase, unknown } from './words-samples.js';

const nasty = [
  "it's",
  'two words',
  '$HOME `id` $(id)',
  'a"b\\c',
  'line\nbreak',
  '!!',
  '',
  '-n',
  '=ls',
  '~',
  "'",
  `'"$`,
  '*?[a]',
  'ü€',
  ';id',
];
/** Placeholders whose value stands in `acme`; with it known, none of them may be left. */
const fillable =
  /\b(IDENTITY_NAME|CREDENTIAL_NAME|CLIENT_ID|ISSUER|SUBJECT|AUDIENCE|API_IDENTIFIER|AUTH0_DOMAIN|ISSUER_DOMAIN|ACCOUNT_RESOURCE_ID|OBJECT_ID|ENDPOINT_HOST)\b/;

function commands(found: Finding, known: Known): string[] {
  return explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : []));
}

function everyCommand(known: Known): string[] {
  return [...new Set(everyFinding.flatMap((found) => commands(found, known)))];
}

/** The ones that a shell does not take for whole lines. One shell asks a new one about each: that is cheap, and starting one from here is not. */
function unparsed(all: readonly string[]): string[] {
  const script = 'for one; do sh -n -c "$one" 2> /dev/null && echo 0 || echo 1; done';
  const verdicts = execFileSync('sh', ['-c', script, 'sh', ...all], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
  expect(verdicts).toHaveLength(all.length);
  return all.filter((_, at) => verdicts[at] !== '0');
}

/** What a program would get as arguments, by a real shell. */
function argumentsOf(command: string): string[] {
  const script = `az() { for one in "$@"; do printf '%s\\0' "$one"; done; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test.each([
  ['everything known', acme],
  ['nothing known', unknown],
  ['the identity not known', { ...acme, identity: null }],
  ['an app registration', { ...acme, identity: 'app-registration' as const }],
])('every command is a line a shell can parse, with %s', (_, known) => {
  expect(unparsed(everyCommand(known))).toEqual([]);
});

test('half a quotation is no line', () => {
  expect(unparsed(["echo 'a'", "echo 'a", 'echo "$(az', 'echo a'])).toEqual(["echo 'a", 'echo "$(az']);
});

test('no placeholder is left where the value is known', () => {
  for (const identity of ['managed-identity', 'app-registration', null] as const)
    for (const command of everyCommand({ ...acme, identity })) expect(command).not.toMatch(fillable);
});

test('an unknown value is a placeholder in capitals', () => {
  const text = everyCommand(unknown).join('\n');
  for (const name of ['IDENTITY_NAME', 'RESOURCE_GROUP', 'CREDENTIAL_NAME', 'CLIENT_ID', 'ISSUER', 'SUBJECT', 'AUDIENCE'])
    expect(text).toContain(name);
});

test.each(nasty)('a shell takes %j as one word and expands nothing', (value) => {
  expect(argumentsOf(`az ${shellWord(value)}`)).toEqual([value]);
});

test.each(nasty.filter(Boolean))('credential commands hand %j over unchanged', (value) => {
  const known: Known = { ...acme, identity: null, identityName: value, credentialName: value, azureClientId: value };
  for (const action of ['create', 'recreate', 'update', 'delete', 'list'] as const) {
    for (const fix of credentialFixes(action, known, { issuer: value, subject: value, audience: value })) {
      const given = argumentsOf(commandOf(fix).replace(/ > credential\.json$/, '')).map((one) => one.replace(/^--[a-z-]+=/, ''));
      const json = given.find((one) => one.startsWith('{"'));
      if (json) expect((JSON.parse(json) as { issuer: string }).issuer).toBe(value);
      else expect(given).toContain(value);
    }
  }
});

test('every command stays one a shell can parse when every value is hostile', () => {
  for (const value of nasty.filter(Boolean)) {
    const known: Known = {
      ...acme,
      domain: value,
      oidcClientId: value,
      audience: value,
      azureClientId: value,
      endpoint: value,
      issuer: value,
      subject: value,
      credentialName: value,
      identity: null,
      identityName: value,
    };
    expect(unparsed(everyCommand(known))).toEqual([]);
  }
}, 120_000);

test('a value that begins with a hyphen is no option', () => {
  expect(option('--subject', '-abc@clients')).toBe('--subject=-abc@clients'.replace('-abc@clients', shellWord('-abc@clients')));
  expect(option('--subject', 'abc@clients')).toBe('--subject abc@clients');
});

test('a plain value needs no quotes', () => {
  expect(shellWord('https://acme-dev.eu.auth0.com/')).toBe('https://acme-dev.eu.auth0.com/');
  expect(shellWord('api://AzureADTokenExchange')).toBe('api://AzureADTokenExchange');
});

test('the identity decides which az command is offered, and how sure it is', () => {
  const offered = (identity: Known['identity']): [string, string][] =>
    explain(finding('trust/subject-case', letterCase), { ...acme, identity }).fix.flatMap((fix): [string, string][] =>
      fix.kind === 'command' && fix.command.includes(' update ') ? [[fix.command.split(' ').slice(0, 3).join(' '), fix.confidence]] : [],
    );
  expect(offered('managed-identity')).toEqual([['az identity federated-credential', 'certain']]);
  expect(offered('app-registration')).toEqual([['az ad app', 'certain']]);
  expect(offered(null)).toEqual([
    ['az identity federated-credential', 'maybe'],
    ['az ad app', 'maybe'],
  ]);
});

test('whoever has to fill in a name is shown it first, so a credential is read before it is written', () => {
  const knowns = [acme, unknown, { ...acme, identity: null, credentialName: null }, { ...acme, identity: 'app-registration' as const }];
  const writes = knowns.flatMap((known) =>
    everyFinding.flatMap((found) => {
      const own = commands(found, known);
      return own.flatMap((command, at) =>
        /federated-credential (?:create|update|delete)/.test(command)
          ? [{ code: found.code, command, before: own.slice(0, at).join('\n') }]
          : [],
      );
    }),
  );
  expect(writes.length).toBeGreaterThan(100);
  for (const { code, command, before } of writes) {
    if (command.includes('RESOURCE_GROUP')) expect(before, code).toContain('az identity list');
    if (/\bCREDENTIAL_NAME/.test(command)) expect(before, code).toContain('federated-credential list');
  }
});

test('so is whoever has to fill in an account or an object id', () => {
  const shows = {
    ACCOUNT_NAME: /ACCOUNT_NAME:name|list-deleted/,
    ACCOUNT_RESOURCE_ID: /ACCOUNT_RESOURCE_ID:id/,
    OBJECT_ID: /OBJECT_ID:principalId/,
  };
  for (const known of [acme, unknown, { ...acme, endpoint: 'https://acme.azure-api.net' }])
    for (const found of everyFinding) {
      const own = commands(found, known);
      for (const [at, command] of own.entries())
        for (const [name, pattern] of Object.entries(shows))
          if (new RegExp(`\\b${name}\\b(?!:)`).test(command))
            expect([found.code, own.slice(0, at).join('\n')]).toEqual([found.code, expect.stringMatching(pattern)]);
    }
});

test('one more credential never takes the name of the one that is there', () => {
  for (const code of ['trust/subject-mismatch', 'trust/issuer-mismatch'] as const)
    for (const credentialName of ['auth0-prod', 'auth0']) {
      const created = commands(finding(code, examples[code]), { ...acme, credentialName }).filter((one) => one.includes(' create '));
      expect(created.length).toBe(1);
      expect(created[0]).not.toMatch(new RegExp(`--name ${credentialName} `));
    }
});

test('what cannot be taken back is looked at first', () => {
  const order = (
    code: 'azure-openai/subdomain-required' | 'azure-openai/name-soft-deleted' | 'auth0/api-missing' | 'auth0/grant-missing',
  ) => commands(finding(code, examples[code]), acme);
  expect(order('azure-openai/subdomain-required')[0]).toContain('account list');
  expect(order('azure-openai/name-soft-deleted')[0]).toContain('list-deleted');
  expect(order('auth0/api-missing')[0]).toMatch(/^auth0 apis list/);
  expect(order('auth0/grant-missing')[0]).toMatch(/^auth0 api get client-grants/);
});

test('create and update always name the audience', () => {
  for (const command of everyCommand(acme).filter((one) => /federated-credential (create|update)/.test(one)))
    expect(command).toMatch(/--audiences|"audiences"/);
});

test('a role goes by its id to the account behind the endpoint', () => {
  const [command] = commands(finding('azure-openai/role-missing', { principal: null, action: null }), acme);
  expect(command).toContain('--role 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd');
  expect(command).toContain("customSubDomainName=='acme-ai'");
  expect(command).toContain(`[?clientId=='${acme.azureClientId}'].principalId`);
});

const people = '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b';

test('where a tool has told the account and the object id, nothing is looked up and nothing stands in capitals', () => {
  const accountId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme-ai';
  const known: Known = { ...acme, endpoint: 'https://acme.azure-api.net', identityGroup: 'rg', accountId, principalId: people };
  const all = commands(finding('azure-openai/role-missing', { principal: null, action: null }), known);
  expect(all).toContainEqual(
    `az role assignment create --assignee-object-id ${people} --assignee-principal-type ServicePrincipal --role 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd --scope ${accountId}`,
  );
  expect(all.join('\n')).not.toMatch(/\$\(|account list/);
  const retired = commands(finding('azure-openai/model-retired', { deployment: 'chat' }), known);
  expect(retired.at(-1)).toContain('--name acme-ai --resource-group rg --deployment-name chat');
});

function commandOf(fix: Fix): string {
  return fix.kind === 'command' ? fix.command : '';
}
