import { describe, expect, test } from 'vitest';

import { readGivenText, readGivenToken } from '../../src/settings/given-text.js';

const token = `eyJ${'h'.repeat(20)}.eyJ${'c'.repeat(20)}.${'s'.repeat(30)}`;
const credential = {
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'id@clients',
  audiences: ['api://AzureADTokenExchange'],
  name: 'auth0',
};
const list = JSON.stringify([credential], null, 2);

describe('what a text is, by its content', () => {
  test.each([
    ['a token', token],
    ['a token with a line end', `${token}\n`],
    ['a header', `Authorization: Bearer ${token}`],
    ['what curl takes', `"Authorization: Bearer ${token}"`],
    ['a variable', `export TOKEN="${token}"`],
    ['a token that a terminal wrapped', `${token.slice(0, 30)}\n${token.slice(30)}\n`],
    ['a token that was cut', token.slice(0, token.lastIndexOf('.'))],
    ['the answer of a token endpoint', JSON.stringify({ access_token: token, token_type: 'Bearer' })],
    ['an opaque token in such an answer', JSON.stringify({ access_token: 'Zm9v', token_type: 'Bearer' })],
    ['what az prints', JSON.stringify({ accessToken: token, expiresOn: '2026-11-26' })],
    ['what GitHub answers', JSON.stringify({ count: 1, value: token })],
  ])('token: %s', (_, text) => expect(readGivenText(text).kind).toBe('token'));

  test.each([
    ['a list', list],
    ['one', JSON.stringify(credential)],
    ['of Microsoft Graph', JSON.stringify({ value: [{ ...credential, id: 'x' }] })],
    ['of Azure Resource Manager', JSON.stringify({ value: [{ name: 'auth0', properties: credential }] })],
    ['an empty list', '[]\n'],
    ['with the command around it', `$ az identity federated-credential list -o json\n${list}\n$ `],
    ['with a byte order mark', `\uFEFF${list}`],
  ])('credentials: %s', (_, text) => expect(readGivenText(text).kind).toBe('credentials'));

  test.each([
    ['one line', 'OIDC_ENDPOINT=acme-dev.eu.auth0.com'],
    ['among those of an application', 'PORT=3000\nDEBUG=1\n# Azure\nAZURE_TENANT_ID=contoso.onmicrosoft.com\n'],
    ['for a shell', 'export AZURE_CLIENT_ID="x"\nexport OIDC_CLIENT_ID=y\n'],
    ['for PowerShell', '$env:AZURE_CLIENT_ID = "x"\n$env:AZURE_TENANT_ID = "y"\n'],
    ['with colons', 'OIDC_CLIENT_ID: abc\nAZURE_TENANT_ID: def\n'],
    ['in the names of another program', 'AUTH0_DOMAIN=acme-dev.eu.auth0.com\nAUTH0_CLIENT_ID=abc\n'],
    ['as it was to be filled in', '# fill in\nOIDC_ENDPOINT=\nOIDC_CLIENT_ID=\n'],
  ])('env: %s', (_, text) => expect(readGivenText(text).kind).toBe('env'));

  test.each([
    ['an error', 'AADSTS700213: No matching federated identity record found for presented assertion subject'],
    ['JSON of an error', JSON.stringify({ error: 'invalid_client', error_description: 'AADSTS700213: x' })],
    ['an error with credentials below', `AADSTS700213: no match\n${list}`],
    ['a log with a token in it', `sending ${token} to Entra\nfailed\n`],
    ['two tokens', `${token}\n${token}`],
    [
      'a log that tells of settings',
      'Run azure/login\n  with:\n  env:\n    AZURE_CLIENT_ID: x\nLogin failed with Error: AADSTS70021\nDouble check the federated credential\nExit 1',
    ],
    ['settings of somebody else', 'PORT=3000\nDATABASE_URL=x\n'],
    ['a word', 'hello'],
    ['JSON of something else', '{"issuer":"x"}'],
  ])('other: %s', (_, text) => expect(readGivenText(text).kind).toBe('other'));
});

describe('a token', () => {
  const given = (text: string) => readGivenToken(text) ?? expect.fail();

  test('is kept from every text', () => {
    const { token: secret, ...rest } = given(`Bearer ${token}`);
    expect(String(secret) + JSON.stringify(rest)).not.toContain('eyJ');
    expect([secret.length, rest]).toEqual([token.length, { parts: 3, isJwtLike: true, wasWrapped: false }]);
  });

  test('that was wrapped is joined, and that is said', () => {
    const wrapped = given(`${token.slice(0, 30)}\r\n  ${token.slice(30)}`);
    expect([wrapped.token.length, wrapped.wasWrapped]).toEqual([token.length, true]);
  });

  test('a text that was named as one is one, whatever it is; an empty one is none', () => {
    expect(given('zAbCdEf')).toMatchObject({ parts: 1, isJwtLike: false });
    expect(readGivenToken(' \n')).toBeNull();
  });
});

test.each([
  ['a token', `eyJaaaaaaaaaaaa.b.c${' '.repeat(240_000)}!`],
  ['an issuer and spaces', `issuer = ${' '.repeat(240_000)}`],
  ['an issuer and tabs', `issuer${'\t'.repeat(240_000)}`],
  ['a setting', `OIDC_ENDPOINT = b${' '.repeat(240_000)}x`],
  ['brackets', '{"audiences":['.repeat(17_000)],
])('what a text is, is found out in good time: %s', (_, text) => {
  const before = process.cpuUsage();
  readGivenText(text);
  const { user, system } = process.cpuUsage(before);
  // Going back over the same blanks takes minutes.
  expect((user + system) / 1000).toBeLessThan(2000);
});
