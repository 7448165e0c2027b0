import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { fieldOf, fields } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { secretKindIn, secretsIn, hideSecretsIn } from '../../src/settings/secrecy.js';
import type { SettingText } from '../../src/settings/sources.js';
import { randomClientId, randomSecret } from './random-values.js';

const textsOf = (given: Partial<Record<FieldName, string>>): Map<FieldName, SettingText> =>
  new Map((Object.entries(given) as [FieldName, string][]).map(([name, text]) => [name, { name, text, source: '.env', shadows: [] }]));

const others = fields.filter(({ secret }) => !secret).map(({ name }) => name);
const around: [string, (secret: string) => string][] = [
  ['as it is', (secret) => secret],
  ['in quotes', (secret) => `"${secret}"`],
  ['behind a blank', (secret) => ` ${secret}\n`],
  ['in an identifier', (secret) => `api://${secret}`],
  ['in the path of an address', (secret) => `https://acme.eu.auth0.com/${secret}/`],
  ['before @clients', (secret) => `${secret}@clients`],
  ['behind a comma', (secret) => `x,${secret}`],
];

describe('what looks like a secret is one, wherever it stands', () => {
  test.each(others.flatMap((name) => around.map(([how, write]) => [name, how, write] as const)))('%s, %s', (name, _, write) => {
    const secret = randomSecret();
    const texts = textsOf({ [name]: write(secret) });
    const { profile, problems } = parseSettings(texts);
    const own = problems.filter((problem) => 'field' in problem && problem.field === name);
    expect(own).toHaveLength(1);
    expect(['swapped', 'malformed']).toContain(own[0]?.kind);
    expect([profile, JSON.stringify(problems).includes(secret)]).toEqual([null, false]);
    expect(secretsIn(texts).map((one) => one.reveal())).toContain(secret);
  });

  test.each(['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE', 'OIDC_AUDIENCE'] as const)(
    '%s with a secret is exchanged with the client secret, with a token it holds that',
    (name) => {
      expect(fieldOf(name).parse(randomSecret())).toMatchObject({ kind: 'swapped', belongsTo: 'OIDC_CLIENT_SECRET' });
      const token = fieldOf(name).parse('eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln');
      expect(token).toMatchObject({ kind: 'swapped', looksLike: 'a token (JWT)' });
    },
  );

  test('the client secret is one also where it looks like none', () => {
    const own = 'Correct Horse'.replace(' ', '~');
    for (const name of ['AZURE_FEDERATED_SUBJECT', 'OIDC_AUDIENCE', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'] as const) {
      const { profile, problems } = parseSettings(textsOf({ OIDC_CLIENT_SECRET: own, [name]: own }));
      expect([profile, JSON.stringify(problems).includes(own)]).toEqual([null, false]);
      expect(problems).toContainEqual(expect.objectContaining({ kind: 'swapped', value: null }));
    }
  });

  test('it is taken out of what is said of the command line', () => {
    const secret = randomSecret();
    expect(hideSecretsIn(`/home/maria/${secret} cannot be read`)).toBe('/home/maria/[secret] cannot be read');
  });
});

test.each([
  ['the subject of a machine', `${randomClientId()}@clients`],
  ['a digest', 'c0ffee254729296a45a3885639ac7e10f9d54979c0ffee254729296a45a3885639'],
  ['two joined GUIDs', `${randomUUID()}-${randomUUID()}`],
  ['an issuer with two GUIDs', `https://eastus.oic.prod-aks.azure.com/${randomUUID()}/${randomUUID()}/`],
  ['the subject of a pipeline', '/eid1/c/pub/t/5TQyPiVfkEqLtmUvJjLyhg/a/6Kc3TuAcrkWFgRuGLFyVQQ/7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ['a branch', 'repo:acme/platform-infrastructure:ref:refs/heads/feature/KEY-1234-Move-the-Gateway-to-EastUS2-and-back'],
])('%s is no secret', (_, text) => {
  expect(secretKindIn(text)).toBeNull();
  expect(fieldOf('AZURE_FEDERATED_SUBJECT').parse(text)).toEqual({ ok: true, value: text, removed: [] });
});

const ids = { tenant: '7c9e6679-7425-40de-944b-e07fc1f90ae7', client: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' };

describe('two settings with one value', () => {
  test.each<[FieldName, FieldName, string, string]>([
    ['OIDC_CLIENT_SECRET', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat', 'OIDC_CLIENT_SECRET'],
    ['OIDC_CLIENT_ID', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat', 'OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', ids.client, 'OIDC_CLIENT_SECRET'],
    ['OIDC_AUDIENCE', 'AZURE_CLIENT_ID', ids.tenant, 'OIDC_AUDIENCE'],
    ['OIDC_AUDIENCE', 'AZURE_TENANT_ID', ids.tenant, 'OIDC_AUDIENCE'],
    ['OIDC_AUDIENCE', 'OIDC_CLIENT_ID', ids.client, 'OIDC_AUDIENCE'],
    ['OIDC_AUDIENCE', 'AZURE_AOAI_ENDPOINT', 'https://acme-ai.openai.azure.com', 'OIDC_AUDIENCE'],
    ['OIDC_AUDIENCE', 'AZURE_AUTHORITY_HOST', 'https://login.microsoftonline.us', 'OIDC_AUDIENCE'],
  ])('%s and %s: %s is blamed on %s', (one, other, value, blamed) => {
    const { profile, problems } = parseSettings(textsOf({ [one]: value, [other]: value }));
    const swaps = problems.filter(({ kind }) => kind === 'swapped');
    expect(swaps).toMatchObject([{ field: blamed, belongsTo: blamed === one ? other : one, twin: 'this' }]);
    expect(profile).toBeNull();
  });

  test.each<[FieldName, FieldName, string]>([
    ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', ids.tenant],
    ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'a.client'],
  ])('%s and %s: nothing tells which of them %s fits, so both are named', (one, other, value) => {
    const { problems } = parseSettings(textsOf({ [one]: value, [other]: value }));
    expect(problems.filter(({ kind }) => kind === 'swapped')).toMatchObject([{ field: other, belongsTo: one, twin: 'either' }]);
  });

  test.each<[FieldName, string]>([
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat'],
    ['OIDC_ENDPOINT', 'acme.eu.auth0.com'],
  ])('an API may have the identifier that is the value of %s', (name, value) => {
    const { problems } = parseSettings(textsOf({ OIDC_AUDIENCE: value, [name]: value }));
    expect(problems.filter(({ kind }) => kind === 'swapped')).toEqual([]);
  });
});
