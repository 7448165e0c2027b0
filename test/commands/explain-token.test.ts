import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { keyNumber, signToken } from '../foreign/jwt.js';
import type { Claims } from '../foreign/jwt.js';
import { emptyFolder } from '../support/binary.js';
import { inside } from '../support/inside.js';
import type { PrintedExplanation } from '../support/schema.js';
import { explainedOf } from '../support/schema.js';

const seconds = Math.floor(Date.now() / 1000);
const client = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja';
const values = { iss: 'https://acme-dev.eu.auth0.com/', sub: `${client}@clients`, aud: 'api://AzureADTokenExchange' };
const machine = { ...values, iat: seconds - 3600, exp: seconds + 82_770, gty: 'client-credentials', azp: client };
const entra = {
  iss: 'https://sts.windows.net/7c9e6679-7425-40de-944b-e07fc1f90ae7/',
  sub: 's',
  aud: 'https://cognitiveservices.azure.com',
  exp: seconds + 3000,
  appid: 'x',
};
const held = { issuer: values.iss, subject: values.sub, audiences: [values.aud], name: 'auth0' };

const made = (claims: Claims = machine, header: Claims = {}): string =>
  signToken({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header }, claims, keyNumber(0));

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(await emptyFolder(), name);
  await writeFile(file, text);
  return file;
}

/** As text and as JSON. Whatever is explained, no part of the token is in any byte that was printed, but what stands in its claims. */
async function explained(
  args: readonly string[],
  token: string,
  input = '',
): Promise<PrintedExplanation & { text: string; exit: number | null }> {
  const [text, json] = [await inside(['explain', ...args], { input }), await inside(['explain', ...args, '--json'], { input })];
  for (const printed of [text, json])
    for (const part of token.split('.').filter(({ length }) => length > 8)) expect(printed.stdout + printed.stderr).not.toContain(part);
  expect(text.code).toBe(json.code);
  return { ...explainedOf(json.stdout), text: text.stdout, exit: json.code };
}

const codesOf = ({ diagnoses }: PrintedExplanation): string[] => diagnoses.map(({ code }) => code);

