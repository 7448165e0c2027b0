import { expect, test } from 'vitest';

import { readEnv } from '../../src/settings/env-file.js';
import { renderEnvSample } from '../../src/settings/env-sample.js';
import { fields } from '../../src/settings/fields.js';
import { oddLinesIn, withOddLines } from '../../src/settings/odd-lines.js';
import type { SettingProblem } from '../../src/settings/profile.js';

test.each([
  ['OIDC_ENDPOINT: acme.eu.auth0.com', 'colon'],
  ['- OIDC_ENDPOINT: acme.eu.auth0.com', 'colon'],
  ['export OIDC_ENDPOINT: acme.eu.auth0.com', 'colon'],
  ['OIDC_ENDPOINT acme.eu.auth0.com', 'no-sign'],
  ['set OIDC_ENDPOINT=acme.eu.auth0.com', 'command'],
  ['SET "OIDC_ENDPOINT=acme.eu.auth0.com"', 'command'],
  ['$env:OIDC_ENDPOINT = "acme.eu.auth0.com"', 'powershell'],
  ['$Env:OIDC_ENDPOINT="acme.eu.auth0.com"', 'powershell'],
  ['  "OIDC_ENDPOINT": "acme.eu.auth0.com",', 'json'],
  ['{"A":"b","OIDC_ENDPOINT":"acme.eu.auth0.com"}', 'json'],
  ['oidc_endpoint=acme.eu.auth0.com', 'spelling'],
  ['Oidc-Endpoint=acme.eu.auth0.com', 'spelling'],
  ['oidc_endpoint: acme.eu.auth0.com', 'spelling'],
  ['# OIDC_ENDPOINT=acme.eu.auth0.com', 'comment'],
  ['#export OIDC_ENDPOINT=acme.eu.auth0.com', 'comment'],
  ['// OIDC_ENDPOINT=acme.eu.auth0.com', 'comment'],
  ['\u200BOIDC_ENDPOINT=acme.eu.auth0.com', 'invisible'],
  ['\u00A0OIDC_ENDPOINT=acme.eu.auth0.com', 'invisible'],
  ['export\u00A0OIDC_ENDPOINT=acme.eu.auth0.com', 'invisible'],
  ['OIDC_\u200BENDPOINT=acme.eu.auth0.com', 'invisible'],
  ['OIDC_ENDPOINT\u00A0=acme.eu.auth0.com', 'invisible'],
  ['ENV OIDC_ENDPOINT=acme.eu.auth0.com', 'before'],
  ['const OIDC_ENDPOINT = "acme.eu.auth0.com"', 'before'],
])('%j sets nothing: %s', (line, odd) => {
  for (const end of ['\n', '\r\n', '']) {
    const text = `A=1\n\nB="two\nlines"\n${line}${end}`;
    expect(readEnv(text).has('OIDC_ENDPOINT')).toBe(false);
    expect([...oddLinesIn(text)]).toEqual([['OIDC_ENDPOINT', { number: 5, odd }]]);
  }
});

test.each([
  'OIDC_ENDPOINT=acme.eu.auth0.com',
  'MY_OIDC_ENDPOINT: acme.eu.auth0.com',
  'OIDC_ENDPOINT_OLD: acme.eu.auth0.com',
  '# OIDC_ENDPOINT=',
  '# OIDC_ENDPOINT is the domain of the tenant',
  '# set OIDC_ENDPOINT=acme.eu.auth0.com for tests',
  'The domain stands in OIDC_ENDPOINT: see above',
  'NOTE="OIDC_ENDPOINT: no"',
])('%j says nothing of a line that was meant', (line) => {
  expect([...oddLinesIn(line)]).toEqual([]);
});

test.each([
  ['AUTH0_DOMAIN', 'OIDC_ENDPOINT'],
  ['AUTH0_CLIENT_ID', 'OIDC_CLIENT_ID'],
  ['AUTH0_CLIENT_SECRET', 'OIDC_CLIENT_SECRET'],
  ['AZURE_OPENAI_ENDPOINT', 'AZURE_AOAI_ENDPOINT'],
  ['AZURE_OPENAI_DEPLOYMENT', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  ['AZURE_OPENAI_DEPLOYMENT_NAME', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  ['AZURE_OPENAI_CHAT_DEPLOYMENT_NAME', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  ['TENANT_ID', 'AZURE_TENANT_ID'],
  ['CLIENT_ID', 'OIDC_CLIENT_ID'],
] as const)('%s is what other programs call %s', (sets, field) => {
  expect([...oddLinesIn(`A=1\nexport ${sets}=some-value\n`)]).toEqual([[field, { number: 2, odd: 'other-name', sets }]]);
  expect([...oddLinesIn(`${sets}=\n${sets}: x\n# ${sets}=x\n`)]).toEqual([]);
});

test('a client id that is a GUID is that of Azure', () => {
  const line = 'CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11\n';
  expect([...oddLinesIn(line)]).toEqual([['AZURE_CLIENT_ID', { number: 1, odd: 'other-name', sets: 'CLIENT_ID' }]]);
});

test('a line with our own name comes before one with another name', () => {
  const own = ['OIDC_ENDPOINT', { number: 1, odd: 'colon' }];
  expect([...oddLinesIn('OIDC_ENDPOINT: acme\nAUTH0_DOMAIN=acme\n')]).toEqual([own]);
  expect([...oddLinesIn('AUTH0_DOMAIN=acme\nOIDC_ENDPOINT: acme\n')]).toEqual([['OIDC_ENDPOINT', { number: 2, odd: 'colon' }]]);
});

test('the sample has no such line', () => expect([...oddLinesIn(renderEnvSample(fields))]).toEqual([]));

test('it is told of what is missing, and of nothing else', () => {
  const missing = { kind: 'missing', field: 'OIDC_ENDPOINT', emptyIn: null, hides: [] } satisfies SettingProblem;
  const other = { kind: 'placeholder', field: 'OIDC_CLIENT_ID', value: null } satisfies SettingProblem;
  const text = 'OIDC_ENDPOINT: acme\nOIDC_CLIENT_ID: x\n';
  expect(withOddLines([missing, other], text)).toEqual([{ ...missing, line: { number: 1, odd: 'colon' } }, other]);
});

test('a very long line, and very many, take no time', () => {
  const started = process.threadCpuUsage();
  const lines = ['x', ' ', 'x:', 'OIDC_', '"', '\u200B'].map((piece) => piece.repeat(1_000_000 / piece.length));
  for (const text of [...lines, 'a\n'.repeat(500_000), 'OIDC_\n'.repeat(160_000), `OIDC_ENDPOINT ${'x '.repeat(500_000)}`])
    oddLinesIn(text);
  expect(process.threadCpuUsage(started).user).toBeLessThan(5_000_000);
});
