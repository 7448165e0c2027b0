import { expect, test } from 'vitest';
import { fieldOf, fields } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';

const tenant = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

test.each<[FieldName, string, string, string[]]>([
  ['OIDC_ENDPOINT', 'acme-dev.eu.auth0.com', 'acme-dev.eu.auth0.com', []],
  ['OIDC_ENDPOINT', 'https://acme-dev.eu.auth0.com/', 'acme-dev.eu.auth0.com', ['https://', 'the final slash']],
  ['OIDC_ENDPOINT', 'https://acme-dev.eu.auth0.com/oauth/token', 'acme-dev.eu.auth0.com', ['https://', 'the path /oauth/token']],
  ['OIDC_ENDPOINT', 'Acme-Dev.EU.auth0.com', 'acme-dev.eu.auth0.com', ['capital letters']],
  ['OIDC_ENDPOINT', 'login.acme.com:8443', 'login.acme.com:8443', []],
  ['OIDC_ENDPOINT', 'localhost:3000', 'localhost:3000', []],
  [
    'OIDC_ENDPOINT',
    ' "acme-dev.eu.auth0.com"\n',
    'acme-dev.eu.auth0.com',
    ['surrounding quotes', 'surrounding white space', '1 line break'],
  ],
  [
    'OIDC_ENDPOINT',
    "export OIDC_ENDPOINT='acme-dev.eu.auth0.com'",
    'acme-dev.eu.auth0.com',
    ['the leading OIDC_ENDPOINT=', 'surrounding quotes'],
  ],
  ['OIDC_ENDPOINT', 'OIDC_ENDPOINT: acme-dev.eu.auth0.com', 'acme-dev.eu.auth0.com', ['the leading OIDC_ENDPOINT:']],
  ['OIDC_ENDPOINT', '\uFEFFacme-dev.eu.auth0\u200B.com', 'acme-dev.eu.auth0.com', ['2 invisible characters']],
  ['OIDC_ENDPOINT', 'https:/acme.eu.auth0.com', 'acme.eu.auth0.com', ['https:/']],
  ['OIDC_ENDPOINT', 'https//acme.eu.auth0.com/', 'acme.eu.auth0.com', ['https//', 'the final slash']],
  ['OIDC_ENDPOINT', 'HTTPS:///acme.eu.auth0.com', 'acme.eu.auth0.com', ['https:///']],
  ['OIDC_ENDPOINT', '//acme.eu.auth0.com', 'acme.eu.auth0.com', ['//']],
  ['OIDC_ENDPOINT', 'http:/localhost:3000', 'localhost:3000', ['http:/']],
  ['OIDC_ENDPOINT', '10.0.0.1:8443', '10.0.0.1:8443', []],
  ['OIDC_ENDPOINT', 'acme.eu.auth0.com#', 'acme.eu.auth0.com', ['the fragment']],
  ['OIDC_ENDPOINT', 'acme.eu.auth0.com/a#access_token=x', 'acme.eu.auth0.com', ['the path /a', 'the fragment']],
  ['OIDC_CLIENT_ID', 'my.keycloak_client', 'my.keycloak_client', []],
  ['OIDC_AUDIENCE', 'https://API.acme.com/Path/', 'https://API.acme.com/Path/', []],
  ['OIDC_AUDIENCE', 'an api with spaces', 'an api with spaces', []],
  ['AZURE_TENANT_ID', `{${tenant.toUpperCase()}}`, tenant, ['braces']],
  ['AZURE_TENANT_ID', 'Contoso.onmicrosoft.com', 'contoso.onmicrosoft.com', ['capital letters']],
  ['AZURE_TENANT_ID', `https://login.microsoftonline.com/${tenant}/v2.0`, tenant, ['the address around the tenant']],
  ['AZURE_TENANT_ID', `https://sts.windows.net/${tenant}/`, tenant, ['the address around the tenant']],
  ['AZURE_TENANT_ID', 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token', 'contoso.com', ['the address around the tenant']],
  ['AZURE_CLIENT_ID', tenant, tenant, []],
  ['AZURE_AOAI_ENDPOINT', 'https://acme-ai.openai.azure.com', 'https://acme-ai.openai.azure.com', []],
  ['AZURE_AOAI_ENDPOINT', 'acme-ai.openai.azure.com', 'https://acme-ai.openai.azure.com', []],
  ['AZURE_AOAI_ENDPOINT', 'https://acme-ai.openai.azure.com/', 'https://acme-ai.openai.azure.com', ['the final slash']],
  [
    'AZURE_AOAI_ENDPOINT',
    'http://acme-ai.openai.azure.com/openai',
    'https://acme-ai.openai.azure.com',
    ['http:// (https:// is used)', 'the path /openai'],
  ],
  ['AZURE_AOAI_ENDPOINT', 'https:/acme-ai.openai.azure.com', 'https://acme-ai.openai.azure.com', ['https:/ (https:// is used)']],
  ['AZURE_AOAI_ENDPOINT', '//gate.acme.com/ai', 'https://gate.acme.com/ai', ['// (https:// is used)']],
  ['AZURE_TENANT_ID', '//contoso.com', 'contoso.com', ['//']],
  ['AZURE_TENANT_ID', 'contoso.com:8443', 'contoso.com', ['the port 8443']],
  ['AZURE_TENANT_ID', 'contoso.com:443', 'contoso.com', ['the port 443']],
  ['AZURE_TENANT_ID', 'https://contoso.com/#overview', 'contoso.com', ['https://', 'the final slash', 'the fragment']],
  ['AZURE_TENANT_ID', 'contoso.xn--p1ai', 'contoso.xn--p1ai', []],
  ['AZURE_AOAI_ENDPOINT', 'https://gate.acme.com/ai?a=b#c', 'https://gate.acme.com/ai', ['the query', 'the fragment']],
  [
    'AZURE_AOAI_ENDPOINT',
    'https://acme-ai.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    'https://acme-ai.openai.azure.com',
    ['the path /openai/deployments/gpt-4o/chat/completions', 'the query ?api-version=2024-10-21'],
  ],
  [
    'AZURE_AOAI_ENDPOINT',
    'https://acme.services.ai.azure.com/api/projects/one/openai/v1/responses',
    'https://acme.services.ai.azure.com/api/projects/one',
    ['the path /openai/v1/responses'],
  ],
  [
    'AZURE_AOAI_ENDPOINT',
    'https://acme.services.ai.azure.com/api/projects/one/',
    'https://acme.services.ai.azure.com/api/projects/one',
    ['the final slash'],
  ],
  ['AZURE_AOAI_ENDPOINT', 'https://acme.services.ai.azure.com/models', 'https://acme.services.ai.azure.com', ['the path /models']],
  ['AZURE_AOAI_ENDPOINT', 'https://gate.acme.com:8443/ai/openai/v1/', 'https://gate.acme.com:8443/ai', ['the path /openai/v1/']],
  [
    'AZURE_AOAI_ENDPOINT',
    'https://acme.azure-api.net/?subscription-key=abc',
    'https://acme.azure-api.net',
    ['the final slash', 'the query'],
  ],
  ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'gpt-4o_mini.2', 'gpt-4o_mini.2', []],
  ['AZURE_AOAI_API_VERSION', '2024-10-21', '2024-10-21', []],
  ['AZURE_AOAI_API_VERSION', '?api-version=2025-04-01-Preview', '2025-04-01-preview', ['the leading api-version=', 'capital letters']],
  ['AZURE_AOAI_API_VERSION', 'v1', '', ['v1 (the v1 API takes no version)']],
  ['AZURE_AUTHORITY_HOST', 'login.microsoftonline.us', 'https://login.microsoftonline.us', []],
  ['AZURE_AUTHORITY_HOST', `https://login.microsoftonline.com/${tenant}`, 'https://login.microsoftonline.com', [`the path /${tenant}`]],
  ['AZURE_FEDERATED_ISSUER', ' "https://acme.eu.auth0.com" \u200B', ' "https://acme.eu.auth0.com" \u200B', []],
  ['AZURE_FEDERATED_SUBJECT', '<subject>', '<subject>', []],
])('%s takes %j', (name, text, value, removed) => {
  expect(fieldOf(name).parse(text)).toEqual({ ok: true, value, removed });
});

