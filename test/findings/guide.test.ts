import { execFileSync, spawnSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';

import { examples } from '../../src/findings/examples.js';
import type { Known } from '../../src/findings/explanation.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Guide } from '../../src/findings/guide/guide.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import type { Thing } from '../../src/findings/guide/things.js';
import { thingAfter, thingBehind, thingBeside, thingOf, things } from '../../src/findings/guide/things.js';
import { fields } from '../../src/settings/fields.js';
import { acme } from './words-samples.js';

/** Labels of the dashboard and the portals as their documentation has them; each guide is to name its own. */
const labels: { readonly [T in Thing]: readonly string[] } = {
  'auth0-tenant': ['Create Tenant', 'Tenant Domain', 'Region', 'Basic Information', 'Domain'],
  'auth0-api': ['Applications › APIs › Create API', 'Name', 'Identifier', 'JSON Web Token (JWT) Profile', 'JWT) Signing Algorithm: RS256'],
  'auth0-application': ['Create Application', 'Machine to Machine Applications', 'Authorize', 'Client ID', 'Client Secret', 'Credentials'],
  'auth0-grant': ['Application Access', 'Edit', 'Client Access', 'Grant Access', 'Save', 'Machine to Machine Applications', 'Authorized'],
  'azure-subscription': ['Resource groups', 'Resource group', 'Region', 'Review + create', 'Microsoft Entra ID', 'Tenant ID'],
  'managed-identity': ['Managed Identities', 'Subscription', 'Resource group', 'Region', 'Name', 'Review + create', 'Client ID'],
  'azure-openai': [
    'Create a resource',
    'Azure OpenAI',
    'Pricing tier',
    'All networks, including the internet',
    'Keys and Endpoint',
    'Endpoint',
  ],
  deployment: ['New Foundry', 'View all resources', 'Cancel', 'Deployments', 'Deploy base model', 'Confirm', 'Deployment name', 'Deploy'],
  role: ['Access control (IAM)', 'Add role assignment', 'Members', 'Managed identity', 'Select members', 'Review + assign'],
  'federated-credential': [
    'Federated credentials',
    'Add Credential',
    'Other issuer',
    'Issuer URL',
    'Subject identifier',
    'Name',
    'Audience',
    'Add',
  ],
};

/** The tools and sub-commands that exist (az 2.89, auth0 1.33). */
const tools =
  /^(?:auth0 (?:login|tenants list|apis (?:create|list)|apps (?:create|open)|api (?:get|post) client-grants)|az (?:login|account show|group create|identity (?:create|list|show)|identity federated-credential (?:create|list)|cognitiveservices account (?:create|list|list-models)|cognitiveservices account deployment (?:create|list)|rest|role assignment (?:create|list)))(?: |$)/;

const hostile = ["it's", 'two words', '$HOME `id` $(id)', 'a"b\\c', '!!', '-n', ';id', 'ü€'];

function texts({ name, what, clicks, commands, seen, slips }: Guide): string[] {
  return [name, what, ...clicks.map(({ text }) => text), ...commands.map(({ lead }) => lead), seen, ...slips];
}

function parses(command: string): boolean {
  return spawnSync('sh', ['-n', '-c', command]).status === 0;
}

/** What a program would get as arguments, by a real shell. */
function argumentsOf(command: string): string[] {
  const script = `az() { for one in "$@"; do printf '%s\\0' "$one"; done; }\nauth0() { az "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('the things', () => {
  test('come in the order in which they need each other', () => {
    for (const thing of things) {
      const before = things.slice(0, things.indexOf(thing));
      expect(before).toEqual(expect.arrayContaining([...guideOf(thing, nothingKnown).needs]));
    }
  });

  test('give every setting that is not merely chosen, and each setting is given by the thing that it leads to', () => {
    const given = things.flatMap((thing) => guideOf(thing, nothingKnown).gives.map((name) => [name, thing] as const));
    for (const [name, thing] of given) expect([name, thingOf(name)]).toEqual([name, thing]);
    const chosen = new Set<string>(['AZURE_AOAI_API_VERSION', 'AZURE_AUTHORITY_HOST']);
    expect(given.map(([name]) => name).toSorted()).toEqual(
      fields
        .map(({ name }) => name)
        .filter((name) => !chosen.has(name))
        .toSorted(),
    );
    expect(thingOf('AZURE_AOAI_API_VERSION')).toBe(null);
  });

  test('lead on to what nothing asks for, and stop before what a field asks for', () => {
    expect(things.filter((thing) => thingAfter(thing) !== null)).toEqual(['auth0-tenant', 'auth0-application', 'deployment']);
    expect([thingBeside('auth0-tenant', -1), thingBeside('auth0-tenant', 1)]).toEqual([null, 'auth0-api']);
    expect([thingBeside('federated-credential', -1), thingBeside('federated-credential', 1)]).toEqual(['role', null]);
  });

  test('are found behind what a check says is not there', () => {
    const behind = (code: 'azure-openai/role-missing' | 'auth0/grant-missing' | 'settings/missing' | 'trust/issuer-slash'): Thing | null =>
      thingBehind(finding(code, examples[code]));
    expect(behind('azure-openai/role-missing')).toBe('role');
    expect(behind('auth0/grant-missing')).toBe('auth0-grant');
    expect(behind('settings/missing')).toBe('auth0-tenant');
    expect(behind('trust/issuer-slash')).toBe(null);
  });
});

describe.each(things)('%s', (thing) => {
  const guides = [nothingKnown, acme].map((known) => guideOf(thing, known));

  test('has all parts', () => {
    for (const guide of guides) {
      expect(guide.what).toMatch(/^[A-Z].*\.$/);
      expect(guide.what.length).toBeLessThanOrEqual(240);
      expect(guide.word.length).toBeLessThanOrEqual(14);
      expect(guide.clicks.length).toBeGreaterThanOrEqual(4);
      expect(guide.commands.length).toBeGreaterThanOrEqual(2);
      expect(guide.seen).not.toBe('');
      expect(guide.slips.length).toBeGreaterThanOrEqual(2);
      expect(guide.url).toMatch(/^https:\/\/(?:auth0\.com|manage\.auth0\.com|portal\.azure\.com|azure\.microsoft\.com|ai\.azure\.com)/);
    }
  });

  test('names what is to be clicked by its label', () => {
    for (const guide of guides) {
      const said = guide.clicks.map(({ text, paste }) => `${text} ${paste?.name ?? ''}`).join('\n');
      for (const label of labels[thing]) expect(said).toContain(label);
    }
  });

  test('keeps to the voice of the product, and prints no value that is not there', () => {
    for (const text of guides.flatMap(texts)) {
      expect(text).not.toMatch(/[!<>]|\b(please|oops|illegal|sorry|simply|invalid|null|undefined|NaN)\b|\[object| {2}/i);
      expect(text.length).toBeLessThanOrEqual(240);
    }
  });

  test('gives commands of tools that exist, each a line that a shell can parse, and none that shows a secret', () => {
    for (const { command } of guides.flatMap(({ commands }) => commands)) {
      expect(command).toMatch(tools);
      expect(command).not.toMatch(/reveal|get-access-token|keys list|list-keys|client_secret|credential reset|\n/);
      expect(parses(command), command).toBe(true);
    }
  });

  test('hands over what is known as it is, whatever is in it', () => {
    for (const value of hostile) {
      const known: Known = {
        ...acme,
        oidcClientId: value,
        audience: value,
        azureClientId: value,
        deployment: value,
        issuer: value,
        subject: value,
      };
      for (const { command } of guideOf(thing, { ...known, endpoint: value, domain: value, identityName: value, identityGroup: value })
        .commands)
        expect(parses(command), command).toBe(true);
    }
  });
});

describe('what is known stands where it belongs', () => {
  const pastes = (thing: Thing, known: Known): Record<string, string> =>
    Object.fromEntries(guideOf(thing, known).clicks.flatMap(({ paste }) => (paste ? [[paste.name, paste.value]] : [])));
  const partly = { ...nothingKnown, domain: 'acme.eu.auth0.com', oidcClientId: 'K1AU' };

  test('the credential repeats the token, or what Auth0 makes of domain and client id, or says what it will be', () => {
    expect(pastes('federated-credential', partly)).toEqual({
      'Issuer URL': 'https://acme.eu.auth0.com/',
      'Subject identifier': 'K1AU@clients',
      Name: 'auth0',
      Audience: 'api://AzureADTokenExchange',
    });
    const told = { ...partly, issuer: 'https://login.acme.example/', subject: 'agt_1', audience: 'api://AzureADTokenExchangeUSGov' };
    expect(pastes('federated-credential', told)).toMatchObject({
      'Issuer URL': told.issuer,
      'Subject identifier': told.subject,
      Audience: told.audience,
    });
    expect(pastes('federated-credential', nothingKnown)).toEqual({ Name: 'auth0', Audience: 'api://AzureADTokenExchange' });
    expect(guideOf('federated-credential', nothingKnown).clicks.map(({ text }) => text)).toContain(
      'Subject identifier: the client id of Auth0, then @clients.',
    );
  });

  test('the command gives the credential the same three values, and an audience always', () => {
    const create = (known: Known): string =>
      guideOf('federated-credential', known).commands.find(({ command }) => command.includes(' create '))?.command ?? '';
    for (const subject of hostile.filter((value) => !value.startsWith('-'))) {
      const given = argumentsOf(create({ ...partly, subject }));
      expect(given[given.indexOf('--subject') + 1]).toBe(subject);
      expect(given[given.indexOf('--issuer') + 1]).toBe('https://acme.eu.auth0.com/');
      expect(given[given.indexOf('--audiences') + 1]).toBe('api://AzureADTokenExchange');
    }
    expect(create(nothingKnown)).toContain('--issuer ISSUER --subject SUBJECT --audiences api://AzureADTokenExchange');
  });

  test('the API has the audience of the settings, and RS256', () => {
    const { commands } = guideOf('auth0-api', { ...partly, audience: 'api://other' });
    expect(argumentsOf(commands[0]?.command ?? '')).toEqual(
      expect.arrayContaining(['--identifier', 'api://other', '--signing-alg', 'RS256', '--tenant', 'acme.eu.auth0.com']),
    );
  });

  test('the role is the least one that can chat, and another on a project of Foundry', () => {
    expect(pastes('role', acme)).toEqual({ Role: 'Cognitive Services OpenAI User' });
    expect(pastes('role', { ...acme, endpoint: 'https://acme.services.ai.azure.com/api/projects/one' })).toEqual({ Role: 'Foundry User' });
    const { commands } = guideOf('role', acme);
    expect(commands[0]?.command).toContain('--role 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd');
    expect(commands[0]?.command).not.toMatch(/OBJECT_ID|ACCOUNT_RESOURCE_ID/);
  });

  test('the deployment keeps the name that was typed', () => {
    expect(pastes('deployment', { ...acme, deployment: 'team-chat' })).toEqual({ 'Deployment name': 'team-chat' });
    expect(pastes('deployment', nothingKnown)).toEqual({ 'Deployment name': 'chat' });
  });
});
