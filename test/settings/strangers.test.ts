import { expect, test } from 'vitest';

import { fieldOf } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';

const asked: FieldName[] = ['OIDC_ENDPOINT', 'AZURE_AOAI_ENDPOINT', 'AZURE_AUTHORITY_HOST'];

test.each(
  [
    ['https://api.openai.com/v1', 'OpenAI’s own service'],
    ['api.openai.com', 'OpenAI’s own service'],
    ['https://platform.openai.com/docs', 'OpenAI’s own service'],
    ['https://chatgpt.com/', 'OpenAI’s own service'],
    ['https://management.azure.com/', 'administered'],
    ['https://graph.microsoft.com/v1.0', 'administered'],
    ['https://portal.azure.com/#home', 'a page for people'],
    ['https://oai.azure.com/portal', 'a page for people'],
    ['https://ai.azure.com', 'a page for people'],
    ['https://entra.microsoft.com/', 'a page for people'],
    ['https://learn.microsoft.com/azure', 'a page for people'],
    ['https://github.com/acme/app', 'GitHub'],
  ].flatMap(([text, words]) => asked.map((name) => [name, text ?? '', words ?? ''] as const)),
)('%s: %s is certainly somebody else: %s', (name, text, words) => {
  expect(fieldOf(name).parse(text)).toEqual({ ok: false, kind: 'malformed', problem: expect.stringContaining(words) });
});

test.each(['https://manage.auth0.com/dashboard', 'https://auth0.com', 'https://www.auth0.com'])('%s is no tenant of Auth0', (text) => {
  expect(fieldOf('OIDC_ENDPOINT').parse(text)).toMatchObject({ ok: false, kind: 'malformed' });
});

test.each<[FieldName, string]>([
  ['AZURE_AOAI_ENDPOINT', 'https://openai.acme.com'],
  ['AZURE_AOAI_ENDPOINT', 'https://openai.com.acme.net/openai'],
  ['AZURE_AOAI_ENDPOINT', 'https://myopenai.com'],
  ['AZURE_AOAI_ENDPOINT', 'https://acme.azure-api.net/ai'],
  ['AZURE_AOAI_ENDPOINT', 'https://localhost:8443'],
  ['AZURE_AOAI_ENDPOINT', 'https://github.acme.com'],
  ['OIDC_ENDPOINT', 'login.acme.com'],
  ['OIDC_ENDPOINT', 'localhost:3000'],
  ['OIDC_ENDPOINT', 'token.actions.githubusercontent.com'],
  ['OIDC_ENDPOINT', 'gitlab.com'],
  ['OIDC_ENDPOINT', 'accounts.google.com'],
  ['AZURE_AUTHORITY_HOST', 'https://login.acme.com'],
  // The people of such a company have a tenant of this name.
  ['AZURE_TENANT_ID', 'github.com'],
])('%s: %s may be real', (name, text) => {
  expect(fieldOf(name).parse(text)).toMatchObject({ ok: true });
});

test.each<[FieldName, string, string]>([
  ['OIDC_CLIENT_ID', 'https://portal.acme.com/app', 'it is an address, not a client id'],
  ['OIDC_CLIENT_ID', 'maria@acme.com', 'it is a mail address'],
  ['OIDC_CLIENT_ID', String.raw`C:\keys\id.txt`, 'it is the path of a file'],
  ['OIDC_CLIENT_ID', '/home/maria/id', 'it is the path of a file'],
  ['OIDC_CLIENT_ID', '~/id', 'it is the path of a file'],
  ['OIDC_CLIENT_ID', 'a'.repeat(100_000), 'it has 100000 characters'],
  ['OIDC_CLIENT_SECRET', 'https://vault.acme.com/secret', 'it is an address, not a secret'],
  ['OIDC_CLIENT_SECRET', 'op://team/auth0/secret', 'it is an address, not a secret'],
  ['OIDC_CLIENT_SECRET', '@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/a)', 'it is an address, not a secret'],
  ['OIDC_CLIENT_SECRET', String.raw`C:\keys\secret.txt`, 'it is the path of a file'],
  ['OIDC_CLIENT_SECRET', './secrets/auth0', 'it is the path of a file'],
  ['OIDC_CLIENT_SECRET', 'a'.repeat(100_000), 'it has 100000 characters'],
  ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'a'.repeat(1000), 'it has 1000 characters'],
  ['OIDC_AUDIENCE', 'a'.repeat(100_000), 'it has 100000 characters'],
  ['AZURE_AOAI_ENDPOINT', `https://acme.com/${'a/'.repeat(50_000)}`, 'it has 100017 characters'],
])('%s: %.40s is told what it is', (name, text, problem) => {
  expect(fieldOf(name).parse(text)).toEqual({ ok: false, kind: 'malformed', problem: expect.stringContaining(problem) });
});

test.each<[FieldName, string]>([
  ['OIDC_CLIENT_ID', 'my.keycloak_client'],
  ['OIDC_CLIENT_ID', '0oa1b2c3d4e5f6g7h8i9'],
  ['OIDC_CLIENT_ID', '1234567890-abc.apps.googleusercontent.com'],
  ['OIDC_CLIENT_ID', 'acme/app'],
  ['OIDC_CLIENT_SECRET', '/x3kP9vLq2Wm7Zt5Rb8Nc4Hd6Jf1Gs0/Ya+Ue=='],
  ['OIDC_CLIENT_SECRET', 'p@ss/w0rd.com'],
  ['OIDC_CLIENT_SECRET', 'abc8Q~xYz12.-_QwErTyUiOpAsDfGhJkLzXcVb'],
])('%s: %s may be what another provider made', (name, text) => {
  expect(fieldOf(name).parse(text)).toMatchObject({ ok: true });
});

test('where a shell or a pipeline left its variable there is a placeholder', () => {
  for (const name of ['OIDC_CLIENT_SECRET', 'OIDC_CLIENT_ID', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'OIDC_ENDPOINT'] as const)
    for (const text of ['$TENANT', '#{TENANT}#', '${TENANT}']) expect(fieldOf(name).parse(text)).toMatchObject({ kind: 'placeholder' });
});
