import { describe, expect, test } from 'vitest';

import { inside } from '../support/inside.js';

/** No rule knows it by its shape: only where it stands tells. */
const secret = 'Zq8vK2mWx7RtYp4LcNd9HsJf3GbUe6Ta';
const payload = Buffer.from(JSON.stringify({ iss: 'https://acme.eu.auth0.com/', sub: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients' }));
const token = `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${payload.toString('base64url')}.8BP2NtAluXV9hkqUwzehqnxFlHncdd-PLT_KXumFw0s`;

const shown = async (input: string, args: readonly string[] = []): Promise<string> => {
  const text = await inside(['explain', '-', ...args], { input });
  const json = await inside(['explain', '-', ...args, '--json'], { input });
  return text.stdout + text.stderr + json.stdout + json.stderr;
};

describe('behind a name that secrets have, in whatever form', () => {
  test.each([
    `clientSecret: '${secret}'`,
    `{"clientSecret":"${secret}"}`,
    `{\\"clientSecret\\":\\"${secret}\\"}`,
    `{"secretText":"${secret}"}`,
    `"device_code":"${secret}"`,
    `token: ${secret}`,
    `token=${secret}`,
    `secrets: ${secret}`,
    `client_secret ${secret}`,
    `client_secret -> ${secret}`,
    `client_secret=""${secret}""`,
    `password: (${secret})`,
    `**client_secret**: ${secret}`,
    `| client_secret | ${secret} |`,
    `client_secret=b'${secret}'`,
    `"client_secret":\n  "${secret}"`,
    `client_secret: >-\n  ${secret}`,
    `curl -u K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja:${secret} https://acme.eu.auth0.com/oauth/token`,
    `grant_type=client_credentials&client_secret%3D${secret}`,
    `client_\u001B[31msecret=\u001B[0m${secret}`,
    String.raw`client\u005fsecret=${secret}`,
    `Ocp-Apim-Subscription-Key: ${secret}`,
    `https://me:${secret}@acme.eu.auth0.com/`,
  ])('%j', async (line) => {
    expect(await shown(`fatal error: denied ${line}`)).not.toContain(secret);
    expect(await shown(`AADSTS7000215: Invalid client secret provided. ${line}`)).not.toContain(secret);
  });

  test('and wherever the value comes again, also where its shape would have been enough the first time', async () => {
    for (const name of ['api-key', 'access_token', 'client_secret', 'secret'])
      expect(await shown(`${name}: ${secret}\nfatal error for key ${secret} denied\n`)).not.toContain(secret);
  });
});

test('a token that was cut at a width is still a token', async () => {
  const line = `AADSTS50027: JWT token is invalid or malformed: ${token} Trace ID: 8112662e-c526-4699-b607-4312f7f41293`;
  for (const width of [60, 72, 80, 100, 120]) {
    const wrapped = line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    const all = await shown(wrapped.join('\n'));
    for (const part of token.split('.').flatMap((one) => one.match(/.{12}/g) ?? [])) expect(all, `${width}`).not.toContain(part);
  }
});

test('a password in the issuer of a credential', async () => {
  const credential = {
    name: 'n',
    issuer: `https://u:${secret}@a.auth0.com/`,
    subject: 's@clients',
    audiences: ['api://AzureADTokenExchange'],
  };
  expect(await shown(JSON.stringify([credential]))).not.toContain(secret);
});

test('what is no secret stays: addresses, sentences, identifiers of a token', async () => {
  const text = `fatal error: token: https://login.microsoftonline.com/acme/oauth2/v2.0/token was refused; client secret: required; password: the one of the portal`;
  const all = await shown(text);
  expect(all).toContain('https://login.microsoftonline.com/acme/oauth2/v2.0/token');
  expect(all).toContain('client secret: required');
  const subject = 'system:serviceaccount:external-secrets:external-secrets';
  expect(await shown(`AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'.`)).toContain(
    subject,
  );
  expect(await shown('fatal error: keyvault.BaseClient#GetSecret: Failure responding to request')).toContain(
    'GetSecret: Failure responding',
  );
});