test.each<[FieldName, string]>([
  ['OIDC_ENDPOINT', ''],
  ['OIDC_ENDPOINT', 'acme-dev'],
  ['OIDC_ENDPOINT', '12345'],
  ['OIDC_ENDPOINT', 'maria@acme.com'],
  ['OIDC_ENDPOINT', 'ftp://acme.eu.auth0.com'],
  ['OIDC_ENDPOINT', 'ftp:/acme.eu.auth0.com'],
  ['OIDC_ENDPOINT', 'https://https://acme.eu.auth0.com'],
  ['OIDC_ENDPOINT', 'https:/'],
  ['OIDC_ENDPOINT', '1.2'],
  ['OIDC_ENDPOINT', '012.1.1.1:8443'],
  ['OIDC_ENDPOINT', 'acme%2Eeu.auth0.com'],
  ['OIDC_ENDPOINT', 'https://acme.eu.auth0.com%2Foauth'],
  ['OIDC_ENDPOINT', 'https://manage.auth0.com/dashboard/eu/acme'],
  ['OIDC_ENDPOINT', 'acme dev.eu.auth0.com'],
  ['OIDC_CLIENT_SECRET', 'two words'],
  ['AZURE_TENANT_ID', 'common'],
  ['AZURE_TENANT_ID', 'https://login.microsoftonline.com/'],
  ['AZURE_TENANT_ID', tenant.slice(1)],
  ['AZURE_TENANT_ID', '1.2'],
  ['AZURE_TENANT_ID', '10.0.0.1'],
  ['AZURE_TENANT_ID', 'contoso.c0m'],
  ['AZURE_TENANT_ID', 'my_tenant.onmicrosoft.com'],
  ['AZURE_TENANT_ID', 'contoso%2Ecom'],
  ['AZURE_TENANT_ID', 'https://login.microsoftonline.com/1.2/'],
  ['AZURE_CLIENT_ID', 'my-identity'],
  ['AZURE_AOAI_ENDPOINT', 'https://ai.azure.com/resource/deployments'],
  ['AZURE_AOAI_ENDPOINT', 'acme-ai'],
  ['AZURE_AOAI_ENDPOINT', 'https://10.1/openai'],
  ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'openai/deployments/gpt'],
  ['AZURE_AOAI_API_VERSION', '2024-13-45-preview1'],
  ['AZURE_AOAI_API_VERSION', '2024-13-45'],
  ['AZURE_AUTHORITY_HOST', 'AzureCloud'],
])('%s refuses %j and does not quote it', (name, text) => {
  const parsed = fieldOf(name).parse(text);
  expect(parsed).toMatchObject({ ok: false, kind: 'malformed' });
  if (text !== '') expect(JSON.stringify(parsed)).not.toContain(text);
});