describe('a token', () => {
  test('of an application: what it is, and the three values, each alone in its line', async () => {
    const token = made();
    const said = await explained(['-'], token, token);
    expect([said.exit, said.what, codesOf(said)]).toEqual([0, 'token', []]);
    expect(said.token).toMatchObject({
      kind: 'an access token of Auth0 for an application',
      iss: values.iss,
      sub: values.sub,
      aud: [values.aud],
      kid: 'key-1',
    });
    for (const value of Object.values(values)) expect(said.text).toMatch(new RegExp(`^${value}$`, 'm'));
    expect(said.text).toContain('valid for 22 h 59 m more');
    expect(said.text).toContain('not verified');
    expect(said.next.at(-1)?.command).toBe('keyless explain --token - --federated-credential credential.json');
  });

  test('in a log that says nothing else, and beside the credential it is compared with', async () => {
    const token = made();
    const logged = await explained(['-'], token, `2026-11-26 08:00:00 got token ${token} now exchanging\n`);
    expect([logged.exit, logged.what, logged.token?.sub]).toEqual([0, 'token', values.sub]);
    const odd = JSON.stringify([{ ...held, issuer: values.iss.slice(0, -1) }], null, 2);
    const both = await explained(['-'], token, `${token}\n${odd}\n`);
    expect([both.what, codesOf(both)]).toEqual(['token', ['trust/issuer-slash']]);
    // Two are two questions, and an error may quote any.
    expect((await explained(['-'], token, `${token} and ${made({ ...machine, sub: 'other' })}`)).token).toBeNull();
    const refused = await explained(['-'], token, `AADSTS50049: Unknown or invalid instance. ${token}\n`);
    expect([refused.what, refused.token]).toEqual(['log', null]);
  });

  test.each<[string, string, string]>([
    ['a header', 'Authorization: Bearer ', '\n'],
    ['the answer of the token endpoint', '{"access_token":"', '","token_type":"Bearer","expires_in":86400}'],
  ])('in %s', async (_, before, after) => {
    const token = made();
    const said = await explained([await fileOf('given', before + token + after)], token);
    expect([said.what, said.token?.sub]).toEqual(['token', values.sub]);
  });

  test.each<[string, Claims, Claims, string[]]>([
    ['another profile', {}, { typ: 'at+jwt' }, ['token/type-unsupported']],
    ['no key', {}, { kid: undefined }, ['token/key-id-missing']],
    ['two audiences', { aud: [values.aud, 'https://acme-dev.eu.auth0.com/userinfo'] }, {}, ['token/audience-multiple']],
    ['no subject', { sub: undefined }, {}, ['token/claim-missing']],
    ['expired', { exp: seconds - 4000 }, {}, ['token/outside-valid-time']],
    ['not valid yet', { nbf: seconds + 4000 }, {}, ['token/outside-valid-time']],
    [
      'the lasting first',
      { exp: seconds - 4000, aud: undefined },
      { typ: 'at+jwt' },
      ['token/type-unsupported', 'token/claim-missing', 'token/outside-valid-time'],
    ],
  ])('is judged by the rules of the checks: %s', async (_, claims, header, expected) => {
    const token = made({ ...machine, ...claims }, header);
    const said = await explained(['--token', await fileOf('token.txt', token)], token);
    expect([said.exit, codesOf(said)]).toEqual([0, expected]);
  });

  test.each<[string, (token: string) => string, string]>([
    ['that is opaque', () => 'zTqR8kWm5vYb2nXc', 'token/opaque'],
    ['that was cut', (token) => token.slice(0, token.lastIndexOf('.')), 'token/malformed'],
    ['that is encrypted', (token) => `${token}.AAAA.BBBB`, 'token/encrypted'],
    ['of which the claims are no JSON', (token) => token.replace(/\.[^.]+\./, '.eyJub3Qi.'), 'token/malformed'],
  ])('%s is said to be so, and is not shown', async (_, change, code) => {
    const given = change(made());
    const said = await explained(['--token', await fileOf('token.txt', given)], given);
    expect([said.exit, codesOf(said), said.token?.kind]).toEqual([0, [code], null]);
  });

  test('of Entra ID is judged as Azure OpenAI would', async () => {
    const judge = async (claims: Claims): Promise<string[]> => {
      const token = made({ ...entra, ...claims });
      const said = await explained(['-'], token, token);
      expect(said.text).not.toContain('Azure must hold');
      return codesOf(said);
    };
    expect(await judge({})).toEqual([]);
    expect(await judge({ aud: 'https://ai.azure.com' })).toEqual([]);
    expect(await judge({ aud: 'https://management.azure.com' })).toEqual(['azure-openai/token-refused']);
    expect(await judge({ exp: seconds - 4000 })).toEqual(['azure-openai/token-refused']);
    expect(await judge({ aud: values.aud })).toEqual(['entra/entra-token-as-assertion']);
  });

  test.each<[string, Claims, string | null]>([
    ['an application', {}, null],
    ['a person', { sub: 'auth0|5f7c', gty: undefined }, 'the subject of this one'],
    ['the Management API', { aud: `${values.iss}api/v2/` }, 'the audience of this one'],
    ['both', { sub: 'adfs|x', gty: undefined, aud: `${values.iss}api/v2/` }, 'the subject and the audience of this one'],
  ])('for %s: that Azure should hold all three is said of a token that is to be used, and of no other', async (_, claims, left) => {
    const token = made({ ...machine, ...claims });
    const { text, diagnoses } = await explained(['--token', '-'], token, token);
    expect(diagnoses).toEqual([]);
    expect(text.includes('as long as Azure holds these three values')).toBe(left === null);
    expect(text.includes('Another token has to be asked for')).toBe(left !== null);
    if (left !== null) expect(text).toContain(`Azure should not hold ${left}`);
  });

  test('of several none is read: neither by the option, nor out of a text', async () => {
    const two = `${made()}\n${made({ ...machine, sub: 'other' })}\n`;
    const { code, stderr } = await inside(['explain', '--token', await fileOf('token.txt', two)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('holds 2 tokens')]);
    const text = await inside(['explain', '-', '--json'], { input: two });
    expect([text.code, explainedOf(text.stdout).notOurs]).toEqual([1, expect.stringContaining('several tokens')]);
  });

  test('on the command line is read, and it is said that it stays in the history', async () => {
    const token = made();
    const { stdout, stderr } = await inside(['explain', token]);
    expect(stderr.match(/history/g)).toHaveLength(1);
    expect(stdout + stderr).not.toContain(token.split('.')[2]);
    const refused = await inside(['explain', '--token', token]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('history') as string]);
    expect(refused.stderr).not.toContain(token.split('.')[2]);
  });
});

