import { runInNewContext } from 'node:vm';

import { describe, expect, test } from 'vitest';
import { parse as yamlOf } from 'yaml';

import { exportOf, obstaclesTo, settingsFor } from '../../src/export/export-of.js';
import { exportKinds } from '../../src/export/kind.js';
import type { CodeKind } from '../../src/export/kind.js';
import { bicepString, doubleQuoted, goString, javaString, singleQuoted, terraformString } from '../../src/export/literal.js';
import { fields } from '../../src/settings/fields.js';
import { hclOf, languages, readerOf } from '../support/grammar.js';
import { canary, hostileValues, profileOf, profileWith } from './profiles.js';

const kinds = exportKinds.filter((kind): kind is CodeKind => kind !== 'report');
const infrastructure = ['bicep', 'terraform', 'azure-cli'] as const;

describe.each(kinds)('%s', (kind) => {
  test('is filled with the values and ends with the command that tries it', () => {
    const { text, tryIt, fileName } = exportOf(kind, profileOf());
    expect(text).toContain('contoso-dev.eu.auth0.com');
    expect(text).toContain('Zk3vQ8rTfY1nWd6bHs0pLj5xMa9cEuGi');
    expect(text.trimEnd().split('\n').slice(-2).join('\n')).toContain(tryIt);
    expect(text).not.toMatch(/\[object|[^\x20-\x7e\n\t]/);
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    expect(fileName).toMatch(/^[\w.-]+$/);
  });

  test('has no secret in it, and asks for one where it needs one', () => {
    const { text } = exportOf(kind, profileOf());
    expect(settingsFor(kind)).not.toContain('OIDC_CLIENT_SECRET');
    expect(text).not.toContain(canary);
    if (!infrastructure.some((one) => one === kind)) expect(text).toContain('OIDC_CLIENT_SECRET');
    for (const value of hostileValues) expect(exportOf(kind, profileWith(value)).text).not.toContain(canary);
  });

  test('is made of its own settings alone', () => {
    const own = settingsFor(kind);
    const none = Object.fromEntries(fields.filter(({ name }) => !own.includes(name)).map(({ name }) => [name, '']));
    expect(exportOf(kind, profileOf(none, own)).text).toContain('contoso-dev.eu.auth0.com');
  });
});

test('whoever has no identity yet can have the infrastructure for it', () => {
  const missing = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_AOAI_ENDPOINT', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'] as const;
  const problems = missing.map((field) => ({ kind: 'missing' as const, field, emptyIn: null, hides: [] }));
  for (const kind of infrastructure) expect(obstaclesTo(kind, problems)).toEqual([]);
  expect(obstaclesTo('curl', problems).map((one) => 'field' in one && one.field)).toEqual(missing);
});