test.each<[FieldName, string, string]>([
  ['OIDC_ENDPOINT', 'maria@acme.com', 'it is no host name'],
  ['AZURE_AOAI_ENDPOINT', 'ftp://acme-ai.openai.azure.com', 'it is no address such as https://NAME.openai.azure.com'],
  ['AZURE_AUTHORITY_HOST', 'ftp://login.acme.com', 'it is no address such as https://login.microsoftonline.com'],
  ['AZURE_TENANT_ID', '1.2', 'it is neither a GUID nor a domain name'],
])('%s says of %j what it should be', (name, text, problem) => {
  expect(fieldOf(name).parse(text)).toEqual({ ok: false, kind: 'malformed', problem });
});

test('a text too short for a secret is none', () => {
  expect(fieldOf('OIDC_CLIENT_SECRET').parse('pass')).toEqual({
    ok: false,
    kind: 'malformed',
    problem: 'it has 4 characters, too few for a secret',
  });
});

test('an address of IPv6 is no sample', () => {
  expect(fieldOf('OIDC_ENDPOINT').parse('[::1]:8401')).toMatchObject({ ok: true, value: '[::1]:8401' });
});

test('points at what keeps an almost GUID from being one', () => {
  const malformed = (text: string): unknown => fieldOf('AZURE_CLIENT_ID').parse(text);
  const problem = (words: string): object => ({ ok: false, kind: 'malformed', problem: `it is almost a GUID: ${words}` });
  expect(malformed('04da9af6-f130-4599-a0ab-77237a75b09')).toEqual(problem('part 5 of its five has 11 characters and needs 12'));
  expect(malformed('04da9af6-f1300-4599-a0ab-77237a75b094')).toEqual(problem('part 2 of its five has 5 characters and needs 4'));
  expect(malformed('04da9af6-f130-4599-aOab-77237a75b094')).toEqual(problem('character 21 is O, and only digits and a to f can be there'));
  expect(fieldOf('AZURE_TENANT_ID').parse('04da9af6-f130-4599-a0ab-77237a75b09')).toEqual(malformed('04da9af6-f130-4599-a0ab-77237a75b09'));
});

