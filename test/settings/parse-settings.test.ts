import { describe, expect, test } from 'vitest';
import { reportsOf } from '../../src/commands/setting-reports.js';
import { fields } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import type { ParsedSettings } from '../../src/settings/parse-settings.js';
import { secretsIn } from '../../src/settings/secrecy.js';
import { randomSecret } from './random-values.js';

const secret = 'Zk3_pQ8vR1wT6yU0iO5aS2dF7gH4jK9lX-cV3bN8mQ1wE6rT0yU5iP2oA7sD4fG9';
const complete: Partial<Record<FieldName, string>> = {
  OIDC_ENDPOINT: 'acme-dev.eu.auth0.com',
  OIDC_CLIENT_ID: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  OIDC_CLIENT_SECRET: secret,
  AZURE_TENANT_ID: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  AZURE_CLIENT_ID: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  AZURE_AOAI_ENDPOINT: 'https://acme-ai.openai.azure.com',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'gpt-4o-mini',
};

function parse(changes: Partial<Record<FieldName, string>> = {}, base = complete): ParsedSettings {
  const entries = Object.entries({ ...base, ...changes }) as [FieldName, string][];
  return parseSettings(new Map(entries.map(([name, text]) => [name, { name, text, source: '.env', shadows: [] }])));
}

test('makes a profile of what is well', () => {
  const { profile, problems } = parse();
  expect(problems).toEqual([]);
  expect(profile).toMatchObject({
    auth0: { domain: 'acme-dev.eu.auth0.com', audience: 'api://AzureADTokenExchange' },
    entra: { authorityHost: 'https://login.microsoftonline.com' },
    openai: { endpoint: 'https://acme-ai.openai.azure.com', deployment: 'gpt-4o-mini', apiVersion: null },
    credential: null,
  });
  expect(profile?.auth0.clientSecret.length).toBe(secret.length);
});