describe('with what Azure holds, the three are compared', () => {
  const outcomes = ({ compared }: PrintedExplanation): string[] => compared.map(({ outcome }) => outcome);

  test.each<[string, object, string[], string[]]>([
    ['identical', {}, [], ['identical', 'identical', 'identical']],
    ['a slash', { issuer: 'https://acme-dev.eu.auth0.com' }, ['trust/issuer-slash'], ['differs', 'identical', 'identical']],
    ['what cannot be seen', { subject: `${values.sub}\u200B` }, ['trust/hidden-character'], ['identical', 'differs', 'identical']],
    [
      'all three',
      { issuer: 'https://x.example', subject: client, audiences: ['x'] },
      ['trust/issuer-mismatch', 'trust/subject-suffix', 'trust/audience-mismatch'],
      ['differs', 'differs', 'differs'],
    ],
  ])('%s', async (_, changes, expected, compared) => {
    const token = made();
    const credential = await fileOf('credential.json', JSON.stringify([{ ...held, ...changes }]));
    const said = await explained(['--token', '-', '--federated-credential', credential], token, token);
    expect([said.exit, codesOf(said), outcomes(said)]).toEqual([0, expected, compared]);
    if (expected.length > 0) expect(said.text).toMatch(/^ {9,}(?:.* )?\^(?: .*)?$/m);
    else expect(said.text).toContain('All three are identical');
    // What is certain is said once, and not as a suspicion too.
    expect(said.credentials.flatMap(({ suspicions }) => suspicions)).toEqual([]);
  });

  test('whichever of the two is piped', async () => {
    const token = made();
    const list = JSON.stringify([{ ...held, subject: client }]);
    const [tokenFile, listFile] = [await fileOf('token.txt', token), await fileOf('credential.json', list)];
    const ways: [string[], string][] = [
      [['--token', tokenFile], list],
      [['--federated-credential', listFile], token],
      [[tokenFile, '--federated-credential', listFile], ''],
      [[listFile, '--token', tokenFile], ''],
      [['--token', tokenFile, '--federated-credential', '-'], list],
    ];
    for (const [args, input] of ways) expect(codesOf(await explained(args, token, input))).toEqual(['trust/subject-suffix']);
  });

  test('a copy in the settings is a credential too', async () => {
    const token = made();
    const env = await fileOf(
      'my.env',
      `OIDC_ENDPOINT=acme-dev.eu.auth0.com\nAZURE_FEDERATED_SUBJECT=${client}\nAZURE_FEDERATED_ISSUER=${values.iss}\n`,
    );
    const said = await explained([env, '--token', await fileOf('token.txt', token)], token);
    expect(codesOf(said)).toContain('trust/subject-suffix');
    expect(outcomes(said)).toEqual(['identical', 'differs', 'unknown']);
  });

  test('two of a kind are refused', async () => {
    const token = made();
    const file = await fileOf('token.txt', token);
    const { code, stderr } = await inside(['explain', file, '--token', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('The text is a token itself') as string]);
  });
});