test('the credential is what the token will hold, and not what Azure was said to hold', async () => {
  const profile = profileOf({
    AZURE_FEDERATED_ISSUER: 'https://contoso-dev.eu.auth0.com',
    AZURE_FEDERATED_SUBJECT: 'somebody',
    OIDC_AUDIENCE: 'api://AzureADTokenExchangeUSGov',
  });
  const issuer = 'https://contoso-dev.eu.auth0.com/';
  const subject = 'Zk3vQ8rTfY1nWd6bHs0pLj5xMa9cEuGi@clients';
  const hcl = await hclOf(exportOf('terraform', profile).text);
  expect(hcl['resource']).toMatchObject({
    azurerm_federated_identity_credential: { auth0: [{ issuer, subject, audience: ['api://AzureADTokenExchangeUSGov'] }] },
    azurerm_role_assignment: { openai: [{ role_definition_id: expect.stringContaining('5e0bd9bd-7b93-4f28-af87-19fc36ad61bd') }] },
  });
  for (const kind of infrastructure) {
    const { text } = exportOf(kind, profile);
    for (const value of [issuer, subject, 'api://AzureADTokenExchangeUSGov']) expect(text).toContain(value);
    expect(text).not.toMatch(/somebody|auth0\.com['"\s]/);
  }
});

describe('other ways to Azure OpenAI', () => {
  const code = ['typescript', 'python', 'csharp', 'go', 'java', 'curl'] as const;

  test.each(code)('%s takes the scope of the endpoint and the authority of the cloud', (kind) => {
    const gov = exportOf(
      kind,
      profileOf({ AZURE_AOAI_ENDPOINT: 'https://contoso.openai.azure.us', AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }),
    );
    expect(gov.text).toContain('https://cognitiveservices.azure.us');
    expect(gov.text).toContain('https://login.microsoftonline.us');
    const project = exportOf(kind, profileOf({ AZURE_AOAI_ENDPOINT: 'https://contoso.services.ai.azure.com/api/projects/one' }));
    expect(project.text).toContain('https://ai.azure.com');
    expect(project.text).toContain('https://contoso.services.ai.azure.com/api/projects/one/openai/v1/');
  });

  test.each(code)('%s sends a version where one is set, and none to the v1 API', (kind) => {
    expect(exportOf(kind, profileOf()).text).not.toMatch(/api-version|apiVersion|api_version/);
    const dated = exportOf(kind, profileOf({ AZURE_AOAI_API_VERSION: '2024-10-21' })).text;
    expect(dated).toContain('2024-10-21');
    expect(dated).not.toContain('/openai/v1');
    expect(exportOf(kind, profileOf({ AZURE_AOAI_API_VERSION: '2023-07-01-preview' })).text).toContain('retired');
  });

  test.each(code)('%s waits 20 seconds for Auth0, and takes no empty secret', (kind) => {
    const { text } = exportOf(kind, profileOf());
    expect(text).toMatch(/timeout\(20_000\)|timeout=20|\bSeconds\(20\)|FromSeconds\(20\)|ofSeconds\(20\)|20 \* time\.Second|--max-time 20/);
    expect(text).toMatch(/!clientSecret|not os\.environ\.get|IsNullOrEmpty|== ""|isEmpty\(\)|SECRET:\?/);
  });

  test('infrastructure says which cloud it is for', () => {
    const gov = profileOf({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' });
    for (const kind of ['azure-cli', 'bicep', 'terraform'] as const) {
      const usual = 'To decide: the usual audience of this cloud is api://AzureADTokenExchangeUSGov.';
      expect(exportOf(kind, gov).text).toContain(usual);
      expect(exportOf(kind, profileOf({})).text).not.toContain('usual audience');
    }
    expect(exportOf('terraform', gov).text).toContain('environment = "usgovernment"');
    for (const kind of ['bicep', 'azure-cli'] as const) expect(exportOf(kind, gov).text).toContain('az cloud set --name AzureUSGovernment');
    for (const kind of infrastructure) expect(exportOf(kind, profileOf()).text).not.toMatch(/az cloud|environment =/);
  });

  test.each(['bicep', 'terraform', 'azure-cli'] as const)('%s gives a project its own role', (kind) => {
    const profile = profileOf({ AZURE_AOAI_ENDPOINT: 'https://contoso.services.ai.azure.com/api/projects/one' });
    expect(exportOf(kind, profile).text).toContain('53ca6127-db72-4b80-b1b0-d745d6d5456d');
  });
});

describe('a real parser reads it, and no value gets out of its literal', () => {
  const variants = [
    {},
    { AZURE_AOAI_API_VERSION: '2024-10-21' },
    { AZURE_AOAI_ENDPOINT: 'https://contoso.openai.azure.us', AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' },
    { AZURE_AUTHORITY_HOST: 'https://login.sovcloud-identity.fr' },
  ];

  test.each(languages)('%s', async (language) => {
    const read = await readerOf(language);
    for (const changes of variants) expect(read(exportOf(language, profileOf(changes)).text).length).toBeGreaterThan(30);
    const plain = read(exportOf(language, profileWith('plain')).text);
    // This grammar of Bicep takes two slashes for a comment wherever a piece of a string begins; Bicep does not.
    const values = hostileValues.filter((value) => language !== 'bicep' || !value.includes('//'));
    for (const value of values) expect([value, read(exportOf(language, profileWith(value)).text)]).toEqual([value, plain]);
    expect(() => read(`${exportOf(language, profileOf()).text}\n)(`)).toThrow(SyntaxError);
  });

  test('terraform, by HashiCorp’s own parser, which gives back each value', async () => {
    expect(await hclOf(`values = [${hostileValues.map(terraformString).join(', ')}]`)).toEqual({
      // It writes what is no template as it would have to stand in a file.
      values: hostileValues.map((value) => value.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)),
    });
    const hcl = await hclOf(exportOf('terraform', profileWith('"\\${x}')).text);
    expect(hcl['resource']).toMatchObject({ azurerm_federated_identity_credential: { auth0: [{ audience: ['"\\$${x}'] }] } });
    await expect(hclOf('a = "')).rejects.toThrow();
  });

  test('github-actions, with what is an expression to GitHub only where it is meant', () => {
    for (const value of hostileValues) {
      const { text } = exportOf('github-actions', profileWith(value));
      const { on, jobs } = yamlOf(text) as { on: object; jobs: { check: { env: Record<string, string>; steps: { uses: string }[] } } };
      const { OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_ID: id = '' } = jobs.check.env;
      expect(Object.keys(on)).toEqual(['workflow_dispatch', 'schedule']);
      expect([secret, jobs.check.steps.length]).toEqual(['${{ secrets.OIDC_CLIENT_SECRET }}', 1]);
      expect(id.replaceAll("${{ '${{' }}", '${{')).toBe(value);
      expect(id.replaceAll("${{ '${{' }}", '')).not.toContain('${{');
    }
  });

  test('each literal is read back as the value', () => {
    // JavaScript knows every escape of the other languages, but for the one of eight digits.
    const evaluate = (literal: string): unknown => runInNewContext(literal.replaceAll(/\\U000([\da-f]{5})/g, '\\u{$1}'));
    for (const write of [doubleQuoted, singleQuoted, javaString, goString, bicepString])
      for (const value of [...hostileValues, 'a\u{E0001}b']) expect(evaluate(write(value))).toBe(value);
  });
});