test('says what is wrong with a GUID that lost its dashes, and leaves such ids of other providers alone', () => {
  const problem = 'it is a GUID without its dashes: 8-4-4-4-12 digits and letters from a to f';
  const undashed = tenant.replaceAll('-', '');
  for (const name of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'] as const) {
    for (const text of [undashed, undashed.toUpperCase(), `{${undashed}}`]) {
      expect(fieldOf(name).parse(text)).toEqual({ ok: false, kind: 'malformed', problem });
    }
  }
  expect(fieldOf('OIDC_CLIENT_ID').parse(undashed)).toEqual({ ok: true, value: undashed, removed: [] });
});

test('every entry has the words that the wizard shows', () => {
  expect(fields).toHaveLength(13);
  for (const field of fields) {
    expect(field.flag).toMatch(/^--[a-z-]+$/);
    expect(field.help).toMatch(/^[A-Z].*\.$/);
    expect([field.label, field.argument, field.where, field.example].every((words) => words.length > 1)).toBe(true);
    expect(field.url ?? 'https://').toMatch(/^https:\/\//);
  }
});

test('takes as evidence what the other fields would clean', () => {
  const secretField = fieldOf('OIDC_CLIENT_SECRET');
  expect(secretField.parse('  `aaa"bbb`\r\n')).toEqual({
    ok: true,
    value: 'aaa"bbb',
    removed: ['surrounding quotes', 'surrounding white space', '1 line break'],
  });
  expect(secretField.parse('""aa""')).toMatchObject({ ok: true, value: '""aa""' });
});

test('a very long value takes no time', () => {
  // The time this thread worked, whatever else the machine does.
  const started = process.threadCpuUsage();
  for (const field of fields) field.parse(`${'x'.repeat(500_000)}!`);
  for (const field of fields) field.parse(`${'a.'.repeat(250_000)}!`);
  expect(process.threadCpuUsage(started).user).toBeLessThan(5_000_000);
});

test('a default is as it should be: its own parser, to which a space leads, gives it back', () => {
  const usual = fields.flatMap((field) => (field.default === null ? [] : [field]));
  expect(usual.map(({ name }) => name)).toEqual(['OIDC_AUDIENCE', 'AZURE_AUTHORITY_HOST']);
  for (const field of usual) {
    const { default: value } = field;
    expect(field.parse(value ?? '')).toEqual({ ok: true, value, removed: [] });
    expect(field.parse(`${value} `)).toMatchObject({ ok: true, value });
  }
});
