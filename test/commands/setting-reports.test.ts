import { expect, test } from 'vitest';

import { reportsOf } from '../../src/commands/setting-reports.js';
import type { SettingReport } from '../../src/report/report.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { parseSettings } from '../../src/settings/parse-settings.js';

/** The report of one setting that the env file has like this, in front of which nothing else stands. */
function reported(name: FieldName, text: string): SettingReport | undefined {
  const texts = new Map([[name, { name, text, source: '.env', shadows: [] }]]);
  return reportsOf(texts, parseSettings(texts).problems).find((one) => one.name === name);
}

test.each<[FieldName, string]>([
  ['OIDC_ENDPOINT', '""'],
  ['OIDC_ENDPOINT', ' \u200B'],
  ['OIDC_CLIENT_SECRET', "''"],
  ['AZURE_TENANT_ID', 'AZURE_TENANT_ID='],
  ['AZURE_FEDERATED_ISSUER', ''],
])('%s: %j sets nothing', (name, text) => {
  expect(reported(name, text)).toMatchObject({ set: false, value: null, source: '.env' });
});

test('the default is in use in the place of nothing', () => {
  expect(reported('OIDC_AUDIENCE', '""')).toMatchObject({ set: true, value: 'api://AzureADTokenExchange', source: 'default' });
});

test('evidence is there as soon as there is a character of it', () => {
  for (const text of ['""', ' '])
    expect(reported('AZURE_FEDERATED_ISSUER', text)).toMatchObject({ set: true, value: text, source: '.env' });
});

test('what is more than noise is set', () => {
  expect(reported('OIDC_ENDPOINT', '"acme.eu.auth0.com"')).toMatchObject({ set: true, value: 'acme.eu.auth0.com' });
  expect(reported('OIDC_CLIENT_SECRET', '"x"')).toMatchObject({ set: true, value: null });
});
