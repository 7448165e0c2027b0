import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fieldOf, fields } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { kindOf } from '../../src/settings/kinds.js';
import { isPlaceholder } from '../../src/settings/placeholder.js';
import { randomClientId, randomSecret } from './random-values.js';

const many = Array.from({ length: 20_000 }, (_, at) => at);

test('never takes a random id or secret for a placeholder', () => {
  const wrong = many.flatMap(() => [randomUUID(), randomUUID().toUpperCase(), randomClientId(), randomSecret()]).filter(isPlaceholder);
  expect(wrong).toEqual([]);
});

test('never takes the random secret of another server for a placeholder', () => {
  const printable = (): string => [...randomBytes(40)].map((byte) => String.fromCharCode(33 + (byte % 94))).join('');
  expect(many.map(printable).filter(isPlaceholder)).toEqual([]);
});

test('accepts random values in the field that they are for', () => {
  const refused = many.slice(0, 2000).flatMap(() => {
    const given: [FieldName, string][] = [
      ['OIDC_CLIENT_ID', randomClientId()],
      ['OIDC_CLIENT_SECRET', randomSecret()],
      ['AZURE_TENANT_ID', randomUUID()],
      ['AZURE_CLIENT_ID', randomUUID()],
    ];
    return given.filter(([name, text]) => !fieldOf(name).parse(text).ok);
  });
  expect(refused).toEqual([]);
});

test('recognises a secret in the place of a client id nearly always', () => {
  const seen = many.filter(() => kindOf(randomSecret()) === 'auth0-client-secret').length;
  expect(seen / many.length).toBeGreaterThan(0.9999);
});

test.each([
  '<your domain>',
  'https://<name>.openai.azure.com',
  '{{tenant}}',
  '${AZURE_TENANT_ID}',
  'your-tenant.eu.auth0.com',
  'YOUR_CLIENT_ID',
  'yourtenant.auth0.com',
  'https://your-resource.openai.azure.com/',
  'xxx',
  'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
  'XXXX.auth0.com',
  'changeme',
  'None',
  'n/a',
  '$TENANT_ID',
  '#{TENANT}#',
  '__TENANT__',
  '@@TENANT@@',
  'change-me',
  'replace-me',
  'REPLACE_WITH_SECRET',
  'todo',
  'TODO: ask Maria',
  '…',
  '...',
  'abc...xyz',
  '***',
  '••••••••7fQ2',
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-0000-0000-000000000001',
  '12345678-1234-1234-1234-123456789012',
  '12345678-1234-1234-1234-123456789abc',
  '11111111-2222-3333-4444-555555555555',
  'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  '{12345678-1234-1234-1234-123456789012}',
  'undefined',
  'null',
  'CLIENT_SECRET',
  'paste your secret here',
])('takes %s for a placeholder', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each([
  'gpt-4o-mini',
  'placeholder-detector',
  'todo-assistant',
  'acme-dev.eu.auth0.com',
  'yourlabs.eu.auth0.com',
  'MyCompany-Production-gpt-4o-mini-2024-07-18-EastUS2-Deployment',
  'contoso.onmicrosoft.com',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
  'api://AzureADTokenExchange',
  'https://login.microsoftonline.com',
])('takes %s for a real value', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test.each([
  ['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'guid'],
  ['https://acme-dev.eu.auth0.com/oauth/token', 'auth0-domain'],
  ['https:/acme-dev.eu.auth0.com', 'auth0-domain'],
  ['acme-ai.openai.azure.com', 'openai-endpoint'],
  ['//acme-ai.openai.azure.com', 'openai-endpoint'],
  ['https://acme.services.ai.azure.com/api/projects/one', 'openai-endpoint'],
  ['https://japaneast.api.cognitive.microsoft.com/', 'openai-endpoint'],
  ['/subscriptions/7c9e6679-7425-40de-944b-e07fc1f90ae7/resourceGroups/a', 'resource-id'],
  ['api://AzureADTokenExchange', 'api-uri'],
  ['eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln', 'token'],
  ['2024-10-21', 'api-version'],
  ['K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja', 'auth0-client-id'],
  ['K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients', 'subject'],
  ['https://login.microsoftonline.com/common', 'authority'],
  ['contoso.onmicrosoft.com', 'tenant-domain'],
  ['gpt-4o-mini', null],
  ['my-keycloak-client', null],
  ['login.contoso.com', null],
  ['MyCompany-Production-gpt-4o-mini-2024-07-18-EastUS2-Deployment', null],
  ['thirtytwocharactersoflowercase00', null],
  ['GPT4oMiniProductionDeployment202', null],
  ['0123456789abcdef0123456789abcdef', null],
  ['7c9e6679742540de944be07fc1f90ae7', null],
  ['7C9E6679742540DE944BE07FC1F90AE7', null],
])('sees what %s is', (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

test('names the field to which a value of the wrong kind belongs', () => {
  const homeOf = (name: FieldName, text: string): unknown => fieldOf(name).parse(text);
  const client = '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11';
  expect(homeOf('OIDC_CLIENT_ID', client)).toMatchObject({ kind: 'swapped', belongsTo: 'AZURE_CLIENT_ID' });
  expect(homeOf('OIDC_ENDPOINT', client)).toMatchObject({ kind: 'swapped', belongsTo: null });
  expect(homeOf('AZURE_CLIENT_ID', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja')).toMatchObject({ kind: 'swapped', belongsTo: 'OIDC_CLIENT_ID' });
  expect(homeOf('OIDC_CLIENT_ID', 'Zk3_pQ8vR1wT6yU0iO5aS2dF7gH4jK9lX-cV3bN8mQ1wE6rT0yU5iP2oA7sD4fG9')).toMatchObject({
    kind: 'swapped',
    belongsTo: 'OIDC_CLIENT_SECRET',
  });
  expect(homeOf('AZURE_CLIENT_ID', '/subscriptions/a/resourcegroups/b')).toMatchObject({ kind: 'swapped', belongsTo: null });
  expect(homeOf('AZURE_AOAI_ENDPOINT', 'acme.eu.auth0.com')).toMatchObject({ kind: 'swapped', belongsTo: 'OIDC_ENDPOINT' });
  expect(homeOf('AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'https://a.openai.azure.com')).toMatchObject({ belongsTo: 'AZURE_AOAI_ENDPOINT' });
  expect(homeOf('OIDC_CLIENT_ID', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients')).toMatchObject({ belongsTo: 'AZURE_FEDERATED_SUBJECT' });
});

test('takes every example for what it is: real where people use it, else a placeholder', () => {
  for (const field of fields.filter(({ secret }) => !secret)) {
    const isReal = /AUDIENCE|VERSION|DEPLOYMENT|FEDERATED|AUTHORITY/.test(field.name);
    const expected = isReal ? { ok: true, value: field.example, removed: [] } : { ok: false, kind: 'placeholder' };
    expect([field.name, field.parse(field.example)]).toEqual([field.name, expected]);
  }
});