test('names every problem at once, in the order of the table', () => {
  const { profile, problems } = parse({ AZURE_CLIENT_ID: 'mine', AZURE_AOAI_ENDPOINT: 'https://<name>.openai.azure.com' }, {});
  expect(profile).toBeNull();
  expect(problems.map((problem) => [problem.kind, 'field' in problem ? problem.field : null])).toEqual([
    ['missing', 'OIDC_ENDPOINT'],
    ['missing', 'OIDC_CLIENT_ID'],
    ['missing', 'OIDC_CLIENT_SECRET'],
    ['missing', 'AZURE_TENANT_ID'],
    ['malformed', 'AZURE_CLIENT_ID'],
    ['placeholder', 'AZURE_AOAI_ENDPOINT'],
    ['missing', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  ]);
});

test('goes on without a deployment', () => {
  const { profile, problems } = parse({ AZURE_AOAI_MODEL_DEPLOYMENT_NAME: '' });
  expect(problems).toMatchObject([{ kind: 'missing', field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME' }]);
  expect(profile?.openai.deployment).toBeNull();
});

test('takes empty quotes for nothing', () => {
  expect(parse({ AZURE_TENANT_ID: ' "" ' }).problems).toMatchObject([{ kind: 'missing', field: 'AZURE_TENANT_ID' }]);
  expect(parse({ OIDC_AUDIENCE: '' }).profile?.auth0.audience).toBe('api://AzureADTokenExchange');
});

test('uses a value from which noise was removed, and says so', () => {
  const { profile, problems } = parse({ OIDC_ENDPOINT: 'https://acme-dev.eu.auth0.com/', OIDC_CLIENT_SECRET: `${secret}\n` });
  expect(problems).toEqual([
    { kind: 'normalised', field: 'OIDC_ENDPOINT', value: 'acme-dev.eu.auth0.com', removed: ['https://', 'the final slash'] },
    { kind: 'normalised', field: 'OIDC_CLIENT_SECRET', value: null, removed: ['1 line break'] },
  ]);
  expect(profile?.auth0.clientSecret.length).toBe(secret.length);
});

test('sees one value in two fields that can never be the same', () => {
  const tenant = complete.AZURE_TENANT_ID ?? '';
  expect(parse({ AZURE_CLIENT_ID: tenant.toUpperCase() })).toEqual({
    profile: null,
    credential: null,
    problems: [
      {
        kind: 'swapped',
        field: 'AZURE_CLIENT_ID',
        value: tenant,
        looksLike: 'the value of AZURE_TENANT_ID',
        belongsTo: 'AZURE_TENANT_ID',
        twin: 'either',
      },
    ],
  });
  const client = complete.OIDC_CLIENT_ID ?? '';
  expect(parse({ OIDC_CLIENT_SECRET: client }).problems).toMatchObject([{ kind: 'swapped', field: 'OIDC_CLIENT_SECRET', value: null }]);
});

test('where two settings hold each other’s value, each is told its own', () => {
  const { AZURE_CLIENT_ID: identity = '', OIDC_CLIENT_ID: client = '', AZURE_TENANT_ID: tenant = '' } = complete;
  expect(parse({ OIDC_CLIENT_ID: identity, AZURE_CLIENT_ID: client }).problems).toMatchObject([
    { field: 'OIDC_CLIENT_ID', belongsTo: 'AZURE_CLIENT_ID', held: { field: 'AZURE_CLIENT_ID', value: client } },
    { field: 'AZURE_CLIENT_ID', belongsTo: 'OIDC_CLIENT_ID', held: { field: 'OIDC_CLIENT_ID', value: identity } },
  ]);
  expect(parse({ OIDC_ENDPOINT: tenant, AZURE_TENANT_ID: 'acme-dev.eu.auth0.com' }).problems).toMatchObject([
    { field: 'OIDC_ENDPOINT', belongsTo: null, held: { field: 'AZURE_TENANT_ID', value: 'acme-dev.eu.auth0.com' } },
    { field: 'AZURE_TENANT_ID', belongsTo: 'OIDC_ENDPOINT', held: { field: 'OIDC_ENDPOINT', value: tenant } },
  ]);
});

test('of an exchanged secret nothing is told', () => {
  const { problems } = parse({ OIDC_CLIENT_ID: secret, OIDC_CLIENT_SECRET: complete.OIDC_CLIENT_ID ?? '' });
  expect(problems.map((problem) => 'held' in problem)).toEqual(problems.map(() => false));
});

test('never shows a password before a host, with or without a scheme', () => {
  for (const text of ['user:pass@login.acme.com', 'https://user:pass@login.acme.com:8443/x'])
    expect(parse({ OIDC_ENDPOINT: text }).problems).toMatchObject([{ field: 'OIDC_ENDPOINT', value: null }]);
});

test('never shows a secret, whichever field it was put in', () => {
  const names: FieldName[] = [
    'OIDC_ENDPOINT',
    'OIDC_CLIENT_ID',
    'AZURE_TENANT_ID',
    'AZURE_CLIENT_ID',
    'AZURE_AOAI_ENDPOINT',
    'AZURE_AOAI_API_VERSION',
  ];
  for (const name of names) {
    const found = randomSecret();
    for (const text of [found, `"${found}"`, `secret ${found}`, `https://me:${found}@acme.com`]) {
      expect(JSON.stringify(parse({ [name]: text }).problems)).not.toContain(found);
    }
  }
  const bad = `${secret} ${secret}`;
  expect(parse({ OIDC_CLIENT_SECRET: bad }).problems).toMatchObject([{ kind: 'malformed', value: null }]);
});

test('warns of a retired version and uses it all the same', () => {
  const { profile, problems } = parse({ AZURE_AOAI_API_VERSION: '2023-07-01-preview' });
  expect(problems).toEqual([{ kind: 'retired-version', version: '2023-07-01-preview' }]);
  expect(profile?.openai.apiVersion).toBe('2023-07-01-preview');
  expect(parse({ AZURE_AOAI_API_VERSION: 'latest' }).profile?.openai.apiVersion).toBeNull();
});

test('keeps the federated credential letter for letter; what is not given is not known', () => {
  const issuer = 'https://acme-dev.eu.auth0.com ';
  const given = { AZURE_FEDERATED_ISSUER: issuer, AZURE_FEDERATED_SUBJECT: 'k1au@clients' };
  expect(parse(given).profile?.credential).toEqual({
    name: null,
    issuer,
    subject: 'k1au@clients',
    audience: null,
    source: 'settings',
  });
  expect(parse({ ...given, AZURE_FEDERATED_AUDIENCE: 'API://x' }).profile?.credential?.audience).toBe('API://x');
  expect(parse({ AZURE_FEDERATED_ISSUER: issuer }).profile?.credential).toMatchObject({ issuer, subject: null, audience: null });
  expect(parse({}).profile?.credential).toBeNull();
  expect(parse({ ...given, AZURE_FEDERATED_SUBJECT: '""' }).profile?.credential?.subject).toBe('""');
  expect(parse({ ...given, AZURE_FEDERATED_SUBJECT: '' }).profile?.credential?.subject).toBeNull();
});

describe('a target URI that was pasted for the endpoint', () => {
  const uri = 'https://acme-ai.openai.azure.com/openai/deployments/other-chat/chat/completions?api-version=2024-10-21';
  const normalised = { kind: 'normalised', field: 'AZURE_AOAI_ENDPOINT', value: 'https://acme-ai.openai.azure.com' };
  const deployment = { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', pasted: 'other-chat', inUse: 'gpt-4o-mini' };
  const version = { field: 'AZURE_AOAI_API_VERSION', pasted: '2024-10-21', inUse: '2025-04-01-preview' };

  test('names another deployment and another version than the settings, which are used', () => {
    const { profile, problems } = parse({ AZURE_AOAI_ENDPOINT: uri, AZURE_AOAI_API_VERSION: '2025-04-01-preview' });
    expect(problems).toMatchObject([{ ...normalised, besides: [deployment, version] }]);
    expect(profile?.openai).toMatchObject({ deployment: 'gpt-4o-mini', apiVersion: '2025-04-01-preview' });
  });

  test('contradicts nothing where it says the same, or the v1 API is used', () => {
    const { problems } = parse({ AZURE_AOAI_ENDPOINT: `"${uri.replace('other-chat', 'GPT-4o-mini')}"` });
    expect(problems).toMatchObject([normalised]);
    expect(problems[0]).not.toHaveProperty('besides');
  });

  test('offers its deployment where none is set, and it is not used unasked', () => {
    const { profile, problems } = parse({ AZURE_AOAI_ENDPOINT: uri, AZURE_AOAI_MODEL_DEPLOYMENT_NAME: '' });
    expect(problems).toMatchObject([normalised, { kind: 'missing', field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', pasted: 'other-chat' }]);
    expect(profile?.openai.deployment).toBeNull();
  });

  test('offers nothing that could be no deployment', () => {
    const { problems } = parse({ AZURE_AOAI_ENDPOINT: uri.replace('other-chat', '{deployment-id}'), AZURE_AOAI_MODEL_DEPLOYMENT_NAME: '' });
    expect(problems.filter((problem) => 'pasted' in problem)).toEqual([]);
  });
});

test('a hundred thousand characters in every setting take no noticeable time', () => {
  const started = process.threadCpuUsage();
  for (const piece of ['x', ':', 'a:', '@', '/', '"', "'", ' ', '-', '=', '%', '.', 'a1B', '://', 'eyJ', '\u200B', '{', '$(']) {
    const long = piece.repeat(100_000 / piece.length);
    const texts = new Map(fields.map(({ name }) => [name, { name, text: `${long}!`, source: '.env', shadows: [] }]));
    const { problems } = parseSettings(texts);
    reportsOf(texts, problems);
    secretsIn(texts);
    expect(JSON.stringify(problems).length).toBeLessThan(50_000);
  }
  expect(process.threadCpuUsage(started).user).toBeLessThan(20_000_000);
});
